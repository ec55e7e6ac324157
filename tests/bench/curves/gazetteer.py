"""The gazetteer: reading by ours, and by one ten times as large."""

from __future__ import annotations

from dataclasses import replace

from streams.entities.gazetteer import build_gazetteer
from streams.knowledge import load_knowledge
from streams.settings import Settings
from tests.bench.curves.curve import Curve
from tests.bench.curves.names import records_times
from tests.bench.curves.reading import costs

AIM = 1.05


def measure(rounds: int, articles: int, times: int) -> Curve:
    """Return the curve."""
    ours = load_knowledge(Settings().model)
    larger = replace(ours, gazetteer=build_gazetteer(records_times(times)))
    return Curve(
        "The gazetteer",
        f"Articles read by our gazetteer, and by one with {times} times as many people, bodies and places: the others "
        "have names that begin as those of the news do.",
        "ms an article",
        costs("gazetteer", {"once": ours, f"{times} times": larger}, rounds, articles),
        "once",
        AIM,
    )
