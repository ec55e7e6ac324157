"""How cost grows: with the length of articles, rules, alerts open, the gazetteer, and hours of running.

No broker: what grows is the pure core, the alert agent's board, and the memory of processes. Each curve is measured in
a process of its own; the two of memory beside one another, since they are not about time.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.curves import alerts, gazetteer, hours, length, rules
from tests.bench.curves.curve import apart, overview, told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.curves.curve import Curve


class Size(NamedTuple):
    """How much is measured."""

    rounds: int = 5
    pieces: int = 3
    articles: int = 40
    most_rules: int = 2000
    open_alerts: tuple[int, ...] = (10_000, 100_000)
    times: int = 10
    hours_articles: int = 10_000


SHORT = Size(1, 1, 4, 240, (500, 1000), 2, 200)


def measure(size: Size, say: Callable[[str], None]) -> list[Curve]:
    """Return all curves."""
    timed = (
        ("length", length.measure, (size.rounds, size.pieces)),
        ("rules", rules.measure, (size.rounds, size.articles, size.most_rules)),
        ("alerts", alerts.measure, (size.rounds, size.open_alerts)),
        ("gazetteer", gazetteer.measure, (size.rounds, size.articles, size.times)),
    )
    found = []
    for name, work, sizes in timed:
        say(f"  {name}")
        found.append(apart(work, *sizes))
        say(f"  {name}: {found[-1].ratio:.3f}, at most {found[-1].aim:g}")
    say("  hours")
    with ThreadPoolExecutor() as both:
        return [
            *found,
            *both.map(
                lambda work: apart(work, size.hours_articles), (hours.measure_reader, hours.measure_worker)
            ),
        ]


def text(curves: Sequence[Curve]) -> str:
    """Return the section."""
    return "\n".join((overview(curves), *map(told, curves)))
