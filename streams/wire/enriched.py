"""The enriched article: what was read out of an article, as bytes for the topic `articles.enriched`."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING

from pydantic import ValidationError

from schemas import topics
from schemas.enriched import (
    ArticleFactsV1,
    EnrichedArticleV1,
    EntityV1,
    HintV1,
    ProvenanceV1,
    RemovedV1,
    ThemeV1,
)
from streams.backtest.reread import Recorded
from streams.clean.article import Article, Hint
from streams.pipeline import Enriched
from streams.wire.claims import claim_contract
from streams.wire.message import Outgoing, cloud_event
from streams.wire.refusal import Rejected, refusal

if TYPE_CHECKING:
    from collections.abc import Collection

    from streams.entities.entity import Entity
    from streams.knowledge import Versions

_OWN_FIELDS = {"article", "text", "provenance"}


def write_enriched(enriched: Enriched, versions: Versions) -> Outgoing:
    """Return the message for the topic `articles.enriched`, the same for the same article and knowledge."""
    article = enriched.article
    identifier = hashlib.sha256(f"{article.id}\x1f{article.version}".encode()).hexdigest()[:32]
    return Outgoing(
        topic=topics.ENRICHED.name,
        key=article.id.encode(),
        value=enriched_contract(enriched, versions).model_dump_json().encode(),
        headers=cloud_event(topics.ENRICHED, identifier, article.published_at, article.id),
    )


def enriched_contract(enriched: Enriched, versions: Versions) -> EnrichedArticleV1:
    """Return an enriched article as other systems see it."""
    article = enriched.article
    return EnrichedArticleV1(
        article=_facts(article),
        text=enriched.text,
        language=enriched.language,
        removed=tuple(
            RemovedV1(text=piece.text, reason=piece.reason, start=piece.start, end=piece.end)
            for piece in enriched.removed
        ),
        offsets_into="extracted" if enriched.is_extracted else "body",
        segments=tuple((s.start, s.end, s.body_start, s.body_end) for s in enriched.segments),
        entities=tuple(_entity(entity) for entity in enriched.entities),
        themes=tuple(
            ThemeV1(
                theme=theme.theme,
                score=round(theme.score, 4),
                medtop=theme.medtop,
                spans=theme.spans,
                title_spans=theme.title_spans,
            )
            for theme in enriched.themes
        ),
        claims=tuple(claim_contract(article.id, article.version, claim) for claim in enriched.claims),
        hints=tuple(
            HintV1(kind=hint.kind, name=hint.name, code=hint.code, creator=hint.creator, origin=hint.origin)
            for hint in article.hints
        ),
        unread_because=enriched.unread_because,
        provenance=ProvenanceV1(
            code=versions.code,
            model=versions.model,
            rules=versions.rules,
            rules_offset=versions.rules_offset,
        ),
    )


def _facts(article: Article) -> ArticleFactsV1:
    return ArticleFactsV1(
        id=article.id,
        version=article.version,
        status="withdrawn" if article.is_withdrawn else "usable",
        source=article.source,
        published_at=article.published_at,
        first_published_at=article.first_published_at,
        url=article.url,
        title=article.title,
        authors=article.authors,
        evolved_from=article.evolved_from,
        embargoed_until=article.embargoed_until,
        purpose=article.purpose,
    )


def _entity(entity: Entity) -> EntityV1:
    return EntityV1.model_validate(
        {
            "id": entity.id,
            "type": entity.type,
            "name": entity.name,
            "qid": entity.qid,
            "country": entity.country,
            "latitude": entity.latitude,
            "longitude": entity.longitude,
            "geonames_id": entity.geonames_id,
            "is_literal": entity.is_literal,
            "spans": entity.spans,
        }
    )


def is_enriched(fields: Collection[str]) -> bool:
    """Whether these are the fields of an enriched article, and not of an article event or a news object."""
    return _OWN_FIELDS.issubset(fields)


def read_enriched(raw: bytes) -> Recorded | Rejected:
    """Return the clean text behind an enriched article, to be read anew: what was found in it is left out."""
    try:
        sent = EnrichedArticleV1.read(raw)
    except ValidationError as error:
        return refusal(error.errors(include_url=False, include_input=False)[0])
    tidied = Enriched(
        article=_article(sent),
        text=sent.text,
        language=sent.language,
        unread_because=sent.unread_because,
    )
    return Recorded(tidied, copies=sent.near_duplicate_of)


def _article(sent: EnrichedArticleV1) -> Article:
    facts = sent.article
    return Article(
        id=facts.id,
        source=facts.source,
        published_at=facts.published_at.astimezone(UTC),
        first_published_at=facts.first_published_at and facts.first_published_at.astimezone(UTC),
        body="",
        version=facts.version,
        is_withdrawn=facts.status == "withdrawn",
        url=facts.url,
        title=facts.title,
        language=sent.language,
        authors=facts.authors,
        hints=tuple(
            Hint(hint.kind, hint.name, code=hint.code, creator=hint.creator, origin=hint.origin)
            for hint in sent.hints
        ),
        evolved_from=facts.evolved_from,
        embargoed_until=facts.embargoed_until and facts.embargoed_until.astimezone(UTC),
        purpose=facts.purpose,
    )
