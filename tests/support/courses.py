"""Courses of alerts for tests of back-tests: one that a rule rang on a day, and what a back-test of them finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from alerts import EVIDENCE, NOON, alert_of
from streams.backtest.compare import compare
from streams.backtest.days import Span
from streams.backtest.finding import find
from streams.backtest.replay import Course, Told

if TYPE_CHECKING:
    from streams.alerts.alert import Evidence
    from streams.backtest.finding import Finding

WEEK = Span(NOON.date(), NOON.date() + timedelta(days=6))
LAST_DAY = date(2031, 3, 10)


def course_of(
    number: int, day: int = 0, evidence: Evidence = EVIDENCE, *, is_over: bool = False, **more: object
) -> Course:
    """Return an alert that rang so many days after the first, and is taken back a day later if it `is_over`."""
    at = NOON + timedelta(days=day)
    alert = alert_of(
        **{"id": f"{number:016x}", "evidence": (replace(evidence, article_id=f"a{number}"),)} | more
    )
    told = Told(at, alert)
    cancelled = Told(at + timedelta(days=1), replace(alert, message_type="Cancel", state="cancelled"))
    return Course((told, cancelled) if is_over else (told,))


def finding_of(
    after: tuple[Course, ...],
    before: tuple[Course, ...] = (),
    budget: float | None = None,
    *,
    everything: bool = False,
) -> Finding:
    """Return what a back-test of the rule `airspace-closure` finds."""
    budgets = {} if budget is None else {"airspace-closure": budget}
    comparison = compare(before, after)
    return find(WEEK, (before, after), comparison, {"airspace-closure"}, budgets, everything=everything)
