"""Noise: how often a rule rings a day, against the number that its author expects of it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from streams.alerts.alert import Alert

MOST_DAYS = 60
"""Days that are counted at a time: of partitions that are read side by side some are behind."""


class NoiseMeter:
    """Counts, for each rule and watchlist, the alerts that rang on a day of UTC, each alert once.

    `budgets` are asked for with each alert, since rules change while the stream runs. A budget is a number of alerts a
    day; a day is above it with more than that, rounded up, so that one alert every other day (0.5) may come on any.
    """

    def __init__(self, budgets: Callable[[], Mapping[str, float]]) -> None:
        self._budgets = budgets
        self._rang: dict[date, dict[str, set[str]]] = {}
        self._warned: dict[date, set[str]] = {}

    def hear(self, alert: Alert, at: datetime) -> tuple[str, ...]:
        """Return a warning for each rule that is now, for the first time on this day, above its budget.

        An alert counts for the rules of its evidence and the watchlists that it is on, when it rings; no update does.
        """
        if alert.message_type != "Alert":
            return ()
        names = {evidence.rule for evidence in alert.evidence} | {each.id for each in alert.watchlists}
        for name in names:
            self._count(name, alert.id, at.date())
        budgets = self._budgets()
        return tuple(
            said
            for name in sorted(names & budgets.keys())
            if (said := self._warn(name, at.date(), budgets[name]))
        )

    def _count(self, name: str, alert_id: str, day: date) -> None:
        self._rang.setdefault(day, {}).setdefault(name, set()).add(alert_id)
        if len(self._rang) > MOST_DAYS:
            oldest = min(self._rang)
            del self._rang[oldest]
            self._warned.pop(oldest, None)

    def _warn(self, name: str, day: date, budget: float) -> str:
        rang = len(self._rang.get(day, {}).get(name, ()))
        warned = self._warned.setdefault(day, set()) if day in self._rang else {name}
        if rang <= most_a_day(budget) or name in warned:
            return ""
        warned.add(name)
        return say_excess(name, rang, day, budget)


def most_a_day(budget: float) -> int:
    """Return how many alerts a day are within a budget."""
    return ceil(budget)


def say_excess(name: str, rang: int, day: date, budget: float) -> str:
    """Return the sentence that warns of a day above a budget."""
    times = "once" if rang == 1 else f"{rang} times"
    return f"{name} rang {times} on {day.day} {day:%B %Y}; its budget is {budget:g} a day."
