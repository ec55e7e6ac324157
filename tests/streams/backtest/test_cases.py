from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from alerts import EVIDENCE, alert_of
from streams.backtest.cases import Case, Expected, judge_case
from streams.backtest.replay import Course, Told

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


def course(quote: str = EVIDENCE.quote, kind: str = "talks", *, is_cancelled: bool = False) -> Course:
    alert = alert_of(kind=kind, evidence=(replace(EVIDENCE, quote=quote),))
    taken_back = replace(alert, revision=2, message_type="Cancel", evidence=())
    return Course((Told(NOON, alert), *((Told(NOON, taken_back),) if is_cancelled else ())))


@pytest.mark.parametrize(
    ("expect", "courses", "begins"),
    [
        ("rings", [course()], ""),
        ("rings", [course(is_cancelled=True)], ""),
        ("rings", [], "does not ring"),
        ("rings", [course("Other words.")], "does not ring"),
        ("rings", [course(kind="riot")], "does not ring"),
        ("silent", [], ""),
        ("silent", [course("Other words.")], ""),
        ("silent", [course()], "rings: "),
        ("once", [course()], ""),
        ("once", [course(), course()], "rings 2 times"),
        ("once", [], "does not ring"),
    ],
)
def test_what_desks_want_is_held_against_what_rings(
    expect: Expected, courses: list[Course], begins: str
) -> None:
    wrong = judge_case(Case(expect, "talks", frozenset({EVIDENCE.quote})), courses)

    assert wrong.startswith(begins)
    assert bool(wrong) == bool(begins)
