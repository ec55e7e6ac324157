"""Figures: how many, as the articles state it one after the other, and how the number moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from streams.alerts.evidence import Said
    from streams.claims.claim import Claim, Quantity

LEAST_MOVE = 0.05
"""Of a number: 98,000 and "about 100,000" are one count, rounded by two desks."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The number to show, and what was stated before it in the same unit, each as it moved, the first first.

    `earlier` are value and time of publication. What is only planned, feared or denied moves no figure.
    """

    latest: Quantity | None = None
    earlier: tuple[tuple[float, datetime], ...] = ()

    @property
    def moved(self) -> str:
        """The difference in words: "up from 90,000"; nothing where the number is the first."""
        if not self.earlier or self.latest is None or self.latest.value is None:
            return ""
        before = self.earlier[-1][0]
        return f"{'up' if self.latest.value > before else 'down'} from {before:,.0f}"


def find_figures(shown: Sequence[Said]) -> Figures:
    """Return the newest article's number, of those that state it if any do, of several the largest; and the earlier."""
    numbered = [said for said in shown if said.claim.quantity]
    stated = [said for said in numbered if said.claim.status == "asserted"] or numbered
    known = [said for said in stated if _value(said.claim)] or stated
    if not known:
        return Figures()
    newest = max(known, key=lambda said: (said.report.published_at, _value(said.claim), _chars(said.claim)))
    latest = newest.claim.quantity
    if latest is None or latest.value is None or newest.claim.status != "asserted":
        return Figures(latest)
    alike = (said for said in known if said.claim.quantity and said.claim.quantity.unit == latest.unit)
    return Figures(latest, _steps(alike, latest.value))


def _steps(alike: Iterable[Said], latest: float) -> tuple[tuple[float, datetime], ...]:
    """Return the numbers that stood before the last one, without those that only round another."""
    largest: dict[tuple[datetime, str], float] = {}
    for said in alike:
        place = said.report.published_at, said.report.article_id
        largest[place] = max(largest.get(place, 0.0), _value(said.claim))
    steps: list[tuple[float, datetime]] = []
    for (published, _), value in sorted(largest.items()):
        if not steps or _differs(value, steps[-1][0]):
            steps.append((value, published))
    while steps and not _differs(steps[-1][0], latest):
        steps.pop()
    return tuple(steps)


def _differs(value: float, other: float) -> bool:
    return abs(value - other) > LEAST_MOVE * max(value, other)


def _value(claim: Claim) -> float:
    return claim.quantity.value or 0.0 if claim.quantity else 0.0


def _chars(claim: Claim) -> int:
    """Return the length of the wording: "100,000 Russian troops" says more than "100,000 troops"."""
    return len(claim.quantity.text) if claim.quantity else 0
