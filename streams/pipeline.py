"""The whole of understanding as one pure function: an article in, what it says out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from streams.claims.extract import find_claims
from streams.claims.fired import Firing, find_firings
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
    tidied = tidy(article, knowledge, learned)
    if tidied.unread_because:
        return tidied
    (enriched,) = understand(tidied, knowledge)
    return enriched


def tidy(article: Article, knowledge: Knowledge, learned: frozenset[str] = frozenset()) -> Enriched:
    """Return an article cleaned, with nothing found in it yet, or with the reason why nothing is looked for."""
    facts = replace(article, body="")
    if article.is_withdrawn:
        return Enriched(facts, text="", language="und", unread_because="withdrawn")
    cleaned = clean(article, knowledge.cleaning, learned)
    language = knowledge.languages.detect(cleaned.text, article.language)
    return Enriched(
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
        unread_because=None if language in knowledge.read_languages else f"language:{language}",
    )


def understand(tidied: Enriched, *by: Knowledge) -> tuple[Enriched, ...]:
    """Return what a clean text says by each of several sets of rules.

    Names are recognised once, with the reader and gazetteer of the first; the others differ from it in rules alone.
    """
    first, article = by[0], tidied.article
    with first.reader.zone():
        doc = first.reader.read(tidied.text)
        entities = find_entities(doc, first.gazetteer, article.published_at.date(), article.title or "")
        claims = [
            find_claims(article, doc, entities, each.claim_rules, first.gazetteer, first.reader.parse)
            for each in by
        ]
    return tuple(
        replace(
            tidied,
            entities=entities,
            themes=score_themes(article.title, tidied.text, each.theme_rules),
            claims=found[:MOST_CLAIMS],
        )
        for each, found in zip(by, claims, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Explained:
    """What an article says, and what it nearly says: rules whose words it has, and how near it comes to each theme.

    `firings` say by which words each claim came about.
    """

    enriched: Enriched
    near_misses: tuple[NearMiss, ...] = ()
    weighings: tuple[Weighing, ...] = ()
    firings: tuple[Firing, ...] = ()


def explain(article: Article, knowledge: Knowledge) -> Explained:
    """Return what `analyse` makes of an article, with what it lets go and why. Costs several readings."""
    return explain_text(tidy(article, knowledge), knowledge)


def explain_text(tidied: Enriched, knowledge: Knowledge) -> Explained:
    """Return the same of an article that was cleaned before."""
    if tidied.unread_because:
        return Explained(tidied)
    (enriched,) = understand(tidied, knowledge)
    rules, parse = knowledge.claim_rules, knowledge.reader.parse
    with knowledge.reader.zone():
        doc = knowledge.reader.read(enriched.text)
        near = find_near_misses(doc, enriched.entities, rules, parse, enriched.claims)
        firings = find_firings(doc, enriched.entities, rules, parse, enriched.claims)
    weighings = weigh_themes(enriched.article.title, enriched.text, knowledge.theme_rules)
    return Explained(enriched, near, weighings, firings)


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
