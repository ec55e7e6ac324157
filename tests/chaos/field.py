"""The field of a run: one installation, its workers, somebody who publishes and somebody who watches what comes out."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import threading
import time
import uuid
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from streams.runtime.client import how_far, messages_behind, read_topic, sender
from streams.runtime.delivery import EXIT_BROKEN
from streams.runtime.refusals import BrokerError
from streams.runtime.topics import ensure_topics
from streams.settings import Settings
from streams.wire.message import Incoming, Outgoing
from tests.chaos.articles import Sent, articles, watchlists
from tests.chaos.breakable_worker import WORD
from tests.chaos.workers import ROOT, Worker, start_worker

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from pathlib import Path

    from tests.chaos.brokers import Broker
    from tests.chaos.network import Namespace

BATCH = 20
BATCHES_A_WATCHLIST = 3
MAY_END_WITH = (1, EXIT_BROKEN)
"""No broker at its start, or a broken invariant; among them that the group went on without the worker."""

TOO_LATE = ("LostError", "half published")
"""What the log of a worker ends with that could not keep its place in the group."""

PATIENCE_SECONDS = 60.0
"""So long after a fault a worker may still end of it: one that was starting waits for its broker first."""


@dataclass
class Field:
    """Everything that a fault may touch. `tree` is the checkout whose workers are started.

    Publishing waits for the workers where they are `most_behind` articles: a run is over when its last one is through.
    """

    broker: Broker
    folder: Path
    environment: dict[str, str]
    wanted: int
    seed: int
    rate: float
    cables: list[Namespace] = field(default_factory=list)
    poisoned: bool = False
    demo: bool = True
    most_behind: int = 200
    disk: Path | None = None
    tree: Path = ROOT
    workers: list[Worker] = field(default_factory=list)
    all_workers: list[Worker] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    confirmed: list[bytes | None] = field(default_factory=list)
    seen: int = 0
    unexpected: list[str] = field(default_factory=list)
    excused_until: float = 0.0
    ended: int = 0
    _over: threading.Event = field(default_factory=threading.Event)
    _quiet: threading.Event = field(default_factory=threading.Event)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        name = f"chaos{uuid.uuid4().hex[:8]}"
        self.environment = {
            **self.broker.settings,
            "TOCSIN_BOOTSTRAP": self.broker.address,
            "TOCSIN_APP_ID": name,
            "TOCSIN_TOPIC_PREFIX": f"{name}.",
            "TOCSIN_PARTITIONS": "4",
            "TOCSIN_PROCESSES": "1",
            **self.environment,
        }
        fields = {key.removeprefix("TOCSIN_").lower(): value for key, value in self.environment.items()}
        self.settings = Settings.model_validate(fields)
        self.chance = random.Random(self.seed)  # noqa: S311 - a run that can be repeated, no secret
        self.watchlists = watchlists(self.seed)
        self.articles = articles(self.seed, WORD if self.poisoned else "", demo=self.demo)

    def join(self) -> Worker:
        """Start one more worker."""
        number = next(self._numbers)
        prefix = self.cables[number % len(self.cables)].prefix if self.cables else ()
        data = {"TOCSIN_DATA_DIR": str((self.disk or self.folder) / f"data-{number}")}
        worker = start_worker(self.folder, number, data | self.environment, prefix, self.tree)
        self.workers.append(worker)
        self.all_workers.append(worker)
        return worker

    def mend(self) -> None:
        """Start workers until as many run as are wanted, as whoever watches over them would.

        One that ended though nobody ended it is noted: under some faults that is what it has to do.
        """
        for worker in self.workers:
            code = worker.process.poll()
            if code is None or worker.stopped or code == -signal.SIGKILL:
                continue
            tail = worker.log.read_text(errors="replace")[-3000:]
            # A machine with too much to do may lose its place in the group at any time: it must not publish then.
            is_too_late = code == EXIT_BROKEN and any(said in tail for said in TOO_LATE)
            if (time.monotonic() < self.excused_until and code in MAY_END_WITH) or is_too_late:
                self.ended += 1
                time.sleep(0.5)
            else:
                self.unexpected.append(f"worker {worker.number} ended with {code}: {tail}")
        self.workers = [worker for worker in self.workers if worker.is_alive]
        while len(self.workers) < self.wanted:
            self.join()

    def some_worker(self) -> Worker:
        """Return one of the workers by chance, one that reads where there is one."""
        reading = [worker for worker in self.workers if worker.is_alive and worker.is_reading]
        return self.chance.choice(reading or self.workers)

    def wait_for_articles(self, number: int, seconds: float) -> float | None:
        """Wait until so many more articles came out; return how long it took, None where they did not."""
        begun, first = time.monotonic(), self.seen
        while self.seen < first + number:
            if time.monotonic() > begun + seconds:
                return None
            self.mend()
            time.sleep(0.1)
        return time.monotonic() - begun

    def wait_until_idle(self, seconds: float) -> bool:
        """Publish nothing more, and wait until the workers have acknowledged everything."""
        self._quiet.set()
        deadline = time.monotonic() + seconds
        time.sleep(2 / self.rate + 1)
        while time.monotonic() < deadline:
            self.mend()
            with contextlib.suppress(BrokerError):
                if not asyncio.run(self._behind()):
                    return True
            time.sleep(0.5)
        return False

    def read(self, topic: str) -> list[Incoming]:
        """Return what is on a topic now, partition by partition."""

        async def read() -> list[Incoming]:
            found = [message async for message in read_topic(topic, self.settings)]
            return sorted(found, key=lambda message: (message.partition, message.offset))

        return asyncio.run(read())

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        """Make the topics, start the workers, publish and watch until the block ends; then end everything."""
        asyncio.run(ensure_topics(self.settings))
        hands = [threading.Thread(target=self._work, args=(work,)) for work in (self._publish, self._watch)]
        for hand in hands:
            hand.start()
        self.mend()
        try:
            yield
        finally:
            self._over.set()
            for worker in self.all_workers:
                worker.resume()
                worker.kill()
            for hand in hands:
                hand.join()

    def _work(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        try:
            asyncio.run(work())
        except Exception as error:  # noqa: BLE001 - told at the end: a run without its publisher shows nothing
            self.unexpected.append(f"{work.__name__}: {error!r}")

    async def _behind(self) -> int:
        rules = await how_far([(self.settings.topic("alert-rules"), 0)], self.settings)
        return await messages_behind(self.settings) + sum(each.end - each.done for each in rules.values())

    async def _publish(self) -> None:
        for number in count():
            if self._over.is_set():
                return
            if number % BATCHES_A_WATCHLIST == 1:
                await self._send_watchlist()
            batch = [next(self.articles) for _ in range(BATCH)]
            self.sent += batch
            left = batch
            while left and not self._over.is_set():
                left = await self._send(left)
            pause = BATCH / self.rate
            await asyncio.sleep(pause)
            while await self._has_to_wait():  # noqa: ASYNC110 - other threads decide
                await asyncio.sleep(pause)

    async def _has_to_wait(self) -> bool:
        return not self._over.is_set() and (self._quiet.is_set() or await self._is_behind())

    async def _send(self, batch: list[Sent]) -> list[Sent]:
        """Send a batch; return what has to be sent again: what is not confirmed may be there all the same."""
        try:
            async with sender(self.settings) as opened:
                for each in batch:
                    await opened.send(Outgoing("articles", each.key, each.value))
                await opened.flush()
        except BrokerError:
            await asyncio.sleep(1)
            return batch
        self.confirmed += [each.value for each in batch]
        return []

    async def _send_watchlist(self) -> None:
        """Send a change of the watchlist; what the broker does not take is sent another time."""
        with contextlib.suppress(BrokerError):
            async with sender(self.settings) as opened:
                await opened.send(Outgoing("alert-rules", *next(self.watchlists)))

    async def _is_behind(self) -> bool:
        try:
            return await messages_behind(self.settings) > self.most_behind
        except BrokerError:
            return True

    async def _watch(self) -> None:
        while not self._over.is_set():
            with contextlib.suppress(BrokerError):
                await self._count()

    async def _count(self) -> None:
        following = aiter(read_topic("articles.enriched", self.settings, follow=True, last=0))
        upcoming = asyncio.ensure_future(anext(following))
        try:
            while not self._over.is_set():
                done, _ = await asyncio.wait([upcoming], timeout=0.2)
                if done:
                    upcoming.result()
                    self.seen += 1
                    upcoming = asyncio.ensure_future(anext(following))
        finally:
            upcoming.cancel()
            await asyncio.gather(upcoming, return_exceptions=True)
