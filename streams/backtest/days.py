"""Days: how often something rang, by day, or by week, month or year where there are too many days to look at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.backtest.replay import Course

Unit = Literal["day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")
_FORMS: dict[Unit, str] = {"day": "%Y-%m-%d", "week": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Bin:
    """A day, week, month or year by its name, and what rang in it by each set of rules."""

    name: str
    counts: tuple[int, ...]


def count_days(courses: Iterable[Course]) -> Counter[date]:
    """Return how many alerts rang on each day; an alert that rang on two counts on both."""
    return Counter(day for course in courses for day in course.rang_on)


def bin_days(span: Span, counts: Sequence[Counter[date]], most: int) -> tuple[Unit, tuple[Bin, ...]]:
    """Return at most so many stretches of equal kind that cover a span, those without an alert included.

    The smallest unit is taken that keeps to it; years may be more.
    """
    for unit in UNITS:
        starts = _starts(span, unit)
        if len(starts) <= most or unit == "year":
            break
    names = [start.strftime(_FORMS[unit]) for start in starts]
    sums = [Counter[date]() for _ in counts]
    for total, by_day in zip(sums, counts, strict=True):
        for day, rang in by_day.items():
            total[_start_of(day, unit)] += rang
    return unit, tuple(
        Bin(name, tuple(total[start] for total in sums)) for name, start in zip(names, starts, strict=True)
    )


def _starts(span: Span, unit: Unit) -> list[date]:
    starts = [_start_of(span.first, unit)]
    while (following := _next(starts[-1], unit)) <= span.last:
        starts.append(following)
    return starts


def _start_of(day: date, unit: Unit) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1 if unit != "day" else day.day, month=1 if unit == "year" else day.month)


def _next(start: date, unit: Unit) -> date:
    if unit in ("day", "week"):
        return start + timedelta(days=1 if unit == "day" else 7)
    is_turn = unit == "year" or start.month == DECEMBER
    return date(start.year + 1, 1, 1) if is_turn else start.replace(month=start.month + 1)
