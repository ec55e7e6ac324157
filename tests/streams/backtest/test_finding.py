from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from alerts import EVIDENCE
from courses import course_of, finding_of
from streams.backtest.finding import find_excess

RIOT = replace(EVIDENCE, rule="riot")


def test_a_rule_that_never_rang_is_told_of_when_it_was_drafted() -> None:
    (row,) = finding_of((), budget=1).ringing

    assert (row.rang, row.mean_a_day, row.busiest_day, row.is_above) == (0, 0, None, False)


@pytest.mark.parametrize(
    ("budget", "days_above", "is_above"),
    [
        pytest.param(None, 0, False, id="no-budget"),
        pytest.param(3, 0, False, id="kept"),
        pytest.param(2, 1, True, id="above-on-a-day"),
        pytest.param(0.5, 2, True, id="above-on-two"),
    ],
)
def test_the_busiest_day_and_the_mean_are_held_against_the_budget(
    budget: float | None, days_above: int, is_above: bool
) -> None:
    rang = tuple(course_of(number, day) for number, day in enumerate((0, 2, 2, 2, 4, 4)))
    (row,) = finding_of(rang, budget=budget).ringing

    assert (row.rang, row.most_on_a_day, row.busiest_day) == (6, 3, date(2031, 3, 6))
    assert row.mean_a_day == pytest.approx(6 / 7)
    assert (len(row.days_above), row.is_above) == (days_above, is_above)


def test_a_mean_above_the_budget_tells_where_no_day_does() -> None:
    daily = tuple(course_of(number, number) for number in range(7))
    (row,) = finding_of(daily, budget=0.6).ringing

    assert (row.days_above, row.is_above) == ((), True)


def test_each_day_above_a_budget_is_warned_of_in_their_order() -> None:
    rang = tuple(course_of(number, day) for number, day in enumerate((4, 4, 0, 0, 2)))

    assert find_excess(rang, {"airspace-closure": 1}) == [
        "airspace-closure rang 2 times on 4 March 2031; its budget is 1 a day.",
        "airspace-closure rang 2 times on 8 March 2031; its budget is 1 a day.",
    ]


def test_alerts_that_the_draft_has_nothing_to_do_with_are_shown_only_when_asked_for() -> None:
    mine, other, lost = course_of(1), course_of(2, evidence=RIOT), course_of(3, evidence=RIOT)
    few = finding_of((mine, other), (mine, other, lost))
    whole = finding_of((mine, other), (mine, other, lost), everything=True)

    assert few.shown == ((mine, lost), (mine,))
    assert whole.shown == ((mine, other, lost), (mine, other))
