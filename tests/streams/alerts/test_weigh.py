from __future__ import annotations

from datetime import UTC, datetime

import pytest

from streams.alerts.evidence import Said
from streams.alerts.sources import count_sources
from streams.alerts.weigh import hear_witnesses, judge_certainty
from streams.alerts.wording import Words
from streams.claims.claim import Claim, Party
from streams.claims.kind import Kind
from streams.events.report import Report

KIND = Kind("invasion", "Invasion", "military-posture", "ASSAULT", "Severe", "posture", "actor")
CHAD, MALI = Party("Chad", ("TCD",), entity_id="Q657"), Party("Mali", ("MLI",), entity_id="Q912")
ARMY, UNION = Party("Chad's army", ("TCD",)), Party("a union in Chad", ("TCD",))
WORDS = Words(offices=frozenset({"army"}))
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
            f"urn:{publisher}",
            1,
            is_withdrawn=False,
            publisher=publisher,
            published_at=datetime(2031, 3, 4, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(
    ("evidence", "certainty"),
    [
        pytest.param([said()], "Likely", id="one-states"),
        pytest.param([said(), said(publisher="The Ledger")], "Observed", id="two-state"),
        pytest.param([said(), said(publisher="NORTHWIRE")], "Likely", id="one-states-twice"),
        pytest.param([said(source=CHAD)], "Observed", id="who-does-it-says-so"),
        pytest.param([said(source=ARMY)], "Observed", id="its-army-says-so"),
        pytest.param([said(source=UNION)], "Likely", id="who-does-not-speak-for-the-state-says-so"),
        pytest.param([said(source=MALI)], "Likely", id="another-says-so"),
        pytest.param([said(source=CHAD), said("denied", source=ARMY)], "Possible", id="says-so-and-denies"),
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
    assert judge_certainty(evidence, count_sources(evidence), KIND, WORDS) == certainty


def test_a_copy_confirms_nothing() -> None:
    evidence = [said(quote=SENTENCE), said(publisher="The Ledger", quote=SENTENCE)]

    assert judge_certainty(evidence, count_sources(evidence), KIND, WORDS) == "Likely"


def test_what_the_accused_denies_it_does_not_state() -> None:
    owned, denied, seen = said(source=CHAD), said("denied", source=ARMY), said(source=MALI)

    assert hear_witnesses([owned, denied, seen]) == (denied, seen)
    assert hear_witnesses([owned, seen]) == (owned, seen)


def test_a_denial_by_another_takes_no_confession_back() -> None:
    owned, denied = said(source=CHAD), said("denied", source=MALI)

    assert hear_witnesses([owned, denied]) == (owned, denied)
