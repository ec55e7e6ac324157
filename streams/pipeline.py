"""The whole of understanding as one pure function: an article in, what it says out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from streams.claims.extract import find_claims
from streams.clean.cleaning import clean
from streams.entities.resolve import find_entities
from streams.themes.score import score_themes

if TYPE_CHECKING:
    from streams.claims.claim import Claim
    from streams.clean.article import Article
    from streams.clean.text import Removed
    from streams.entities.entity import Entity
    from streams.knowledge import Knowledge
    from streams.themes.theme import ThemeScore

# More than any reader follows up, and a bound on what one article can cost downstream.
MOST_CLAIMS = 500


@dataclass(frozen=True, slots=True)
class Enriched:
    """What an article says. `article` comes without its body; `text` is the cleaned one.

    `unread_because` says why entities, themes and claims are empty, where they were not looked for.
    """

    article: Article
    text: str
    language: str
    removed: tuple[Removed, ...] = ()
    entities: tuple[Entity, ...] = ()
    themes: tuple[ThemeScore, ...] = ()
    claims: tuple[Claim, ...] = ()
    unread_because: str | None = None


def analyse(article: Article, knowledge: Knowledge) -> Enriched:
    """Return what one article says: clean, then entities, themes and claims, each from the ones before."""
    facts = replace(article, body="")
    if article.is_withdrawn:
        return Enriched(facts, text="", language="und", unread_because="withdrawn")
    cleaned = clean(article, knowledge.cleaning)
    language = knowledge.languages.detect(cleaned.text, article.language)
    if language not in knowledge.read_languages:
        return Enriched(facts, cleaned.text, language, cleaned.removed, unread_because=f"language:{language}")
    with knowledge.reader.zone():
        doc = knowledge.reader.read(cleaned.text)
        entities = find_entities(doc, knowledge.gazetteer, article.published_at.date())
        claims = find_claims(
            article, doc, entities, knowledge.claim_rules, knowledge.gazetteer, knowledge.reader.parse
        )
    return Enriched(
        facts,
        text=cleaned.text,
        language=language,
        removed=cleaned.removed,
        entities=entities,
        themes=score_themes(article.title, cleaned.text, knowledge.theme_rules),
        claims=claims[:MOST_CLAIMS],
    )


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
