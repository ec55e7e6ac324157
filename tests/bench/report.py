"""Run the benches and write what they say to docs/performance.md.

    python -m tests.bench.report [--part NAME ...] [--rounds N] [--short]

Parts that are not run now stay in the document as they are, and so do those that other scripts wrote. `--short` takes
a few articles once, to see that everything runs, and writes to standard output alone.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.bench import (
    against,
    engine,
    entities,
    figures,
    growth,
    latency,
    latency_report,
    scale,
    understanding,
)
from tests.bench.machine import run_line
from tests.bench.stage import EMBEDDED, KAFKA, TITLES, missing
from tests.chaos.workers import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

DOCUMENT = ROOT / "docs" / "performance.md"
HEAD = (Path(__file__).parent / "performance.head.md").read_text(encoding="utf-8")


class Size(NamedTuple):
    """How much is measured: rounds, articles in each, seconds of each load and of the burst."""

    rounds: int
    engine_articles: int = 300
    against_articles: int = 150
    copies: tuple[int, ...] = (1, 2)
    seconds: float = 60
    burst_seconds: float = 60
    workers: tuple[int, ...] = scale.WORKERS
    steps_articles: int = 40


SHORT = Size(1, 24, 16, (1,), 5, 1, (1, 2), 24)


class Found(NamedTuple):
    """The text of a section, and figures in it that others calculate with."""

    text: str
    figures: Mapping[str, float] = {}


class Part(NamedTuple):
    """One bench: the title of its section, and what gives its text, with figures or without."""

    title: str
    run: Callable[[Size], str | Found]


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for. Who stops it stops its brokers, workers and children too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    asked = _options().parse_args(arguments)
    size = SHORT if asked.short else Size(asked.rounds)
    command = " ".join(["python -m tests.bench.report", *arguments])
    for name in asked.part:
        say(f"{PARTS[name].title} ({name})")
        answer = PARTS[name].run(size)
        found = answer if isinstance(answer, Found) else Found(answer)
        about = run_line(command)
        told = {PARTS[name].title: f"{about}\n\n{found.text}"}
        if asked.short:
            sys.stdout.write(page(told, ""))
            continue
        _keep(told)
        if found.figures:
            figures.keep(name, found.figures, about)
    return 0


def _keep(told: Mapping[str, str]) -> None:
    """Put sections into the document at once: what follows may take long, and fail."""
    before = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    DOCUMENT.write_text(page(told, before), encoding="utf-8")
    say(f"Written: {DOCUMENT.relative_to(ROOT)}")


def say(line: str) -> None:
    """Tell how far it is."""
    print(line, file=sys.stderr, flush=True)


def page(told: Mapping[str, str], before: str) -> str:
    """Return the whole document: sections that were measured now, and the others as they stand in the one before."""
    sections = {part.title: "" for part in PARTS.values()}
    for text in before.split("\n## ")[1:]:
        title, _, body = text.partition("\n")
        sections[title] = body.strip()
    sections |= told
    return HEAD + "".join(f"\n## {title}\n\n{body}\n" for title, body in sections.items() if body)


def _entities(size: Size) -> str:
    return entities.measure(size.rounds, say)


def _engine(size: Size) -> str:
    results = engine.measure(size.rounds, size.engine_articles, (1, 2), (EMBEDDED, KAFKA), say)
    return engine.text(results, size.engine_articles)


def _against(size: Size) -> str:
    results = against.measure(size.rounds, size.against_articles, size.copies, EMBEDDED, say)
    return against.text(results, size.against_articles, EMBEDDED)


def _understanding(size: Size) -> str:
    return understanding.measure(size.rounds, size.steps_articles, say)


def _latency(size: Size) -> str:
    broker = EMBEDDED if missing(KAFKA) else KAFKA
    found = latency.measure(size.seconds, size.burst_seconds, broker, say)
    return latency_report.text(found, TITLES[broker])


def _growth(size: Size) -> str:
    return growth.text(growth.measure(growth.SHORT if size == SHORT else growth.Size(size.rounds), say))


def _scale(size: Size) -> Found:
    broker = EMBEDDED if missing(KAFKA) else KAFKA
    found = scale.measure(size.rounds, size.engine_articles, size.workers, broker, say)
    return Found(scale.text(found, size.engine_articles, broker), found.figures())


PARTS = {
    "engine": Part("What the engine costs", _engine),
    "against": Part("Against what one would write instead", _against),
    "entities": Part("What entities cost beside names alone", _entities),
    "understanding": Part("Where a millisecond goes", _understanding),
    "latency": Part("From article to alert", _latency),
    "growth": Part("How cost grows", _growth),
    "scale": Part("Scale out", _scale),
}


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--short", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
