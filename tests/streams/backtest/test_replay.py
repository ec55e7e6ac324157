from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from boards import (
    EMBARGO,
    KINDS,
    POLICY,
    START,
    claim_of,
    content,
    embargoed,
    expected,
    messages,
    party,
    report_of,
    withdrawn,
)
from streams.alerts.watchlists import Watchlist
from streams.backtest.replay import replay
from streams.claims.claim import Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from streams.backtest.replay import Course
    from streams.events.report import Report

SWEDEN, NORWAY = party("SWE"), party("NOR")
BUILDUP = claim_of("troop-buildup", actor=SWEDEN, recipient=NORWAY)
STRIKE = claim_of("air-strike", at=50, location=Place("Mali", "MLI"))
LATER = START + timedelta(days=30)


def sent(reports: Iterable[Report]) -> list[tuple[str, Report]]:
    """Return what the stream sends for these reports; a marker once, since there is one board."""
    found = []
    for report in reports:
        parts = [(key, part) for _, key, part in messages(report)]
        found += dict.fromkeys(parts)
    return found


def replayed(*reports: Report, end: datetime = LATER, **more: object) -> tuple[Course, ...]:
    return replay(sent(reports), KINDS, POLICY, end, **more)


def test_an_alert_rings_on_the_day_of_publication_and_is_updated() -> None:
    second = report_of("b", BUILDUP, hours=30, publisher="Fjord Post")
    (course,) = replayed(second, report_of("a", BUILDUP))

    assert course.rang_at == START
    assert course.rang_on == {START.date()}
    assert [each.alert.message_type for each in course.told] == ["Alert", "Update"]
    assert course.told[1].at == START + timedelta(hours=30)
    assert course.is_standing
    assert course.alert.source_count == 2
    assert course.names == {"troop-buildup"}


def test_what_is_taken_back_is_told_as_it_last_was() -> None:
    report = report_of("a", BUILDUP)
    gone = replace(withdrawn(report), published_at=START + timedelta(hours=5))
    (course,) = replayed(report, gone)

    assert not course.is_standing
    assert course.told[-1].at == START + timedelta(hours=5)
    assert course.alert.evidence
    assert course.words == {("a", BUILDUP.trigger)}


def test_an_embargo_rings_when_it_is_over_and_not_after_the_end() -> None:
    report = embargoed(report_of("a", BUILDUP))

    (course,) = replayed(report)
    assert course.rang_at >= EMBARGO
    assert replayed(report, end=EMBARGO - timedelta(minutes=1)) == ()


def test_alerts_know_the_watchlists_that_they_ever_were_on() -> None:
    desk = Watchlist("mali-desk", "Our people are there.", countries=("MLI",))
    courses = replayed(report_of("a", BUILDUP), report_of("b", STRIKE), watchlists=(desk,))

    assert [course.names for course in courses] == [{"troop-buildup"}, {"air-strike", "mali-desk"}]


@given(st.permutations(range(4)))
def test_the_order_of_the_source_decides_nothing(order: list[int]) -> None:
    reports = [
        report_of("a", BUILDUP),
        report_of("b", BUILDUP, hours=3, publisher="Fjord Post"),
        report_of("c", STRIKE, hours=5),
        report_of("c", BUILDUP, version=2, hours=7),
    ]
    courses = replayed(*(reports[place] for place in order))

    assert content(course.alert for course in courses if course.is_standing) == expected(reports)
    assert courses == replayed(*reports)
