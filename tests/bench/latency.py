"""Measure how long it takes from an article on `articles` to the alert that first names it, under load.

    python -m tests.bench.latency [--seconds N] [--burst-seconds N] [--broker NAME]

First the full load is measured, with a backlog; then articles come at shares of it, at random moments as news does, and
at last a burst of ten times the load. One worker, one reading process for each core; every article begins with a
sentence that rings, so that each has an alert to wait for.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas import topics
from streams.runtime.client import sender
from streams.runtime.topics import ensure_topics
from tests.bench.corpus import articles
from tests.bench.latency_report import Burst, Latencies, Load, text
from tests.bench.machine import cores, readers, resident_bytes, run_line
from tests.bench.stage import EMBEDDED, KAFKA, TITLES, article, missing, outputs, publish, stage, worker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

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
    parser.add_argument("--burst-seconds", type=float, default=6, help="how long the burst lasts")
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

    @property
    def enriched(self) -> str:
        return self.settings.topic(topics.ENRICHED.name)

    def resident(self) -> int:
        return resident_bytes([self.worker, *readers(self.worker)])

    async def full_load(self) -> float:
        """Return articles a second with a backlog, after a first guess at it."""
        rate = 0.0
        for name, count in (("warm-up", WARM_UP), ("guess", WARM_UP), ("full", 0)):
            events = articles(name, count or max(WARM_UP, int(rate * FULL_LOAD_SECONDS)), has_news=True)
            begun = time.monotonic()
            keys = await publish(events, self.settings)
            rate = len(keys) / ((await self.came.all_of(self.enriched, keys))[-1] - begun)
        return rate

    async def under(self, name: str, rate: float, seconds: float) -> dict[str, float]:
        """Publish at a rate; return when each article was published, once all are enriched and told."""
        events = articles(name, max(1, int(rate * seconds)), has_news=True)
        published: dict[str, float] = {}
        async with sender(self.settings) as opened:
            async for number, event in _at_random_moments(events, rate):
                message = article(event, number)
                published[(message.key or b"").decode()] = time.monotonic()
                await opened.send(message)
        await self.came.all_of(self.enriched, [each.encode() for each in published])
        await asyncio.sleep(LAST_ALERT_SECONDS)
        return published

    def waits(self, published: dict[str, float]) -> list[float]:
        """Return how long each article took to its alert, in the order in which they were published."""
        return [self.told.first[each] - then for each, then in published.items() if each in self.told.first]


async def _measured(
    ground: Stage, seconds: float, burst_seconds: float, say: Callable[[str], None]
) -> Latencies:
    settings = ground.settings(f"bench-latency-{os.getpid()}", cores())
    await ensure_topics(settings)
    told = _Told(settings.topic(topics.ALERTS.name))
    listened = [settings.topic(topics.ENRICHED.name), told.topic]
    with worker(ground, settings) as pid:
        async with outputs(settings, listened, told.hear) as came:
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
    say(f"Burst: {BURST_FACTOR} times the load for {seconds:g} s")
    before = found.resident()
    samples = [before]
    sampling = asyncio.create_task(_sample(found, samples))
    begun = time.monotonic()
    published = await found.under("burst", full * BURST_FACTOR, seconds)
    sampling.cancel()
    enriched = [found.came.first[found.enriched][each.encode()] for each in published]
    await asyncio.sleep(REST_SECONDS)
    burst = Burst(
        factor=BURST_FACTOR,
        seconds=max(published.values()) - begun,
        published=len(published),
        enriched=len(enriched),
        drained_seconds=max(enriched) - begun,
        waits=found.waits(published),
        before=before,
        top=max(samples),
        after=found.resident(),
    )
    say(f"  {burst.published} articles, all enriched after {burst.drained_seconds:.0f} s")
    return burst


async def _sample(found: _Field, samples: list[int]) -> None:
    while True:
        samples.append(found.resident())
        await asyncio.sleep(SAMPLE_SECONDS)


async def _at_random_moments(events: Sequence[bytes], rate: float) -> AsyncIterator[tuple[int, bytes]]:
    """Yield events at so many a second on average, each independent of the others; what is late comes at once."""
    chance = random.Random(len(events))  # noqa: S311 - a run that can be repeated, no secret
    due = time.monotonic()
    for number, event in enumerate(events):
        due += chance.expovariate(rate)
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        yield number, event


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
