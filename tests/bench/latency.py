"""Measure how long it takes from an article on `articles` to the alert that first names it, under load.

    python -m tests.bench.latency [--seconds N] [--burst-seconds N] [--broker NAME]

First the full load is measured, with a backlog; then articles come at shares of it, at random moments as news does,
and at last a burst of ten times the load. While the worker reads what the burst left, fresh articles go on coming at a
tenth of the load: each has the backlog before it to wait for, and nothing else. One worker, one reading process for
each core; every article begins with a sentence that rings, of a situation of its own, so that each has an alert to wait
for.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import sys
import tempfile
import time
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas import topics
from streams.runtime.client import sender
from streams.runtime.topics import ensure_topics
from tests.bench.corpus import articles, news
from tests.bench.latency_report import Burst, Fresh, Latencies, Load, Memory, text
from tests.bench.machine import cores, readers, resident_bytes, run_line
from tests.bench.stage import EMBEDDED, KAFKA, TITLES, article, missing, outputs, publish, stage, worker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence

    from streams.settings import Settings
    from tests.bench.stage import Outputs, Stage

SHARES = (0.1, 0.5, 0.9)
BURST_FACTOR = 10
WARM_UP = 48
FULL_LOAD_SECONDS = 20
# After the last article is enriched: its alert is a hop further.
LAST_ALERT_SECONDS = 5.0
REST_SECONDS = 15.0
SAMPLE_SECONDS = 0.5
# What comes while the backlog of the burst is read, as a share of the full load, and goes on for a while after that.
FRESH_SHARE = 0.1
FRESH_SECONDS = 10.0
CHUNK = 500
# On the embedded broker the bench adds this much to a latency at most.
FETCH_WAIT_MS = 50


def main(arguments: Sequence[str]) -> int:
    """Measure, and print the tables."""
    asked = options(argparse.ArgumentParser(description=__doc__)).parse_args(arguments)
    if problem := missing(asked.broker):
        print(f"SKIPPED: {TITLES[asked.broker]}: {problem}")
        return 3
    print(text(measure(asked.seconds, asked.burst_seconds, asked.broker, print), TITLES[asked.broker]))
    print(run_line(" ".join(["python -m tests.bench.latency", *arguments])))
    return 0


def options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add what can be asked for."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--seconds", type=float, default=60, help="how long each load lasts")
    parser.add_argument("--burst-seconds", type=float, default=60, help="how long the burst lasts")
    parser.add_argument("--broker", choices=(EMBEDDED, KAFKA), default=EMBEDDED if missing(KAFKA) else KAFKA)
    return parser


def measure(seconds: float, burst_seconds: float, broker: str, say: Callable[[str], None]) -> Latencies:
    """Return latencies at each load, and how the burst went."""
    with stage(broker) as ground:
        return asyncio.run(_measured(ground, seconds, burst_seconds, say))


@dataclass
class _Told:
    """When the first alert came that names an article."""

    topic: str
    first: dict[str, float] = field(default_factory=dict)

    def hear(self, topic: str, value: bytes | None, now: float) -> None:
        if topic == self.topic and value:
            for each in json.loads(value)["evidence"]:
                self.first.setdefault(each["article_id"], now)


@dataclass(frozen=True)
class _Field:
    """A worker under load, and what it tells."""

    settings: Settings
    worker: int
    came: Outputs
    told: _Told
    # One of each for all that is published, or short series would all go to the first partitions, at the same moments.
    numbers: Iterator[int] = field(default_factory=itertools.count)
    sentences: Iterator[str] = field(default_factory=lambda: news("latency"))
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - repeatable, no secret

    @property
    def enriched(self) -> str:
        return self.settings.topic(topics.ENRICHED.name)

    def events(self, name: str, count: int) -> list[bytes]:
        """Return articles that ring, each an alert of its own."""
        return articles(name, count, self.sentences)

    def memory(self) -> Memory:
        """Return what the worker's own process has of memory, and what its reading processes have together."""
        return Memory(resident_bytes([self.worker]), resident_bytes(readers(self.worker)))

    async def full_load(self) -> float:
        """Return articles a second with a backlog, after a first guess at it."""
        rate = 0.0
        for name, count in (("warm-up", WARM_UP), ("guess", WARM_UP), ("full", 0)):
            events = self.events(name, count or max(WARM_UP, int(rate * FULL_LOAD_SECONDS)))
            begun = time.monotonic()
            keys = await publish(events, self.settings)
            rate = len(keys) / ((await self.came.all_of(self.enriched, keys))[-1] - begun)
        return rate

    async def under(self, name: str, rate: float, seconds: float) -> dict[str, float]:
        """Publish at a rate; return when each article was published, once all are enriched and told."""
        published = await self.put(self.events(name, max(1, int(rate * seconds))), rate)
        await self.all_told(published)
        return published

    async def put(self, events: Iterable[bytes], rate: float) -> dict[str, float]:
        """Publish at random moments, so many a second on average; return when each article was published."""
        published: dict[str, float] = {}
        async with sender(self.settings) as opened:
            async for event in _at_random_moments(events, rate, self.chance):
                message = article(event, next(self.numbers))
                published[(message.key or b"").decode()] = time.monotonic()
                await opened.send(message)
        return published

    async def all_told(self, published: Iterable[str]) -> None:
        """Return when all of these are enriched, and their alerts had the time to come."""
        await self.came.all_of(self.enriched, [each.encode() for each in published])
        await asyncio.sleep(LAST_ALERT_SECONDS)

    def read_at(self, published: Iterable[str]) -> list[float]:
        """Return when each of these was enriched."""
        return [self.came.first[self.enriched][each.encode()] for each in published]

    def waits(self, published: dict[str, float]) -> list[float]:
        """Return how long each article took to its alert, in the order in which they were published."""
        return [self.told.first[each] - then for each, then in published.items() if each in self.told.first]

    def hops(self, published: Iterable[str]) -> list[float]:
        """Return how long each article took from being enriched to its alert."""
        enriched = self.came.first[self.enriched]
        return [
            self.told.first[each] - enriched[each.encode()] for each in published if each in self.told.first
        ]


async def _measured(
    ground: Stage, seconds: float, burst_seconds: float, say: Callable[[str], None]
) -> Latencies:
    settings = ground.settings(f"bench-latency-{os.getpid()}", cores())
    await ensure_topics(settings)
    told = _Told(settings.topic(topics.ALERTS.name))
    listened = [settings.topic(topics.ENRICHED.name), told.topic]
    with worker(ground, settings) as pid:
        async with outputs(settings, listened, told.hear, FETCH_WAIT_MS) as came:
            found = _Field(settings, pid, came, told)
            say("Full load: measuring")
            full = await found.full_load()
            say(f"  full load: {full:.1f} articles/s")
            loads = []
            for share in SHARES:
                published = await found.under(f"load-{share}", full * share, seconds)
                loads.append(Load(share, full * share, len(published), found.waits(published)))
                say(f"  {share:.0%} of it: p50 {loads[-1].at(0.5):.2f} s, p99 {loads[-1].at(0.99):.2f} s")
            return Latencies(full, loads, await _burst(found, full, burst_seconds, say))


async def _burst(found: _Field, full: float, seconds: float, say: Callable[[str], None]) -> Burst:
    count = max(1, int(full * BURST_FACTOR * seconds))
    with tempfile.TemporaryFile() as events:
        say(f"Burst: writing {count} articles beforehand")
        events.writelines(_burst_events(found, count))
        events.seek(0)
        say(f"Burst: {BURST_FACTOR} times the load for {seconds:g} s")
        before = found.memory()
        samples = [before]
        sampling = asyncio.create_task(_sample(found, samples))
        begun = time.monotonic()
        published = await found.put((line.rstrip() for line in events), full * BURST_FACTOR)
    highest, fresh = found.memory(), await _while_it_drains(found, full * FRESH_SHARE, published)
    await found.all_told([*published, *fresh])
    sampling.cancel()
    await asyncio.sleep(REST_SECONDS)
    drained = max(found.read_at(published))
    burst = Burst(
        factor=BURST_FACTOR,
        seconds=max(published.values()) - begun,
        published=len(published),
        enriched=len(found.read_at(published)),
        drained_seconds=drained - begun,
        waits=found.waits(published),
        hops=found.hops([*published, *fresh]),
        fresh=_fresh(found, published | fresh, drained, fresh),
        before=before,
        highest_backlog=highest,
        top=max(samples, key=sum),
        after=found.memory(),
    )
    say(f"  {burst.published} articles, all enriched after {burst.drained_seconds:.0f} s")
    return burst


async def _while_it_drains(found: _Field, rate: float, burst: dict[str, float]) -> dict[str, float]:
    """Publish fresh articles until the burst is read and for a while after; return when each was published."""
    fresh: dict[str, float] = {}
    left, over_since = [each.encode() for each in burst], time.monotonic()
    for number in itertools.count():
        enriched = found.came.first[found.enriched]
        left = [each for each in left if each not in enriched]
        over_since = time.monotonic() if left else over_since
        if time.monotonic() - over_since > FRESH_SECONDS:
            break
        some = max(1, int(rate * FRESH_SECONDS / 2))
        fresh |= await found.put(found.events(f"fresh-{number}", some), rate)
    return fresh


def _fresh(
    found: _Field, everything: dict[str, float], drained: float, fresh: dict[str, float]
) -> list[Fresh]:
    """Return each fresh article's wait beside what stood before it, read at the rate at which the backlog was read."""
    published, enriched = sorted(everything.values()), sorted(found.read_at(everything))
    begun = min(fresh.values())
    rate = (bisect_right(enriched, drained) - bisect_right(enriched, begun)) / max(
        drained - begun, SAMPLE_SECONDS
    )
    return [
        Fresh(
            backlog_seconds=(bisect_right(published, then) - bisect_right(enriched, then)) / rate,
            wait=found.told.first[each] - then,
        )
        for each, then in fresh.items()
        if each in found.told.first and rate
    ]


def _burst_events(found: _Field, count: int) -> Iterator[bytes]:
    """Yield articles as lines, written a few hundred at a time, so that they need no memory."""
    for number, begin in enumerate(range(0, count, CHUNK)):
        for event in found.events(f"burst-{number}", min(CHUNK, count - begin)):
            yield event + b"\n"


async def _sample(found: _Field, samples: list[Memory]) -> None:
    while True:
        samples.append(found.memory())
        await asyncio.sleep(SAMPLE_SECONDS)


async def _at_random_moments(
    events: Iterable[bytes], rate: float, chance: random.Random
) -> AsyncIterator[bytes]:
    """Yield events at so many a second on average, each independent of the others; what is late comes at once."""
    due = time.monotonic()
    for event in events:
        due += chance.expovariate(rate)
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        yield event


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
