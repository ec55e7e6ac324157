"""Hours of running: resident memory of the processes after some thousand articles, and after ten times as many."""

from __future__ import annotations

import gc
import os
from itertools import count, islice
from typing import TYPE_CHECKING

from streams.clean.fingerprint import fingerprint
from streams.clean.habits import line_key
from streams.clean.memory import Memory
from streams.runtime import reading
from streams.settings import Settings
from streams.wire.articles import Rejected, read_article
from tests.bench import corpus
from tests.bench.curves.alerts import Agent
from tests.bench.curves.curve import Curve
from tests.bench.curves.situations import Situations
from tests.bench.machine import resident_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streams.clean.article import Article

MIB = 2**20
CHARS = 400
STEPS = (1, 3, 10)
AIM = 1.05
# One article in so many has a claim that rings or adds to what rang.
CLAIMING = 10
ALERTS = 1000


def measure_reader(first: int) -> Curve:
    """Return the curve of a process that reads articles; the base is one that has read `first` of them."""
    settings = Settings()
    reading.open_knowledge(settings)
    reading.ready()
    articles = _articles("reader")

    def read(count: int) -> None:
        for each in islice(articles, count):
            reading.read(each, frozenset(), None)

    return _curve(
        "Hours of running: a reading process",
        f"Resident memory of a reading process after so many articles of {CHARS} characters, each of which names a "
        "person whose name was never read before.",
        read,
        first,
    )


def measure_worker(first: int) -> Curve:
    """Return the curve of what a worker's main process remembers, its window full and its alerts of all days."""
    settings = Settings()
    window = min(settings.window_articles, 2 * first)
    memory, agent = Memory(window), Agent(Situations(), ALERTS)
    articles = _articles("worker")
    places = count()

    def see(many: int) -> None:
        for each in islice(articles, many):
            place = (0, next(places))
            memory.see(each, place, fingerprint(each.body), (line_key(each.body[:60]),), ())
            if place[1] % (2 * CLAIMING) == 0:
                agent.take(agent.claims(2))

    see(window)
    return _curve(
        "Hours of running: a worker's main process",
        f"Resident memory of what a worker's main process remembers, after so many articles of {CHARS} characters: the "
        f"last {window:,} articles, which are there from the start, and about {ALERTS:,} alerts that come and go, with "
        f"a claim in one of {CLAIMING} articles.",
        see,
        first,
    )


def _curve(title: str, how: str, work: Callable[[int], None], first: int) -> Curve:
    costs: dict[str, list[float]] = {}
    done = 0
    for step in STEPS:
        work(step * first - done)
        done = step * first
        gc.collect()
        costs[f"{done:,} articles"] = [resident_bytes([os.getpid()]) / MIB]
    return Curve(title, how, "MiB", costs, f"{first:,} articles", AIM)


def _articles(name: str) -> Iterator[Article]:
    for raw in corpus.short(name, CHARS):
        found = read_article(raw, Settings())
        if not isinstance(found, Rejected):
            yield found
