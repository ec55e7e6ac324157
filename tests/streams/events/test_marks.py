from __future__ import annotations

import json
from pathlib import Path

import pytest

import streams
from streams.claims.claim import Claim, Party, Place
from streams.claims.kind import Kind
from streams.events.countries import COUNTRY_IDS
from streams.events.marks import MOST_MARKS, find_marks

KINDS = {
    "actor": Kind("invasion", "Invasion", "military-posture", "ASSAULT", "Severe", "posture", "actor"),
    "location": Kind("protest", "Protest", "domestic-unrest", "PROTEST", "Moderate", "unrest", "location"),
    "clash": Kind(
        "armed-clash", "Armed clash", "armed-conflict", "ASSAULT", "Severe", "fighting", "location"
    ),
    "paper": Kind(
        "sanctions-imposed", "Sanctions", "sanctions", "SANCTION", "Moderate", "sanctions", "recipient"
    ),
    "mutual": Kind("talks", "Talks", "diplomacy", "CONSULT", "Minor", "diplomacy", "actor"),
}
CHAD, MALI = Party("Chad", ("TCD",), entity_id="Q657"), Party("Mali", ("MLI",), entity_id="Q912")
NATO, GUNMEN = Party("NATO", (), entity_id="Q7184"), Party("gunmen", (), entity_id="org:gunmen")
IN_CHAD = Place("Chad", "TCD", 15.0, 19.0, entity_id="Q657")
IN_PALA = Place("Pala", "TCD", 9.36, 14.9, entity_id="geonames:2425831")


def claim_of(**parts: object) -> Claim:
    return Claim("r", "k", "ASSAULT", "asserted", (0, 1), (0, 1), "…", **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("side", "claim", "marks"),
    [
        pytest.param("actor", claim_of(), "", id="nothing-known"),
        pytest.param("actor", claim_of(actor=CHAD, recipient=MALI), "by:TCD at:MLI", id="who-and-whom"),
        pytest.param("actor", claim_of(actor=MALI, location=IN_CHAD), "by:MLI at:TCD", id="who-and-where"),
        pytest.param(
            "actor",
            claim_of(actor=MALI, recipient=CHAD, location=IN_CHAD),
            "by:MLI at:TCD",
            id="same-country",
        ),
        pytest.param("actor", claim_of(actor=CHAD, location=IN_CHAD), "by:TCD", id="at-home"),
        pytest.param("location", claim_of(actor=CHAD, location=IN_CHAD), "at:TCD", id="people-of-the-place"),
        pytest.param(
            "location", claim_of(actor=MALI, location=IN_CHAD), "at:TCD by:MLI", id="people-from-elsewhere"
        ),
        pytest.param("location", claim_of(location=IN_PALA), "at:TCD spot:geonames:2425831", id="a-town"),
        pytest.param("location", claim_of(location=Place("Africa", entity_id="Q15")), "", id="a-continent"),
        pytest.param("actor", claim_of(actor=NATO), "by:Q7184", id="of-no-country"),
        pytest.param("actor", claim_of(actor=GUNMEN), "", id="a-name-not-resolved"),
        pytest.param(
            "clash",
            claim_of(actor=NATO, recipient=MALI, location=IN_CHAD),
            "at:TCD by:MLI by:Q7184",
            id="a-clash",
        ),
        pytest.param(
            "paper", claim_of(actor=MALI, recipient=NATO, location=IN_PALA), "at:Q7184 by:MLI", id="on-paper"
        ),
        pytest.param("paper", claim_of(location=IN_CHAD), "at:TCD", id="on-paper-nobody-named"),
        pytest.param("mutual", claim_of(actor=CHAD, recipient=MALI), "by:MLI by:TCD", id="two-sides"),
        pytest.param(
            "mutual", claim_of(actor=MALI, recipient=CHAD), "by:MLI by:TCD", id="two-sides-turned-round"
        ),
    ],
)
def test_marks_say_who_and_where(side: str, claim: Claim, marks: str) -> None:
    assert find_marks(claim, KINDS[side]) == frozenset(marks.split())


def test_a_list_of_countries_is_cut() -> None:
    many = Party("the members", tuple(f"AA{letter}" for letter in "ABCDEFGHIJ"))

    assert len(find_marks(claim_of(actor=many), KINDS["actor"])) == MOST_MARKS


def test_countries_are_those_of_the_gazetteer() -> None:
    path = Path(streams.__file__).parent / "data" / "gazetteer" / "countries.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    assert {record.get("qid") or f"geonames:{record['geonames_id']}" for record in records} == COUNTRY_IDS
