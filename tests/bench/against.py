"""Measure Tocsin against what a user would write instead, on the same broker, with the same articles and model.

    python -m tests.bench.against [--rounds N] [--articles N] [--copies N ...] [--broker NAME]

The others (`tests/bench/others/`) call `nlp(text)` for each article and publish its entities. All are started and
warmed up first, and read in turn; who waits takes nothing. `--copies 2` starts each of them twice, as one consumer
group.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from aiokafka.admin import NewTopic

from schemas import topics
from streams.runtime.topics import admin, ensure_topics
from tests.bench.corpus import articles, origin
from tests.bench.machine import cores, cpu_seconds, run_line
from tests.bench.stage import EMBEDDED, KAFKA, TITLES, missing, outputs, publish, running, stage, worker
from tests.chaos.workers import ROOT, children

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streams.settings import Settings
    from tests.bench.stage import Outputs, Stage

OTHERS = Path(__file__).parent / "others"
QUIX_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
AIM = 3.0
TOCSIN = "Tocsin"
WARM_UP = 16
MOST_WARM_UPS = 20
# Who took less than this for a share of the warm-up has not joined the group yet.
LEAST_SECONDS = 0.2

Results = dict[str, list[float]]


@dataclass(frozen=True)
class Contender:
    """One that reads articles: what it reads, where its answers come out, and its processes, in whole trees."""

    name: str
    settings: Settings
    source: str
    sink: str
    pids: Sequence[int]

    async def read(self, events: Sequence[bytes], came: Outputs) -> float:
        """Return articles a second, from the first one put in to the last one's answer out."""
        begun = time.monotonic()
        keys = await publish(events, self.settings, self.source)
        moments = await came.all_of(self.settings.topic(self.sink), keys)
        return len(events) / (moments[-1] - begun)

    def seconds(self) -> list[float]:
        """Return the processor time of each of its trees."""
        return [cpu_seconds(_tree(pid)) for pid in self.pids]


def main(arguments: Sequence[str]) -> int:
    """Run the rounds and print the table."""
    asked = options(argparse.ArgumentParser(description=__doc__)).parse_args(arguments)
    if problem := missing(asked.broker):
        print(f"SKIPPED: {TITLES[asked.broker]}: {problem}")
        return 3
    results = measure(asked.rounds, asked.articles, asked.copies, asked.broker, print)
    print(text(results, asked.articles, asked.broker))
    print(run_line(" ".join(["python -m tests.bench.against", *arguments])))
    return 0


def options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add what can be asked for."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=150, help="articles a round")
    parser.add_argument("--copies", type=int, nargs="+", default=(1, 2))
    parser.add_argument("--broker", choices=(EMBEDDED, KAFKA), default=EMBEDDED)
    return parser


def measure(
    rounds: int, count: int, copies: Sequence[int], broker: str, say: Callable[[str], None]
) -> Results:
    """Return the articles a second of each contender, round by round."""
    with stage(broker) as ground:
        return asyncio.run(_in_turn(ground, rounds, count, copies, say))


def text(results: Results, count: int, broker: str) -> str:
    """Return the results as Markdown."""
    factors = {
        name: median(tocsin / other for tocsin, other in zip(results[TOCSIN], rates, strict=True))
        for name, rates in results.items()
    }
    alone = {name: factor for name, factor in factors.items() if name != TOCSIN and "processes" not in name}
    about = (
        f"{count} {origin()} a round, on {TITLES[broker]}; {len(results[TOCSIN])} rounds. The others give spaCy's "
        "entities; Tocsin cleaned texts, entities resolved, themes, claims and alerts. Aimed at: at least "
        f"{AIM:.0f} times the best of the others that are one process, as one would write them."
    )
    return "\n".join(
        [
            about,
            "",
            "| who | articles/s, median | least to most | Tocsin's factor, median |",
            "|---|---|---|---|",
            *(
                f"| {name} | {median(rates):.1f} | {min(rates):.1f} to {max(rates):.1f} "
                f"| {'' if name == TOCSIN else f'{factors[name]:.2f}'} |"
                for name, rates in results.items()
            ),
            "",
            *(
                [f"Tocsin's factor over the best that is one process: **{min(alone.values()):.2f}**."]
                if alone
                else []
            ),
        ]
    )


async def _in_turn(
    ground: Stage, rounds: int, count: int, copies: Sequence[int], say: Callable[[str], None]
) -> Results:
    with ExitStack() as processes:
        contenders = [await _tocsin(ground, processes)]
        for number, name in product(copies, _others(say)):
            contenders.append(await _other(name, number, ground, processes))
        async with AsyncExitStack() as listening:
            heard = []
            for each in contenders:
                came = await listening.enter_async_context(
                    outputs(each.settings, [each.settings.topic(each.sink)])
                )
                heard.append((each, came))
                await _warm_up(each, came, say)
            results: Results = {each.name: [] for each in contenders}
            for number in range(rounds + 1):
                events = articles(f"round-{number}", count)
                for each, came in heard if number % 2 else reversed(heard):
                    rate = await each.read(events, came)
                    say(f"  round {number}: {each.name} {rate:.1f} articles/s")
                    if number:  # the first warms up what the processes have of their own, and is not counted
                        results[each.name].append(rate)
    return results


async def _tocsin(ground: Stage, processes: ExitStack) -> Contender:
    settings = ground.settings(f"bench-tocsin-{os.getpid()}", cores())
    await ensure_topics(settings)
    pid = processes.enter_context(worker(ground, settings))
    return Contender(TOCSIN, settings, topics.ARTICLES.name, topics.ENRICHED.name, [pid])


def _others(say: Callable[[str], None]) -> list[str]:
    names = ["plain_faust", "plain_aiokafka"]
    if QUIX_PYTHON.exists():
        return [*names, "plain_quix"]
    say("SKIPPED: Quix Streams: .venv-bench is missing; `make bench` makes it.")
    return names


async def _other(name: str, copies: int, ground: Stage, processes: ExitStack) -> Contender:
    settings = ground.settings(f"bench-{name}-{copies}-{os.getpid()}")
    source, sink = "articles", "entities"
    full = [settings.topic(each) for each in (source, sink)]
    async with admin(settings) as client:
        await client.create_topics([NewTopic(each, topics.ARTICLES.partitions, 1) for each in full])
    python = str(QUIX_PYTHON) if name == "plain_quix" else sys.executable
    command = [python, str(OTHERS / f"{name}.py"), settings.bootstrap, *full, settings.app_id]
    pids = [processes.enter_context(running(command, os.environ)) for _ in range(copies)]
    title = name.replace("_", " ") + (f", {copies} processes" if copies > 1 else "")
    return Contender(title, settings, source, sink, pids)


async def _warm_up(contender: Contender, came: Outputs, say: Callable[[str], None]) -> None:
    """Have a contender read until each of its processes does its share."""
    for number in range(MOST_WARM_UPS):
        say(f"{contender.name}: warming up")
        before = contender.seconds()
        await contender.read(articles(f"warm-up-{number}", WARM_UP * len(before)), came)
        taken = [now - then for now, then in zip(contender.seconds(), before, strict=True)]
        if min(taken) > LEAST_SECONDS and number:
            return
    say(f"{contender.name}: not all of its processes read.")


def _tree(pid: int) -> list[int]:
    return [pid, *(each for child in children(pid) for each in _tree(child))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
