from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from streams.claims.extract import find_claims
from streams.clean.article import Article
from streams.entities.resolve import find_entities

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.claims.claim import Claim
    from streams.knowledge import Knowledge


@pytest.fixture(scope="session")
def read_claims(knowledge: Knowledge) -> Callable[..., tuple[Claim, ...]]:
    """Return a function that gives all claims of a text, most salient first."""

    def read(text: str, title: str | None = None, day: str = "2022-01-10") -> tuple[Claim, ...]:
        published = datetime.fromisoformat(day).replace(tzinfo=UTC)
        article = Article(id="a", source="test", published_at=published, body=text, title=title)
        doc = knowledge.reader.read(text)
        entities = find_entities(doc, knowledge.gazetteer, published.date())
        return find_claims(
            article, doc, entities, knowledge.claim_rules, knowledge.gazetteer, knowledge.reader.parse
        )

    return read


@pytest.fixture(scope="session")
def claims_of(read_claims: Callable[..., tuple[Claim, ...]]) -> Callable[[str, str], list[Claim]]:
    """Return a function that gives the claims of one kind, in the order of the text."""

    def of_kind(text: str, kind: str) -> list[Claim]:
        found = (claim for claim in read_claims(text) if claim.kind == kind)
        return sorted(found, key=lambda claim: claim.trigger)

    return of_kind
