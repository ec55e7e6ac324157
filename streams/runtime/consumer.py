"""Faust's consumer with two places mended at which it takes messages from the broker and hands them to nobody.

What is taken that way is noted as read and does not come again: the partition then stands still, or commits past it.

- A fetch gets Faust's own set of active partitions, not a copy. When the last of them is paused while the fetch waits
  for records (the changelogs, at the end of recovery), the set is empty, which aiokafka understands as "all".
- Seeking to the committed offset does nothing for a partition without one.

And one at which it believes the broker too soon: the embedded one, asked for a partition's end, counts the last batch
as one message, so that a state was rebuilt from the beginning of its changelog only.

And one at which it holds up what it has: it hands on all of a fetch before it asks for more, and waits wherever a
buffer is full, so that claims stand behind the articles of a fetch. Here it asks only for what its buffers take.

And waiting for what is in flight has an end here: one article that takes its minute must not cost the worker its place
in the group, nor whoever stops it their patience.
"""

from __future__ import annotations

import asyncio
import gc
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from faust.transport.drivers import aiokafka

from streams.runtime.refusals import BrokerError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping
    from typing import Any

    from aiokafka import AIOKafkaConsumer
    from faust.types import TP, AppT
    from yarl import URL

    from streams.runtime.lease import Lease


PAUSE_SECONDS = 1.0
# A broker that has nothing answers a fetch after so long. The embedded one waits that out even if something comes
# meanwhile, and each hop of an article would wait with it.
FETCH_WAIT_MS = 100
# A buffer is filled again when it has so much room, and looked at so often when it has not.
ROOM_TO_FILL = 0.25
FULL_SECONDS = 0.05


class Consumer(aiokafka.Consumer):
    """A consumer that takes from the broker only what it hands on."""

    def _new_consumer_thread(self) -> _Thread:
        return _Thread(self, loop=self.loop, beacon=self.beacon)

    async def _getmany(
        self,
        active_partitions: set[TP] | None,
        timeout: float,  # noqa: ASYNC109 - Faust's signature
    ) -> Mapping[TP, Any]:
        if active_partitions is None:
            return await super()._getmany(None, timeout)
        room = self._room()
        asked_for = {tp for tp in active_partitions if room.get(tp.topic, 1)}
        if not asked_for:
            await asyncio.sleep(FULL_SECONDS)
            return {}
        most = min((room[tp.topic] for tp in asked_for if tp.topic in room), default=None)
        seconds = timeout if len(asked_for) == len(active_partitions) else FULL_SECONDS
        thread = cast("_Thread", self._thread)
        return await thread.take(asked_for, seconds, most)

    def _room(self) -> dict[str, int]:
        """Return how many messages of each topic are welcome now: of one that is in no buffer, any number is."""
        room: dict[str, int] = {}
        for channel in self.app.topics:
            free = channel.queue.maxsize - channel.queue.qsize()
            welcome = free if free >= channel.queue.maxsize * ROOM_TO_FILL else 0
            for topic in channel.topics:
                room[topic] = min(welcome, room.get(topic, welcome))
        return room

    def on_buffer_full(self, tp: TP) -> None:
        """Go on asking for a partition: it is asked for what there is room for."""

    async def highwaters(self, *partitions: TP) -> Mapping[TP, int]:
        """Return where partitions end: up to there a state is rebuilt from its changelog."""
        ports = cast("Transport", self.transport).ports
        while True:
            try:
                ends = await ports.ends_at(partitions)
            except BrokerError as error:
                self.log.warning("%s Asking for the ends of changelogs again in %g s.", error, PAUSE_SECONDS)
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return {tp: ends[tp] for tp in partitions}

    async def perform_seek(self) -> None:
        """Seek every partition to its committed offset, and to its beginning where none was committed."""
        await super().perform_seek()
        unread = [
            tp for tp in self.assignment() if not self._committed_offset[tp] and not self._is_changelog_tp(tp)
        ]
        if unread:
            await self.seek_wait(await self.earliest_offsets(*unread))

    async def wait_empty(self) -> None:
        """Wait until what is in flight is acknowledged; after a time let go of the rest, and commit."""
        ports = cast("Transport", self.transport).ports
        seconds = ports.patience_seconds()
        deadline = time.monotonic() + seconds
        while self._unacked_messages and time.monotonic() < deadline and not self.should_stop:
            gc.collect()  # what Faust emptied out of its queues counts as in flight until it is gone
            await self._wait_for_ack(timeout=1)
            self._clean_unacked_messages()
        if self._unacked_messages:
            self.log.warning("Letting go of %d messages: not done in time.", len(self._unacked_messages))
            ports.let_go()
            self._unacked_messages.clear()
        committing = asyncio.ensure_future(self.commit_and_end_transactions())
        await asyncio.wait([committing], timeout=seconds)


class _Thread(aiokafka.AIOKafkaConsumerThread):
    """The thread that talks to the broker, whose signs of life renew the lease."""

    def _create_worker_consumer(self, transport: aiokafka.Transport) -> AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS  # noqa: SLF001 - Faust has a fixed 1,500 and no setting for it
        return consumer

    async def take(self, partitions: set[TP], seconds: float, most: int | None) -> Mapping[TP, Any]:
        """Return at most so many messages of these partitions, as soon as there are any or the time is over."""
        taken: Mapping[TP, Any] = await self.call_thread(
            self._fetch_records, self._ensure_consumer(), partitions, timeout=seconds, max_records=most
        )
        return taken

    async def on_start(self) -> None:
        await super().on_start()
        lease = cast("Transport", self.transport).ports.lease
        lease.follow(self._ensure_consumer()._coordinator)  # noqa: SLF001 - aiokafka has no other way to it


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything that the transport may touch outside itself.

    `patience_seconds` says how long to wait for what is in flight, `let_go` gives up the rest. The lease is renewed by
    each sign of life that the broker answers. `ends_at` asks where partitions end.
    """

    patience_seconds: Callable[[], float]
    let_go: Callable[[], None]
    lease: Lease
    ends_at: Callable[[Iterable[tuple[str, int]]], Awaitable[Mapping[tuple[str, int], int]]]


class Transport(aiokafka.Transport):
    """Faust's Kafka transport with that consumer."""

    Consumer = Consumer

    def __init__(self, url: list[URL], app: AppT, ports: Ports) -> None:
        super().__init__(url, app)
        self.ports = ports
