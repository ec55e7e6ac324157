from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from streams.claims.claim import Claim, Party, Place
from streams.claims.kind import Kind
from streams.events.accounts import gather
from streams.events.report import Report

KINDS = {
    "talks": Kind("talks", "Talks", "diplomacy", "CONSULT", "Minor", "diplomacy", "actor"),
    "diplomatic-rupture": Kind(
        "diplomatic-rupture", "Rupture", "diplomacy", "SANCTION", "Severe", "diplomacy", "actor"
    ),
    "bombing": Kind("bombing", "Bombing", "armed-conflict", "ASSAULT", "Extreme", "fighting", "location"),
    "buildup": Kind("buildup", "Buildup", "military-posture", "MOBILIZE", "Severe", "posture", "actor"),
}
CHAD, MALI, PERU = (
    Party(name, (code,)) for name, code in (("Chad", "TCD"), ("Mali", "MLI"), ("Peru", "PER"))
)
BOTH, ENVOY = Party("Chad and Mali", ("TCD", "MLI")), Party("the envoy")
LIMA, CUSCO = Place("Lima", "PER", entity_id="Q2868"), Place("Cusco", "PER", entity_id="geonames:3941584")
BAMAKO = Place("Bamako", "MLI", entity_id="Q3703")


def claim_of(kind: str, at: int = 0, **more: object) -> Claim:
    return Claim(kind, kind, KINDS[kind].event_type, "asserted", (at, at + 3), (at, at + 9), "…", **more)


def happenings(*claims: Claim) -> list[list[int]]:
    """Return where the claims of each happening stand in the text."""
    report = Report(
        "a", 1, is_withdrawn=False, publisher="Northwire", published_at=datetime(2031, 3, 4, tzinfo=UTC)
    )
    return sorted([claim.trigger[0] for claim in each.claims] for each in gather(report, claims, KINDS))


@pytest.mark.parametrize(
    "aside",
    [
        pytest.param({"actor": MALI}, id="one-side"),
        pytest.param({"actor": MALI, "location": BAMAKO}, id="one-side-where-it-spoke"),
        pytest.param({"actor": PERU}, id="the-host"),
        pytest.param({"actor": ENVOY, "location": LIMA}, id="somebody-in-the-same-place"),
        pytest.param({"location": CUSCO}, id="nobody-elsewhere-in-the-country"),
        pytest.param({"actor": BOTH, "location": CUSCO}, id="both-elsewhere"),
    ],
)
def test_talks_told_by_halves_belong_to_those_told_in_full(aside: dict[str, object]) -> None:
    full = claim_of("talks", actor=BOTH, location=LIMA)

    assert happenings(full, claim_of("talks", 50, **aside)) == [[0, 50]]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"actor": Party("Kenya", ("KEN",))}, id="somebody-else"),
        pytest.param({"actor": CHAD, "recipient": Party("Kenya", ("KEN",))}, id="with-another-side"),
        pytest.param({"location": Place("Oslo", "NOR", entity_id="Q585")}, id="nobody-in-another-country"),
        pytest.param({"actor": CHAD, "happened_on": date(2031, 3, 1)}, id="on-a-day-of-its-own"),
    ],
)
def test_other_talks_stay_apart(other: dict[str, object]) -> None:
    full = claim_of("talks", actor=BOTH, location=LIMA)

    assert happenings(full, claim_of("talks", 50, **other)) == [[0], [50]]


def test_talks_of_one_known_side_in_two_countries_stay_apart() -> None:
    assert happenings(
        claim_of("talks", actor=CHAD, location=LIMA), claim_of("talks", 50, actor=CHAD, location=BAMAKO)
    ) == [[0], [50]]


def test_of_several_talks_the_nearest_gets_what_is_told_by_halves() -> None:
    assert happenings(
        claim_of("talks", actor=CHAD, recipient=MALI),
        claim_of("talks", 200, actor=CHAD, recipient=PERU),
        claim_of("talks", 250, actor=CHAD, location=BAMAKO),
    ) == [[0], [200, 250]]


def test_an_envoy_without_a_country_is_the_one_just_expelled() -> None:
    assert happenings(
        claim_of("diplomatic-rupture", actor=CHAD, recipient=MALI),
        claim_of("diplomatic-rupture", 60, actor=CHAD, recipient=ENVOY, location=Place("N'Djamena", "TCD")),
    ) == [[0, 60]]


def test_a_place_that_only_one_claim_knows_is_known_of_the_happening() -> None:
    report = Report(
        "a", 1, is_withdrawn=False, publisher="Northwire", published_at=datetime(2031, 3, 4, tzinfo=UTC)
    )
    (account,) = gather(report, [claim_of("talks", location=LIMA), claim_of("talks", 50, actor=CHAD)], KINDS)

    assert account.marks == {"by:TCD", "at:PER", "spot:Q2868"}


def test_people_of_the_country_acted_where_the_others_are_told_to_have_acted() -> None:
    assert happenings(claim_of("bombing", location=LIMA), claim_of("bombing", 50, actor=PERU)) == [[0, 50]]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"actor": MALI}, id="of-another-country"),
        pytest.param({"actor": PERU, "location": CUSCO}, id="in-another-town"),
    ],
)
def test_people_who_acted_elsewhere_stay_apart(other: dict[str, object]) -> None:
    assert happenings(claim_of("bombing", location=LIMA), claim_of("bombing", 50, **other)) == [[0], [50]]


def test_a_kind_filed_under_who_does_it_is_not_taken_to_happen_at_home() -> None:
    assert happenings(
        claim_of("buildup", actor=MALI, location=LIMA), claim_of("buildup", 50, actor=PERU)
    ) == [[0], [50]]


@pytest.mark.parametrize("words", ["four aircraft", "the soldiers", "its air force"])
def test_words_for_nobody_known_join_the_fuller_claim(words: str) -> None:
    full = claim_of("bombing", actor=CHAD, location=LIMA)

    assert happenings(full, claim_of("bombing", 50, actor=Party(words))) == [[0, 50]]
