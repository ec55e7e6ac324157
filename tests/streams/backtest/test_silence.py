from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from boards import KINDS, POLICY, START, claim_of, party, report_of
from streams.backtest.replay import replay
from streams.backtest.silence import NO_CLAIM, NO_KIND, NO_THEME, explain_losses, judge, judge_article
from streams.clean.article import Article
from streams.events.keys import split_report
from streams.pipeline import Enriched

if TYPE_CHECKING:
    from streams.claims.claim import Claim
    from streams.events.report import Report

SWEDEN, NORWAY = party("SWE"), party("NOR")
STATED = claim_of("troop-buildup", actor=SWEDEN, recipient=NORWAY)
PLANNED = claim_of("talks", at=60, status="planned", actor=SWEDEN, recipient=NORWAY)
OLD = claim_of("air-strike", at=90, status="historical", actor=SWEDEN)


def because(report: Report) -> list[str]:
    return [verdict.because for verdict in judge(split_report(report, KINDS), KINDS, POLICY).values()]


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        pytest.param(STATED, "", id="rings"),
        pytest.param(PLANNED, "nobody states that it has happened", id="only-planned"),
        pytest.param(OLD, "it is told as history", id="history"),
        pytest.param(claim_of("talks"), "no country is named", id="nobody"),
        pytest.param(
            claim_of("talks", status="denied", actor=SWEDEN),
            "it is denied, and nobody states it",
            id="denied",
        ),
    ],
)
def test_the_first_condition_that_a_claim_fails_is_named(claim: Claim, said: str) -> None:
    (found,) = because(report_of("a", claim))

    assert found.startswith(said)
    assert bool(found) == bool(said)


def test_a_piece_that_is_no_news_report_says_so() -> None:
    (found,) = because(replace(report_of("a", STATED), genre="opinion"))

    assert found == "it is background only: the piece is opinion, and no news report"


def test_each_claim_of_an_article_has_its_verdict() -> None:
    report = report_of("a", STATED, PLANNED)
    interaction = replace(claim_of("talks", at=200), kind=None)
    aside = claim_of("air-strike", at=300)
    article = Article("a", "Northwire", START, "")
    read = Enriched(article, "", "en", claims=(STATED, PLANNED, interaction, aside))
    stated, planned, nothing, left_out = judge_article(read, split_report(report, KINDS), KINDS, POLICY)

    assert stated.alert is not None
    assert stated.alert.severity == "Severe"
    assert planned.because
    assert nothing.because == NO_KIND
    assert left_out.because == NO_THEME


def test_what_an_earlier_version_said_keeps_nothing_silent() -> None:
    stated = split_report(report_of("a", STATED, version=2), KINDS)
    lost = replay(stated, KINDS, POLICY, START + timedelta(days=1))
    history = split_report(report_of("a", replace(STATED, status="historical")), KINDS)
    denied = split_report(report_of("a", replace(STATED, status="denied"), version=2), KINDS)

    assert list(explain_losses(lost, [*history, *denied], KINDS, POLICY).values()) == [
        "it is denied, and nobody states it"
    ]


def test_a_lost_alert_says_what_keeps_it_silent() -> None:
    parts = split_report(report_of("a", STATED), KINDS)
    lost = replay(parts, KINDS, POLICY, START + timedelta(days=1))
    denied = split_report(report_of("a", replace(STATED, status="denied")), KINDS)

    assert list(explain_losses(lost, [], KINDS, POLICY).values()) == [NO_CLAIM]
    assert list(explain_losses(lost, denied, KINDS, POLICY).values()) == [
        "it is denied, and nobody states it"
    ]
