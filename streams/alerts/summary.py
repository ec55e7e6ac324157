"""The summary: an alert in three lines that a desk could read out: what; who says so; how sure and how grave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.alerts.headline import as_names
from streams.alerts.severity import day_of
from streams.alerts.wording import join_names, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from streams.alerts.alert import Certainty
    from streams.alerts.headline import Facts
    from streams.alerts.wording import Words
    from streams.claims.kind import Severity

MOST_PUBLISHERS = 3


def write_summary(  # noqa: PLR0913, PLR0917 - three lines, each of its own facts
    what: str,
    facts: Facts,
    words: Words,
    published: Sequence[datetime],
    sure: tuple[Certainty, str],
    grave: tuple[Severity, str],
) -> tuple[str, str, str]:
    """Return the three lines. `what` is what happened, `sure` and `grave` come with their reasons."""
    certainty, because = sure
    severity, raised = grave
    weight = f"{severity}: raised for {raised}" if raised else f"{severity}."
    return f"{what}.", _who_says(facts, words, published), f"{certainty}: {because} {weight}"


def write_when(first: datetime, last: datetime) -> str:
    """Return "on 4 March", or "since 3 March" where evidence came over more than a day."""
    return f"on {day_of(first)}" if first.date() == last.date() else f"since {day_of(first)}"


def _who_says(facts: Facts, words: Words, published: Sequence[datetime]) -> str:
    parts = [
        f"{verb} by {join_names(as_names(voices, words), 'by ')}"
        for verb, voices in (
            ("stated", facts.stated_by),
            ("raised" if "hypothetical" in facts.statuses else "announced", facts.left_open_by),
            ("denied", facts.denied_by),
        )
        if voices
    ]
    when = write_when(min(published), max(published))
    parts.append(f"carried by {_publishers(facts)} {when}")
    line = "; ".join(parts)
    return f"{line[:1].upper()}{line[1:]}."


def _publishers(facts: Facts) -> str:
    names = [name.removeprefix("www.") for name in map(tidy, facts.publishers)]
    if len(names) > MOST_PUBLISHERS:
        return f"{len(names)} publishers"
    return join_names(names)
