"""Measure what the engine costs: articles a second through Kafka against the same reading without Kafka.

    python -m tests.bench.engine [--rounds N] [--articles N] [--processes N ...] [--broker NAME ...]

Both sides read the same articles with the same number of processes, in turn, in one run on one machine, and make of
them what Tocsin makes: answers settled in order, and the alerts that follow. Quote the ratio, not the rates. `--broker
kafka` is Apache Kafka, started here, or the one that KAFKA_BOOTSTRAP names.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from schemas import topics
from streams.alerts.board import Board
from streams.clean.memory import Memory
from streams.knowledge import open_alerting, open_rules
from streams.runtime.pool import READING, Pool
from streams.runtime.topics import ensure_topics
from streams.wire.answers import settle
from streams.wire.articles import Rejected, read_article
from streams.wire.claims import read_report
from tests.bench.corpus import articles, origin
from tests.bench.machine import cpu_seconds, readers, run_line
from tests.bench.stage import EMBEDDED, KAFKA, TITLES, missing, outputs, publish, rate, stage, worker

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from streams.settings import Settings
    from streams.wire.answers import Answer
    from streams.wire.memory import Seen
    from streams.wire.message import Outgoing
    from tests.bench.stage import Outputs, Stage

# Articles beforehand: a JVM that is the broker needs more of them than a model, and takes three times as much at first.
WARM_UP = {EMBEDDED: 120, KAFKA: 1000}
MOST_WARM_UP_ROUNDS = 4
# What follows an article when it is enriched, alerts above all, is part of what it costs.
SETTLING_SECONDS = 1.0
AIM = 0.90

READERS, MAIN, BROKER, BENCH = "reading processes", "worker's own process", "broker", "this bench"


class Side(NamedTuple):
    """Articles a second, and milliseconds of processor time an article by who took them."""

    rate: float
    cost: Mapping[str, float]


class Round(NamedTuple):
    """Both sides, one after the other, with the same articles."""

    alone: Side
    through_kafka: Side

    @property
    def ratio(self) -> float:
        """What is left of the rate."""
        return self.through_kafka.rate / self.alone.rate


Results = dict[tuple[str, int], list[Round]]


def main(arguments: Sequence[str]) -> int:
    """Run the rounds and print the table."""
    asked = options(argparse.ArgumentParser(description=__doc__)).parse_args(arguments)
    print(text(measure(asked.rounds, asked.articles, asked.processes, asked.broker, print), asked.articles))
    print(run_line(" ".join(["python -m tests.bench.engine", *arguments])))
    return 0


def options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add what can be asked for."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=300, help="articles a round")
    parser.add_argument("--processes", type=int, nargs="+", default=(1, 2))
    parser.add_argument("--broker", nargs="+", choices=(EMBEDDED, KAFKA), default=(EMBEDDED, KAFKA))
    return parser


def measure(
    rounds: int, count: int, processes: Sequence[int], brokers: Sequence[str], say: Callable[[str], None]
) -> Results:
    """Return the rounds of each broker and number of processes; a broker that cannot be had is left out, aloud."""
    found: Results = {}
    for name in brokers:
        if problem := missing(name):
            say(f"SKIPPED: {TITLES[name]}: {problem}")
            continue
        for number in processes:
            with stage(name) as ground:
                say(f"{TITLES[name]}, {number} reading processes: warming up")
                found[name, number] = asyncio.run(_side_by_side(ground, number, rounds, count, say))
    return found


def text(results: Results, count: int) -> str:
    """Return the results as Markdown."""
    costs = (
        f"| broker | processes | {READERS}: without Kafka | through Kafka | {MAIN} | {BROKER} "
        f"| {BENCH}: without Kafka | through Kafka |"
    )
    about = (
        f"{count} {origin()} a round; medians. Both sides read them, settle the answers in order, and compose the "
        f"alerts that follow. At least {AIM:.2f} is aimed at."
    )
    lines = [
        about,
        "",
        "| broker | reading processes | rounds | read without Kafka | through Kafka | ratio, median | least to most |",
        "|---|---|---|---|---|---|---|",
        *(_row(name, number, rounds) for (name, number), rounds in results.items()),
        "",
        "Milliseconds of processor time an article, medians, on the same runs:",
        "",
        costs,
        "|---|---|---|---|---|---|---|---|",
        *(_cost_row(name, number, rounds) for (name, number), rounds in results.items()),
    ]
    return "\n".join(lines)


async def _side_by_side(
    ground: Stage, processes: int, rounds: int, count: int, say: Callable[[str], None]
) -> list[Round]:
    settings = ground.settings(f"bench-engine-{os.getpid()}-{processes}", processes)
    partitions = (await ensure_topics(settings))[settings.topic(topics.CLAIMS.name)]
    pool: Pool[Answer | Rejected] = Pool(settings, READING)
    board = Board(*open_alerting(open_rules()))
    found = []
    with worker(ground, settings) as pid:
        await pool.start()
        try:
            async with outputs(settings, [settings.topic(topics.ENRICHED.name)]) as came:
                sides = _Sides(
                    settings,
                    pool,
                    Memory(settings.window_articles),
                    partitions,
                    board,
                    came,
                    pid,
                    ground.pids,
                )
                warm_up = min(WARM_UP[ground.name], MOST_WARM_UP_ROUNDS * count)
                await sides.round(0, articles("warm-up", warm_up))
                for number in range(1, rounds + 1):
                    found.append(await sides.round(number, articles(f"round-{number}", count)))
                    say(_told(number, found[-1]))
        finally:
            await pool.stop()
    return found


@dataclass(frozen=True)
class _Sides:
    """Both sides, ready and waiting: a pool in this process, and a worker."""

    settings: Settings
    pool: Pool[Answer | Rejected]
    memory: Memory
    partitions: int
    board: Board
    came: Outputs
    worker: int
    broker: Sequence[int]

    async def round(self, number: int, events: Sequence[bytes]) -> Round:
        """Have both read the same articles; who goes first changes with the number."""
        own = os.getpid()
        inside = {READERS: readers(own, [self.worker, *self.broker]), BENCH: [own]}
        outside = {
            READERS: readers(self.worker),
            MAIN: [self.worker],
            BROKER: self.broker,
            BENCH: [own],
        }
        if number % 2:
            alone = await side(events, self.alone, inside)
            return Round(alone, await side(events, self.through_kafka, outside))
        through_kafka = await side(events, self.through_kafka, outside)
        return Round(await side(events, self.alone, inside), through_kafka)

    async def alone(self, events: Sequence[bytes]) -> list[float]:
        """Return when each article was read by the pool, settled in the order of the articles, and told in alerts."""
        readings = [asyncio.create_task(self._read(event)) for event in events]
        moments = []
        for number, reading in enumerate(readings):
            self._tell(settle(await reading, (0, number), self.memory, self.partitions))
            moments.append(time.monotonic())
        return moments

    def _tell(self, settled: Rejected | tuple[Seen, Sequence[Outgoing]]) -> None:
        """Have the board make alerts of what was claimed, as the worker does."""
        if isinstance(settled, Rejected):
            return
        for each in settled[1]:
            if each.topic == topics.CLAIMS.name:
                self.board.receive(
                    (each.key or b"").decode(), read_report(each.value or b""), datetime.now(UTC)
                )

    async def _read(self, event: bytes) -> Answer | Rejected:
        article = read_article(event, self.settings)
        if isinstance(article, Rejected):
            return article
        return await self.pool.read(article, self.memory.learned(article), None)

    async def through_kafka(self, events: Sequence[bytes]) -> list[float]:
        """Return when each article was on `articles.enriched`."""
        keys = await publish(events, self.settings)
        return await self.came.all_of(self.settings.topic(topics.ENRICHED.name), keys)


async def side(
    events: Sequence[bytes],
    work: Callable[[Sequence[bytes]], Awaitable[list[float]]],
    seen: Mapping[str, Sequence[int]],
) -> Side:
    before = {who: cpu_seconds(pids) for who, pids in seen.items()}
    moments = await work(events)
    await asyncio.sleep(SETTLING_SECONDS)
    cost = {who: (cpu_seconds(pids) - before[who]) / len(events) * 1000 for who, pids in seen.items() if pids}
    return Side(rate(moments), cost)


def _told(number: int, pair: Round) -> str:
    costs = ", ".join(f"{who} {cost:.1f}" for who, cost in pair.through_kafka.cost.items())
    return (
        f"  round {number}: {pair.alone.rate:.1f} articles/s read, {pair.through_kafka.rate:.1f} through Kafka, "
        f"ratio {pair.ratio:.3f}; ms an article: {costs}"
    )


def _row(name: str, number: int, rounds: Sequence[Round]) -> str:
    alone, through = (median(side.rate for side in sides) for sides in zip(*rounds, strict=True))
    ratios = sorted(each.ratio for each in rounds)
    return (
        f"| {TITLES[name]} | {number} | {len(rounds)} | {alone:.1f} articles/s | {through:.1f} articles/s "
        f"| **{median(ratios):.3f}** | {ratios[0]:.3f} to {ratios[-1]:.3f} |"
    )


def _cost_row(name: str, number: int, rounds: Sequence[Round]) -> str:
    alone, through = zip(*rounds, strict=True)
    cells = [
        _cost(alone, READERS), _cost(through, READERS), _cost(through, MAIN), _cost(through, BROKER),
        _cost(alone, BENCH), _cost(through, BENCH),
    ]  # fmt: skip
    return " | ".join([f"| {TITLES[name]} | {number}", *cells]) + " |"


def _cost(sides: Sequence[Side], who: str) -> str:
    """Return what somebody took; a broker that was not started here cannot be asked."""
    return f"{median(side.cost[who] for side in sides):.1f}" if who in sides[0].cost else "not seen"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
