from __future__ import annotations

from datetime import timedelta

import pytest

from boards import KINDS, POLICY, START, STRIKE, claim_of, party, report_of, told_of, withdrawn
from streams.alerts.board import Board
from streams.claims.claim import Place
from streams.events.keys import split_report


@pytest.mark.parametrize("reports_first", [True, False], ids=["reports-first", "alerts-first"])
def test_an_alert_whose_claims_were_lost_with_a_crash_is_put_right_with_the_next_report(
    reports_first: bool,
) -> None:
    first = report_of("a", claim_of("air-strike", location=Place("Ukraine", "UKR")))
    board = Board(KINDS, POLICY)
    ((key, part),) = split_report(first, KINDS)
    told = board.receive(key, part)
    after = Board(KINDS, POLICY)
    gone = withdrawn(first)
    stored = board.receive("a|marker", gone)
    entries = [(name, report) for name, report in (stored if reports_first else told).reports if report]
    after.restore(entries, told.alerts)

    assert [alert.message_type for alert in after.receive("a|marker", gone).alerts] == ["Cancel"]


def test_a_new_version_that_still_claims_the_same_under_two_keys_cancels_and_opens_nothing() -> None:
    said = (
        claim_of("air-strike", location=Place("Ukraine", "UKR")),
        claim_of("troop-buildup", at=100, actor=party("RUS")),
    )
    assert len(split_report(report_of("a", *said), KINDS)) == len(said)
    board = Board(KINDS, POLICY)
    opened = told_of(board, report_of("a", *said))

    told = told_of(board, report_of("a", *said, version=2, hours=2))

    assert [alert.message_type for alert in opened] == ["Alert", "Alert"]
    assert {alert.id for alert in told} == {alert.id for alert in opened}
    assert {alert.message_type for alert in told} == {"Update"}


def test_what_a_new_version_claims_no_more_is_cancelled_with_its_marker() -> None:
    strike = claim_of("air-strike", location=Place("Ukraine", "UKR"))
    buildup = claim_of("troop-buildup", actor=party("RUS"))
    board = Board(KINDS, POLICY)
    told_of(board, report_of("a", strike))

    told = told_of(board, report_of("a", buildup, version=2))

    assert [(alert.kind, alert.message_type) for alert in told] == [
        ("troop-buildup", "Alert"),
        ("air-strike", "Cancel"),
    ]


def test_an_alert_that_was_cancelled_opens_again_with_a_further_revision() -> None:
    strike = claim_of("air-strike", location=Place("Ukraine", "UKR"))
    board = Board(KINDS, POLICY)
    told = [
        *board.receive("combat|UKR", report_of("a", strike)).alerts,
        *board.receive("a|marker", withdrawn(report_of("a"))).alerts,
        *board.receive("combat|UKR", report_of("b", strike)).alerts,
    ]

    assert [(alert.message_type, alert.revision) for alert in told] == [
        ("Alert", 1),
        ("Cancel", 2),
        ("Alert", 3),
    ]
    assert len({alert.id for alert in told}) == 1


def test_a_cancelled_alert_shows_nobodys_words_and_refers_to_the_one_that_holds_its_claims() -> None:
    strike = claim_of("air-strike", location=Place("Ukraine", "UKR"))
    board = Board(KINDS, POLICY)
    for article, hours in (("a", 0), ("b", 96)):
        board.receive("combat|UKR", report_of(article, strike, hours=hours))

    elder, younger = board.receive(
        "combat|UKR", report_of("c", strike, hours=48, publisher="The Ledger")
    ).alerts

    assert (elder.message_type, younger.message_type) == ("Update", "Cancel")
    assert younger.references == (elder.id,)
    assert younger.evidence == ()
    assert younger.headline.startswith("Cancelled: ")


def test_a_publisher_that_says_the_same_again_later_leads_to_no_update() -> None:
    strike = claim_of("air-strike", location=Place("Ukraine", "UKR"))
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", report_of("a", strike))

    assert board.receive("combat|UKR", report_of("b", strike, hours=5)).alerts == ()


def test_another_publisher_leads_to_an_update() -> None:
    strike = claim_of("air-strike", location=Place("Ukraine", "UKR"))
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", report_of("a", strike))

    (told,) = board.receive("combat|UKR", report_of("b", strike, hours=5, publisher="The Ledger")).alerts

    assert (told.message_type, told.certainty, told.source_count) == ("Update", "Observed", 2)


def test_an_event_to_which_nothing_is_added_is_forgotten_without_a_word_and_leaves_its_number() -> None:
    board, long_after = Board(KINDS, POLICY), START + timedelta(days=POLICY.keep_days + 1)
    board.receive("combat|UKR", report_of("a", STRIKE), START)
    board.receive("a|marker", report_of("a", version=2), START)
    board.receive("combat|UKR", report_of("b", STRIKE), START)

    (swept,) = board.tick(long_after)

    assert swept.alerts == ()
    assert [(alert.state, alert.revision) for _, alert in swept.lapsed if alert] == [("expired", 3)]
    assert dict(swept.reports) == {
        "a|combat|UKR": None,
        "a||": None,
        "b|combat|UKR": None,
    }
    assert list(board.events()) == []
    assert not vars(board)["_shelves"]  # or each kind in each country would stay for good
    again = board.receive("combat|UKR", report_of("c", STRIKE), long_after)
    assert [(alert.message_type, alert.revision) for alert in again.alerts] == [("Alert", 4)]


def test_an_event_goes_with_all_its_reports_or_stays_with_them() -> None:
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", report_of("a", STRIKE), START)
    board.receive("combat|UKR", report_of("b", STRIKE, hours=20), START + timedelta(days=40))

    (swept,) = board.tick(START + timedelta(days=60))

    assert (swept.alerts, swept.reports, swept.lapsed) == ((), (), ())
    (event,) = board.events()
    assert {account.report.article_id for account in event.accounts} == {"a", "b"}


def test_what_may_be_of_either_of_two_events_joins_none_when_the_other_is_old() -> None:
    kharkiv, odesa = (
        claim_of("air-strike", location=Place(name, "UKR", entity_id=name)) for name in ("Kharkiv", "Odesa")
    )
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", report_of("a", kharkiv), START)
    for article, claim in (("b", STRIKE), ("c", odesa)):
        board.receive("combat|UKR", report_of(article, claim), START + timedelta(days=5))
    before = {event.id for event in board.events()}

    (swept,) = board.tick(START + timedelta(days=POLICY.keep_days + 2))

    assert len(before) == 3
    assert (swept.alerts, swept.reports, swept.lapsed) == ((), (), ())
    assert {event.id for event in board.events()} == before
    (swept,) = board.tick(START + timedelta(days=POLICY.keep_days + 6))
    assert swept.alerts == ()
    assert list(board.events()) == []


def test_a_board_that_is_restored_forgets_no_more_on_the_same_day() -> None:
    board, on_the_day = Board(KINDS, POLICY), START + timedelta(days=POLICY.keep_days)
    taken = board.receive("combat|UKR", report_of("a", STRIKE), START)
    (swept,) = board.tick(on_the_day - timedelta(hours=1))
    restored = Board(KINDS, POLICY)
    restored.restore([(key, report) for key, report in taken.reports if report], taken.alerts)

    (again,) = restored.tick(on_the_day + timedelta(hours=1))

    assert swept == again


def test_an_update_on_a_later_day_leaves_the_alert_its_id() -> None:
    board = Board(KINDS, POLICY)
    opened = told_of(board, report_of("a", STRIKE))

    told = told_of(board, report_of("a", STRIKE, version=2, hours=30))

    assert [(alert.id, alert.message_type) for alert in told] == [(opened[0].id, "Update")]
