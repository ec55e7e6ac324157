"""The finding of a back-test: what would have rung, how often, and against which budgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.alerts.noise import NoiseMeter, most_a_day
from streams.backtest.days import count_days

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from streams.backtest.compare import Comparison
    from streams.backtest.days import Span
    from streams.backtest.replay import Course


@dataclass(frozen=True, slots=True)
class Ringing:
    """How often a rule or watchlist rang. `budget` is how many alerts a day its author expects, None where unsaid."""

    name: str
    rang: int
    mean_a_day: float
    busiest_day: date | None
    most_on_a_day: int
    days_above: tuple[date, ...]
    budget: float | None

    @property
    def is_above(self) -> bool:
        """Whether a day, or the mean of all, is above the budget."""
        return self.budget is not None and (bool(self.days_above) or self.mean_a_day > self.budget)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a replay of articles gave by the rules of before and by those of after.

    `shown` are the alerts of each that the drafted rules have to do with, or that differ; of all of them, where nothing
    is drafted.
    """

    span: Span
    before: tuple[Course, ...]
    after: tuple[Course, ...]
    shown: tuple[tuple[Course, ...], tuple[Course, ...]]
    is_whole: bool
    comparison: Comparison
    ringing: tuple[Ringing, ...]


def find(  # noqa: PLR0913 - the facts of one back-test
    span: Span,
    courses: tuple[tuple[Course, ...], tuple[Course, ...]],
    comparison: Comparison,
    drafted: Collection[str],
    budgets: Mapping[str, float],
    *,
    everything: bool = False,
) -> Finding:
    """Return what is to be told of two replays of the same articles, by the rules of before and those of after.

    `drafted` are the ids of the rules and watchlists that are tried, `budgets` by the ids of all.
    """
    before, after = courses
    differ = comparison.ids
    shown = courses
    if not everything:
        shown = _concerned(before, drafted, differ), _concerned(after, drafted, differ)
    rang = {name: [c for c in after if name in c.names] for name in sorted({*drafted, *budgets})}
    ringing = [
        _ringing(name, found, span, budgets.get(name))
        for name, found in rang.items()
        if found or name in drafted
    ]
    return Finding(span, before, after, shown, everything, comparison, tuple(ringing))


def find_excess(courses: Iterable[Course], budgets: Mapping[str, float]) -> list[str]:
    """Return the warnings of a replay, as the stream would have told them."""
    meter = NoiseMeter(lambda: budgets)
    told = sorted((each for course in courses for each in course.told), key=lambda each: each.at)
    return [warning for each in told for warning in meter.hear(each.alert, each.at)]


def _concerned(
    courses: Iterable[Course], drafted: Collection[str], differ: frozenset[str]
) -> tuple[Course, ...]:
    return tuple(each for each in courses if each.id in differ or not each.names.isdisjoint(drafted))


def _ringing(name: str, courses: Sequence[Course], span: Span, budget: float | None) -> Ringing:
    days: Counter[date] = count_days(courses)
    busiest = min(days, key=lambda day: (-days[day], day), default=None)
    above = () if budget is None else sorted(day for day in days if days[day] > most_a_day(budget))
    return Ringing(
        name=name,
        rang=len(courses),
        mean_a_day=days.total() / span.days,
        busiest_day=busiest,
        most_on_a_day=days[busiest] if busiest else 0,
        days_above=tuple(above),
        budget=budget,
    )
