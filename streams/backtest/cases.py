"""Cases: what desks thought of alerts, held against what the same articles lead to now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streams.backtest.replay import Course

Expected = Literal["rings", "silent", "once"]


@dataclass(frozen=True, slots=True)
class Case:
    """What is expected of a kind of alert on these words: that it rings, that it does not, or that it does once."""

    expect: Expected
    kind: str
    quotes: frozenset[str]


def judge_case(case: Case, courses: Iterable[Course]) -> str:
    """Return what is wrong, in words; empty where it is as expected. `courses` are what the articles lead to."""
    found = [each.alert.headline for each in courses if _is_meant(each, case)]
    if case.expect == "rings" and not found:
        return "does not ring"
    if case.expect == "silent" and found:
        return f"rings: {found[0]}"
    if case.expect == "once" and len(found) != 1:
        return f"rings {len(found)} times: {'; '.join(found)}" if found else "does not ring"
    return ""


def _is_meant(course: Course, case: Case) -> bool:
    """Whether an alert is of the kind and stands, or stood, on one of the quotes."""
    return any(
        told.alert.kind == case.kind
        and not case.quotes.isdisjoint(each.quote for each in told.alert.evidence)
        for told in course.told
    )
