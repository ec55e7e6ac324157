"""Measure what a second worker adds: articles a second at the end, each worker held to a core of its own.

    python -m tests.bench.scale [--rounds N] [--articles N] [--workers N ...] [--broker NAME]

One reading process in each worker, which shares the core with the worker's own process. All crews are started and
warmed up first, and read in turn; who waits takes next to nothing. Broker and bench have the cores that are left, or
share those of the workers where none is. What an article takes of everything else that a plan needs (memory, bytes on
each topic, the alert agent's time) is measured on the same broker, for `docs/capacity.md`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from schemas import topics
from streams.runtime.topics import ensure_topics
from tests.bench.corpus import articles, origin
from tests.bench.engine import BENCH, BROKER, MAIN, READERS, Side, side
from tests.bench.footprint import footprint
from tests.bench.machine import cpu_seconds, readers, run_line
from tests.bench.stage import EMBEDDED, KAFKA, TITLES, missing, outputs, publish, stage, worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from streams.settings import Settings
    from tests.bench.stage import Outputs, Stage

WORKERS = (1, 2, 4)
WARM_UP = 60
MOST_WARM_UPS = 20
# Who took less than this for a share of the warm-up has not joined the group yet.
LEAST_SECONDS = 0.5


@dataclass(frozen=True)
class Scaling:
    """The rounds of each number of workers, and what else an article takes, by name."""

    cores: int
    rounds: Mapping[int, Sequence[Side]]
    footprint: Mapping[str, float]

    def cost(self, workers: int, who: str) -> float | None:
        """Return milliseconds of processor time an article; None of a broker that was not started here."""
        found = [each.cost[who] for each in self.rounds[workers] if who in each.cost]
        return median(found) if found else None

    def rate(self, workers: int) -> float:
        """Return articles a second."""
        return median(each.rate for each in self.rounds[workers])

    def ratios(self, workers: int) -> list[float]:
        """Return what so many workers gave beside one, round by round."""
        pairs = zip(self.rounds[workers], self.rounds[1], strict=True)
        return sorted(many.rate / one.rate for many, one in pairs)

    def bound(self, workers: int) -> float:
        """Return what the cores allow beside one worker, from the processor time that an article takes of all."""
        inside = (self.cost(1, READERS) or 0.0) + (self.cost(1, MAIN) or 0.0)
        around = (self.cost(1, BROKER) or 0.0) + (self.cost(1, BENCH) or 0.0)
        return min(workers, self.cores * inside / (inside + around))

    def figures(self) -> dict[str, float]:
        """Return what a plan needs, by name."""
        cost = {f"{name}_ms": self.cost(1, who) for name, who in _NAMES.items()}
        return {
            **{name: value for name, value in cost.items() if value is not None},
            **{f"ratio_{each}_workers": median(self.ratios(each)) for each in self.rounds},
            **self.footprint,
        }


_NAMES = {"reading": READERS, "main": MAIN, "broker": BROKER}


def main(arguments: Sequence[str]) -> int:
    """Run the rounds and print the tables."""
    asked = options(argparse.ArgumentParser(description=__doc__)).parse_args(arguments)
    if problem := missing(asked.broker):
        print(f"SKIPPED: {TITLES[asked.broker]}: {problem}")
        return 3
    found = measure(asked.rounds, asked.articles, asked.workers, asked.broker, print)
    print(text(found, asked.articles, asked.broker))
    print(run_line(" ".join(["python -m tests.bench.scale", *arguments])))
    return 0


def options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add what can be asked for."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=300, help="articles a round")
    parser.add_argument("--workers", type=int, nargs="+", default=WORKERS)
    parser.add_argument("--broker", choices=(EMBEDDED, KAFKA), default=EMBEDDED if missing(KAFKA) else KAFKA)
    return parser


def measure(
    rounds: int, count: int, workers: Sequence[int], broker: str, say: Callable[[str], None]
) -> Scaling:
    """Return the rounds of each number of workers for which there are cores; one worker is always among them."""
    known = sorted(os.sched_getaffinity(0))
    numbers = [each for each in sorted({1, *workers}) if each <= len(known)]
    for each in sorted(set(workers) - set(numbers)):
        say(f"NOT MEASURED: {each} workers: there are {len(known)} cores")
    rest = set(known[max(numbers) :]) or set(known)
    own = {each: known[:each] for each in numbers}
    with held_to(rest), stage(broker) as ground:
        found, more = asyncio.run(_in_turn(ground, own, rounds, count, say))
    return Scaling(len(known), found, more)


def text(found: Scaling, count: int, broker: str) -> str:
    """Return the results as Markdown."""
    rows = [_row(found, each) for each in found.rounds]
    costs = [_cost_row(found, each) for each in found.rounds]
    left_out = [str(each) for each in WORKERS if each > found.cores]
    about = (
        f"A round is {count} {origin()}; on {TITLES[broker]}, each worker, with one reading process, held to a core of "
        f"its own, from `articles` to `articles.enriched`. {_place(found)} What the cores allow follows from the "
        "processor time that an article takes of all of them: so much would come out if a further worker cost nothing."
    )
    return "\n".join(
        [
            about,
            *(
                ["", f"Not measured on this machine, for want of cores: {' and '.join(left_out)} workers."]
                if left_out
                else []
            ),
            "",
            "| workers | rounds | articles/s, median | beside one, median | least to most | cores allow | of that |",
            "|---|---|---|---|---|---|---|",
            *rows,
            "",
            "Milliseconds of processor time an article, medians, on the same runs:",
            "",
            f"| workers | {READERS} | {MAIN} | {BROKER} | {BENCH} |",
            "|---|---|---|---|---|",
            *costs,
        ]
    )


def _place(found: Scaling) -> str:
    if max(found.rounds) < found.cores:
        return "Broker and bench have the other cores."
    return (
        f"With {max(found.rounds)} workers no core is left for broker and bench, which share theirs; what the cores "
        "allow takes account of that."
    )


def _row(found: Scaling, workers: int) -> str:
    ratios = found.ratios(workers)
    return (
        f"| {workers} | {len(ratios)} | {found.rate(workers):.1f} | **{median(ratios):.2f}** "
        f"| {ratios[0]:.2f} to {ratios[-1]:.2f} | {found.bound(workers):.2f} "
        f"| {median(ratios) / found.bound(workers):.2f} |"
    )


def _cost_row(found: Scaling, workers: int) -> str:
    costs = [found.cost(workers, who) for who in (READERS, MAIN, BROKER, BENCH)]
    cells = ["not seen" if each is None else f"{each:.1f}" for each in costs]
    return " | ".join([f"| {workers}", *cells]) + " |"


@contextmanager
def held_to(some: set[int]) -> Iterator[None]:
    """Hold to some cores what is started meanwhile."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, some)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@dataclass(frozen=True)
class _Crew:
    """Workers of one installation, and what comes out of them."""

    settings: Settings
    pids: Sequence[int]
    broker: Sequence[int]
    came: Outputs

    async def read(self, events: Sequence[bytes]) -> Side:
        """Have the workers read articles."""
        seen = {
            READERS: [each for pid in self.pids for each in readers(pid)],
            MAIN: self.pids,
            BROKER: self.broker,
            BENCH: [os.getpid()],
        }
        return await side(events, self._through_kafka, seen)

    async def _through_kafka(self, events: Sequence[bytes]) -> list[float]:
        keys = await publish(events, self.settings)
        return await self.came.all_of(self.settings.topic(topics.ENRICHED.name), keys)

    async def warm_up(self, say: Callable[[str], None]) -> None:
        """Have the workers read until each does its share."""
        for number in range(MOST_WARM_UPS):
            say(f"{len(self.pids)} workers: warming up")
            before = [cpu_seconds(readers(pid)) for pid in self.pids]
            await self.read(articles(f"warm-up-{number}", WARM_UP * len(self.pids)))
            taken = [cpu_seconds(readers(pid)) - then for pid, then in zip(self.pids, before, strict=True)]
            if min(taken) > LEAST_SECONDS:
                return
        raise TimeoutError(f"Of {len(self.pids)} workers not all read.")


async def _in_turn(
    ground: Stage,
    own: Mapping[int, Sequence[int]],
    rounds: int,
    count: int,
    say: Callable[[str], None],
) -> tuple[dict[int, list[Side]], dict[str, float]]:
    async with AsyncExitStack() as listening:
        with ExitStack() as processes:
            crews = {number: await _crew(ground, some, processes, listening) for number, some in own.items()}
            for crew in crews.values():
                await crew.warm_up(say)
            found: dict[int, list[Side]] = {number: [] for number in own}
            for turn in range(1, rounds + 1):
                events = articles(f"round-{turn}", count)
                for number in sorted(own, reverse=turn % 2 == 0):
                    found[number].append(await crews[number].read(events))
                    say(f"  round {turn}: {number} workers {found[number][-1].rate:.1f} articles/s")
            say("What an article takes otherwise")
            with held_to(set(own[1])):
                more = await footprint(ground, crews[1].settings, crews[1].pids[0])
            return found, more


async def _crew(ground: Stage, own: Sequence[int], processes: ExitStack, listening: AsyncExitStack) -> _Crew:
    settings = ground.settings(f"bench-scale-{os.getpid()}-{len(own)}")
    await ensure_topics(settings)
    pids = []
    for each in own:
        with held_to({each}):
            pids.append(processes.enter_context(worker(ground, settings)))
    came = await listening.enter_async_context(outputs(settings, [settings.topic(topics.ENRICHED.name)]))
    return _Crew(settings, pids, ground.pids, came)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
