from __future__ import annotations

from datetime import timedelta

from boards import EMBARGO, KINDS, POLICY, START, STRIKE, embargoed, report_of, types, withdrawn
from streams.alerts.board import Board


def test_what_stands_on_an_article_under_embargo_is_told_when_it_ends() -> None:
    board = Board(KINDS, POLICY)

    waiting = board.receive("combat|UKR", embargoed(report_of("a", STRIKE)), START)
    early = list(board.tick(EMBARGO - timedelta(seconds=1)))
    told = list(board.tick(EMBARGO))

    assert types(waiting, *early) == []
    assert types(*told) == [("Alert", "open")]
    assert types(*board.tick(EMBARGO + timedelta(hours=1))) == []


def test_a_version_under_embargo_takes_nothing_back_before_it_ends() -> None:
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", report_of("a", STRIKE), START)
    second = embargoed(report_of("a", version=2))

    assert types(board.receive("a|marker", second, START)) == []
    assert types(*board.tick(EMBARGO)) == [("Cancel", "cancelled")]


def test_a_later_version_may_put_the_embargo_off() -> None:
    later = EMBARGO + timedelta(hours=2)
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", embargoed(report_of("a", STRIKE)), START)
    board.receive("combat|UKR", embargoed(report_of("a", STRIKE, version=2), later), START)
    board.receive("a|marker", embargoed(report_of("a", version=2), later), START)

    assert types(*board.tick(EMBARGO)) == []
    told = list(board.tick(later))
    assert types(*told) == [("Alert", "open")]
    assert [
        evidence.version for outcome in told for alert in outcome.alerts for evidence in alert.evidence
    ] == [2]


def test_a_withdrawal_under_embargo_leaves_nothing_to_tell() -> None:
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", embargoed(report_of("a", STRIKE)), START)
    board.receive("a|marker", withdrawn(embargoed(report_of("a"))), START)

    assert types(*board.tick(EMBARGO)) == []


def test_nobody_is_asked_for_the_time_before_what_was_put_off_is_over() -> None:
    later = EMBARGO + timedelta(hours=2)
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", embargoed(report_of("a", STRIKE)), START)
    board.receive("combat|UKR", embargoed(report_of("a", STRIKE, version=2), later), START)
    board.receive("a|marker", embargoed(report_of("a", version=2), later), START)
    list(board.tick(EMBARGO))

    assert not board.is_due(EMBARGO + timedelta(hours=1))
    assert board.is_due(later)
