from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from alerts import NOON, alert_of, evidence_of
from streams.alerts.noise import NoiseMeter
from streams.runtime.noise import hear
from streams.wire.alerts import write_alert
from streams.wire.message import Incoming

if TYPE_CHECKING:
    from datetime import datetime


def record(number: int, rang: datetime = NOON, **more: object) -> Incoming:
    sent = write_alert(
        replace(alert_of(id=f"{number:016x}", evidence=(evidence_of(rule="lantern-signal"),)), **more)
    )
    return Incoming("alerts", 0, number, sent.key, sent.value, sent.headers, rang.timestamp())


def warnings(*records: Incoming) -> list[str]:
    meter = NoiseMeter(lambda: {"lantern-signal": 2})
    return [warning for each in records for warning in hear(each, meter, NOON)]


def test_a_rule_above_its_budget_is_named_once_with_the_day_and_the_budget() -> None:
    said = warnings(*(record(number) for number in range(5)))

    assert said == ["lantern-signal rang 3 times on 4 March 2031; its budget is 2 a day."]


def test_updates_repeats_and_other_days_are_no_noise() -> None:
    today = [record(1), record(1), record(2), record(2, message_type="Update", revision=2)]
    before = [record(number, NOON - timedelta(days=1)) for number in range(10, 20)]

    assert warnings(*before, *today) == []


def test_what_is_no_alert_is_passed_over() -> None:
    assert (
        warnings(
            replace(record(1), value=b"{"), replace(record(2), value=None), replace(record(3), headers=())
        )
        == []
    )
