"""What supports an alert and opens none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from boards import KINDS, LONG, POLICY, START, STRIKE, claim_of, party, report_of, told_of
from streams.alerts.board import Board
from streams.claims.claim import Place


@pytest.mark.parametrize("genre", ["opinion", "history", "satire", "forecast"])
def test_a_piece_that_is_no_report_opens_nothing_and_stands_beside_the_news(genre: str) -> None:
    board = Board(KINDS, POLICY)
    piece = replace(report_of("a", STRIKE, publisher="The Ledger"), genre=genre)
    assert told_of(board, piece) == []

    (told,) = told_of(board, report_of("b", STRIKE, hours=5))

    assert [(e.article_id, e.is_background) for e in told.evidence] == [("a", True), ("b", False)]


def test_what_a_story_repeats_days_later_opens_nothing() -> None:
    strike = claim_of("air-strike", said=f", {LONG}", location=Place("Ukraine", "UKR"))
    board = Board(KINDS, POLICY)
    (first,) = told_of(board, report_of("a", strike))

    assert told_of(board, report_of("b", strike, hours=24 * 9)) == []
    (other,) = told_of(board, report_of("c", strike, hours=24 * 9, publisher="The Ledger"))
    assert (other.id, other.message_type, other.source_count) == (first.id, "Update", 1)


def test_what_a_story_adds_days_later_is_news() -> None:
    strike = claim_of("air-strike", said=f", {LONG}", location=Place("Ukraine", "UKR"))
    more = claim_of("air-strike", at=100, said=f", {LONG}", location=Place("Ukraine", "UKR"))
    board = Board(KINDS, POLICY)
    told_of(board, report_of("a", strike))

    assert [alert.message_type for alert in told_of(board, report_of("b", strike, more, hours=24 * 9))] == [
        "Alert"
    ]


def test_what_an_article_dates_long_before_itself_opens_nothing() -> None:
    last_week = claim_of(
        "air-strike", location=Place("Ukraine", "UKR"), happened_on=START.date() - timedelta(days=7)
    )

    assert told_of(Board(KINDS, POLICY), report_of("a", last_week)) == []


def test_an_exercise_meets_no_news() -> None:
    board = Board(KINDS, POLICY)
    (actual,) = told_of(board, report_of("a", STRIKE))

    (drill,) = told_of(board, replace(report_of("b", STRIKE, publisher="The Ledger"), purpose="exercise"))

    assert (actual.status, drill.status) == ("Actual", "Exercise")
    assert actual.id != drill.id


def test_a_denial_waits_for_the_assertion_and_stands_beside_it() -> None:
    board = Board(KINDS, POLICY)
    denial = claim_of("troop-buildup", status="denied", actor=party("RUS"), source=party("RUS"))
    assert told_of(board, report_of("a", denial)) == []

    (told,) = told_of(board, report_of("b", claim_of("troop-buildup", actor=party("RUS")), hours=2))

    assert (told.message_type, told.certainty, told.denied_by) == ("Alert", "Possible", ("RUS",))
