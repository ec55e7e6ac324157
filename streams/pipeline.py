"""The whole of understanding as one pure function: an article in, what it says out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from streams.claims.extract import find_claims
from streams.claims.nearly import NearMiss, find_near_misses
from streams.clean.cleaning import clean
from streams.clean.fingerprint import fingerprint
from streams.entities.resolve import find_entities
from streams.themes.nearly import Weighing, weigh_themes
from streams.themes.score import score_themes

if TYPE_CHECKING:
    from streams.claims.claim import Claim
    from streams.clean.article import Article
    from streams.clean.text import Removed, Segment
    from streams.entities.entity import Entity
    from streams.knowledge import Knowledge
    from streams.themes.theme import ThemeScore

# More than any reader follows up, and a bound on what one article can cost downstream.
MOST_CLAIMS = 500


@dataclass(frozen=True, slots=True)
class Enriched:
    """What an article says. `article` comes without its body; `text` is the cleaned one.

    `unread_because` says why entities, themes and claims are empty, where they were not looked for. The last three
    are for the memory: what tells copies, which lines may be furniture, and by which of those learned lines went.
    """

    article: Article
    text: str
    language: str
    removed: tuple[Removed, ...] = ()
    entities: tuple[Entity, ...] = ()
    themes: tuple[ThemeScore, ...] = ()
    claims: tuple[Claim, ...] = ()
    unread_because: str | None = None
    segments: tuple[Segment, ...] = ()
    is_extracted: bool = False
    fingerprint: bytes = b""
    repeatable: tuple[str, ...] = ()
    applied: tuple[str, ...] = ()


def analyse(article: Article, knowledge: Knowledge, learned: frozenset[str] = frozenset()) -> Enriched:
    """Return what one article says: clean, then entities, themes and claims, each from the ones before.

    `learned` are the keys of lines that the article's publisher prints under everything.
    """
    facts = replace(article, body="")
    if article.is_withdrawn:
        return Enriched(facts, text="", language="und", unread_because="withdrawn")
    cleaned = clean(article, knowledge.cleaning, learned)
    language = knowledge.languages.detect(cleaned.text, article.language)
    enriched = Enriched(
        facts,
        text=cleaned.text,
        language=language,
        removed=cleaned.removed,
        segments=cleaned.segments,
        is_extracted=cleaned.is_extracted,
        # Where nothing was left, as of a page that holds no report, the same page again is known by all of it.
        fingerprint=fingerprint(cleaned.text) or fingerprint(article.body, to_the_word=True),
        repeatable=cleaned.repeatable,
        applied=cleaned.applied,
    )
    if language not in knowledge.read_languages:
        return replace(enriched, unread_because=f"language:{language}")
    with knowledge.reader.zone():
        doc = knowledge.reader.read(cleaned.text)
        entities = find_entities(doc, knowledge.gazetteer, article.published_at.date(), article.title or "")
        claims = find_claims(
            article, doc, entities, knowledge.claim_rules, knowledge.gazetteer, knowledge.reader.parse
        )
    return replace(
        enriched,
        entities=entities,
        themes=score_themes(article.title, cleaned.text, knowledge.theme_rules),
        claims=claims[:MOST_CLAIMS],
    )


@dataclass(frozen=True, slots=True)
class Explained:
    """What an article says, and what it nearly says: rules whose words it has, and how near it comes to each theme."""

    enriched: Enriched
    near_misses: tuple[NearMiss, ...] = ()
    weighings: tuple[Weighing, ...] = ()


def explain(article: Article, knowledge: Knowledge) -> Explained:
    """Return what `analyse` makes of an article, with what it lets go and why. Costs two readings."""
    enriched = analyse(article, knowledge)
    if enriched.unread_because:
        return Explained(enriched)
    with knowledge.reader.zone():
        doc = knowledge.reader.read(enriched.text)
        rules, parse = knowledge.claim_rules, knowledge.reader.parse
        near = find_near_misses(doc, enriched.entities, rules, parse, enriched.claims)
    return Explained(enriched, near, weigh_themes(article.title, enriched.text, knowledge.theme_rules))


def content_key(article: Article) -> bytes:
    """Return a hash of all that reading an article depends on: with the same, another version needs no new reading."""
    what = (
        article.is_withdrawn,
        article.title,
        article.body,
        article.content_type,
        article.language,
        article.published_at.date(),
    )
    return hashlib.sha256(repr(what).encode("utf-8", "surrogatepass")).digest()


def reread(article: Article, known: Enriched) -> Enriched:
    """Return what an article says whose content is that of one read before."""
    return replace(known, article=replace(article, body=""))


def reportable(enriched: Enriched) -> tuple[Claim, ...]:
    """Return the claims that may ring.

    Words of war in an article without a geopolitical theme (a film, a museum, a storm front, a council) ring
    nothing, unless the claim itself names a state that acts and a state that it concerns.
    """
    return tuple(claim for claim in enriched.claims if enriched.themes or _names_two_sides(claim))


def _names_two_sides(claim: Claim) -> bool:
    has_actor = claim.actor is not None and bool(claim.actor.countries)
    has_recipient = claim.recipient is not None and bool(claim.recipient.countries)
    has_place = claim.location is not None and claim.location.country is not None
    return has_actor and (has_recipient or has_place)
