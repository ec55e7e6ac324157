from __future__ import annotations

from datetime import UTC, datetime

import pytest

from streams.alerts.evidence import Said
from streams.alerts.weigh import count_sources, judge_certainty
from streams.claims.claim import Claim, Party
from streams.claims.kind import Kind
from streams.events.report import Report

KIND = Kind("invasion", "Invasion", "military-posture", "ASSAULT", "Severe", "posture", "actor")
CHAD, MALI = Party("Chad", ("TCD",)), Party("Mali", ("MLI",))
SENTENCE = "Columns of armour crossed the river at dawn and took the bridge."


def said(
    status: str = "asserted", publisher: str = "Northwire", quote: str = "…", source: Party | None = None
) -> Said:
    claim = Claim(
        "r",
        KIND.id,
        "ASSAULT",
        status,
        (0, 1),
        (0, 9),
        quote,
        actor=CHAD,
        source=source,
    )
    return Said(
        "0" * 16,
        claim,
        Report(
            "a", 1, is_withdrawn=False, publisher=publisher, published_at=datetime(2031, 3, 4, tzinfo=UTC)
        ),
    )


@pytest.mark.parametrize(
    ("evidence", "certainty"),
    [
        pytest.param([said()], "Likely", id="one-states"),
        pytest.param([said(), said(publisher="The Ledger")], "Observed", id="two-state"),
        pytest.param([said(), said(publisher="NORTHWIRE")], "Likely", id="one-states-twice"),
        pytest.param([said(source=CHAD)], "Observed", id="who-does-it-says-so"),
        pytest.param([said(source=MALI)], "Likely", id="another-says-so"),
        pytest.param([said(), said("denied")], "Possible", id="one-states-one-denies"),
        pytest.param(
            [said(), said(publisher="The Ledger"), said("denied")], "Likely", id="two-state-one-denies"
        ),
        pytest.param([said("hypothetical")], "Possible", id="feared"),
        pytest.param([said("planned"), said("denied")], "Possible", id="planned-and-denied"),
        pytest.param([said("planned", source=CHAD)], "Possible", id="announced"),
        pytest.param([said("denied")], "Unlikely", id="only-denied"),
        pytest.param([said("historical")], None, id="history"),
        pytest.param([said("historical"), said("hypothetical")], "Possible", id="history-and-fear"),
    ],
)
def test_how_sure(evidence: list[Said], certainty: str | None) -> None:
    assert judge_certainty(evidence, KIND) == certainty


def test_publishers_that_share_a_sentence_word_for_word_count_once() -> None:
    copies = [said(quote=SENTENCE), said(publisher="The Ledger", quote=SENTENCE.upper())]

    assert count_sources(copies) == 1
    assert judge_certainty(copies, KIND) == "Likely"


def test_sharing_is_handed_on() -> None:
    other = "A second sentence that is long enough to be told from chance."
    evidence = [said(quote=SENTENCE), said(publisher="B", quote=other), said(publisher="C", quote=SENTENCE)]

    assert count_sources([*evidence, said(publisher="C", quote=other)]) == 1


def test_a_short_sentence_can_be_hit_on_twice() -> None:
    assert (
        count_sources([said(quote="Chad invades Mali."), said(publisher="B", quote="Chad invades Mali.")])
        == 2
    )


def test_only_those_who_state_it_count() -> None:
    assert (
        count_sources(
            [said("denied"), said("hypothetical", publisher="B"), said("historical", publisher="C")]
        )
        == 0
    )
