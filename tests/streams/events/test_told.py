"""Rules that change while the stream runs: what an alert says of its kind follows from its reports alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from boards import KINDS, POLICY, claim_of, messages, party, report_of
from streams.alerts.board import Board, standing_alerts
from streams.events.keys import split_report

if TYPE_CHECKING:
    from streams.alerts.alert import Alert
    from streams.events.report import Report

BUILDUP = claim_of("troop-buildup", actor=party("SWE"))


def read_by(report: Report, severity: str, offset: int | None) -> Report:
    kind = replace(KINDS["troop-buildup"], severity=severity)
    ((_, part),) = split_report(replace(report, rules_offset=offset), {kind.id: kind})
    return part


def standing(*reports: Report) -> tuple[Alert, ...]:
    return standing_alerts([("posture|SWE", report) for report in reports], {}, POLICY)


def test_a_kind_that_no_worker_knew_at_its_start_rings_by_what_the_report_tells_of_it() -> None:
    (alert,) = standing(read_by(report_of("a", BUILDUP), "Extreme", 4))

    assert (alert.kind_title, alert.severity) == ("Troop buildup", "Extreme")


def test_an_alert_is_as_grave_as_the_latest_rules_have_it_in_whatever_order_they_come() -> None:
    old = read_by(report_of("a", BUILDUP, hours=5), "Moderate", 4)
    new = read_by(report_of("b", BUILDUP, publisher="The Ledger"), "Extreme", 9)

    assert [alert.severity for alert in standing(old, new)] == ["Extreme"]
    assert standing(old, new) == standing(new, old)


def test_what_reports_do_not_tell_of_their_kind_is_what_was_known_before_any_rule_was_sent() -> None:
    untold = replace(read_by(report_of("a", BUILDUP), "Minor", None), kinds=())
    told = read_by(report_of("b", BUILDUP, publisher="The Ledger"), "Extreme", 2)

    def severity(*reports: Report) -> list[str]:
        said = [("posture|SWE", report) for report in reports]
        return [alert.severity for alert in standing_alerts(said, KINDS, POLICY)]

    assert severity(untold) == ["Severe"]
    assert severity(untold, told) == ["Extreme"]


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["Minor", "Severe", "Extreme"]), st.integers(0, 5)),
        min_size=1,
        max_size=6,
    ),
    st.randoms(),
)
def test_articles_read_by_different_rules_give_the_same_alerts_in_any_order(
    read: list[tuple[str, str, int]], chance: object
) -> None:
    said = [read_by(report_of(name, BUILDUP, publisher=name), grave, offset) for name, grave, offset in read]
    shuffled = said * 2
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    board = Board({}, POLICY)
    last: dict[str, Alert] = {}
    for report in shuffled:
        last |= {alert.id: alert for alert in board.receive("posture|SWE", report).alerts}

    expected = {alert.id: (alert.severity, alert.headline) for alert in standing(*said)}
    assert {name: (alert.severity, alert.headline) for name, alert in last.items()} == expected


def test_each_part_of_a_report_tells_of_its_own_kinds_alone() -> None:
    strike = claim_of("air-strike", 50, actor=party("DNK"))
    parts = [part for _, _, part in messages(report_of("a", BUILDUP, strike))]

    assert [[kind.id for kind in part.kinds] for part in parts] == [["air-strike"], ["troop-buildup"]]


def test_an_installations_purpose_holds_for_news_and_leaves_an_articles_own() -> None:
    news = report_of("a", BUILDUP)
    exercise = replace(news, purpose="exercise")

    assert [each.for_purpose("test").purpose for each in (news, exercise)] == ["test", "exercise"]
    assert news.for_purpose("news") == news
