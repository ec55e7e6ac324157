from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alerts import EVIDENCE, alert_of
from streams.alerts.alert import Alert, Watched
from streams.alerts.noise import MOST_DAYS, NoiseMeter

MONDAY = datetime(2031, 3, 3, 9, tzinfo=UTC)


def ringing(number: int, **more: object) -> Alert:
    return alert_of(id=f"{number:016x}", evidence=(EVIDENCE,), **more)


def hear(meter: NoiseMeter, count: int, at: datetime = MONDAY, first: int = 0) -> list[str]:
    return [said for number in range(first, first + count) for said in meter.hear(ringing(number), at)]


def test_a_rule_above_its_budget_is_told_of_once_a_day() -> None:
    meter = NoiseMeter(lambda: {"airspace-closure": 5})

    assert hear(meter, 5) == []
    assert hear(meter, 3, first=5) == [
        "airspace-closure rang 6 times on 3 March 2031; its budget is 5 a day."
    ]
    assert hear(meter, 6, MONDAY + timedelta(days=1)) == [
        "airspace-closure rang 6 times on 4 March 2031; its budget is 5 a day."
    ]


def test_an_alert_counts_once_a_day_and_only_when_it_rings() -> None:
    meter = NoiseMeter(lambda: {"airspace-closure": 1})
    again = [meter.hear(ringing(0), MONDAY) for _ in range(5)]
    quiet = [
        meter.hear(ringing(number, message_type=kind), MONDAY)
        for number, kind in ((1, "Update"), (2, "Cancel"))
    ]

    assert [*again, *quiet] == [()] * 7


@pytest.mark.parametrize(
    ("budget", "warned_at"),
    [
        pytest.param(0, 1, id="none-expected"),
        pytest.param(0.5, 2, id="every-other-day"),
        pytest.param(2.5, 4, id="rounded-up"),
    ],
)
def test_a_budget_that_is_no_whole_number_is_rounded_up(budget: float, warned_at: int) -> None:
    meter = NoiseMeter(lambda: {"airspace-closure": budget})
    warned = [number for number in range(1, 9) if meter.hear(ringing(number), MONDAY)]

    assert warned == [warned_at]


def test_a_first_alert_above_a_budget_of_none_reads_well() -> None:
    meter = NoiseMeter(lambda: {"airspace-closure": 0})

    assert hear(meter, 1) == ["airspace-closure rang once on 3 March 2031; its budget is 0 a day."]


def test_a_watchlist_counts_like_a_rule_and_what_has_no_budget_does_not() -> None:
    meter = NoiseMeter(lambda: {"north-desk": 0})
    plain = ringing(0)
    watched = replace(plain, watchlists=(Watched("north-desk", None),))

    assert meter.hear(plain, MONDAY) == ()
    assert [said.split()[0] for said in meter.hear(watched, MONDAY)] == ["north-desk"]


def test_days_may_come_in_any_order_and_old_ones_are_let_go() -> None:
    meter = NoiseMeter(lambda: {"airspace-closure": 1})
    hear(meter, 1)
    hear(meter, 1, MONDAY + timedelta(days=1))
    late = hear(meter, 1, MONDAY, first=9)
    for day in range(1, MOST_DAYS + 1):
        hear(meter, 1, MONDAY + timedelta(days=day))

    assert len(late) == 1
    assert hear(meter, 2, MONDAY) == []


def test_a_budget_that_changes_in_the_course_of_a_day_counts_from_its_morning() -> None:
    budgets = {"airspace-closure": 9}
    meter = NoiseMeter(lambda: budgets)
    assert hear(meter, 3) == []
    budgets["airspace-closure"] = 2

    assert hear(meter, 2, first=3) == [
        "airspace-closure rang 4 times on 3 March 2031; its budget is 2 a day."
    ]
