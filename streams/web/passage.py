"""Passages: where an article says what an alert stands on, and the whole of it with all that was found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streams.web.runs import Mark, harmless, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemas.claim import ClaimV1
    from schemas.enriched import EnrichedArticleV1

MOST_AROUND = 600
"""So many characters of a paragraph are shown before and after a quote."""

MOST_CHARS = 200_000
"""So much of an article's text is shown."""


def passage_of(article: EnrichedArticleV1, claim: ClaimV1) -> dict[str, Any]:
    """Return the paragraph of a claim's quote in runs, and whether it is cut before and after."""
    start, end = _paragraph(article.text, *claim.evidence)
    first, last = max(start, claim.evidence[0] - MOST_AROUND), min(end, claim.evidence[1] + MOST_AROUND)
    return {
        "runs": runs(article.text, _marks_of(claim), first, last),
        "is_cut_before": first > start,
        "is_cut_after": last < end,
    }


def page_of(article: EnrichedArticleV1) -> dict[str, Any]:
    """Return an article as its page shows it: text with everything marked, what was removed, what was found."""
    facts = article.article
    return {
        "id": facts.id,
        "version": facts.version,
        "title": harmless(facts.title or ""),
        "publisher": harmless(facts.source),
        "published_at": facts.published_at.isoformat(),
        "url": facts.url,
        "language": article.language,
        "unread_because": article.unread_because,
        "near_duplicate_of": article.near_duplicate_of,
        "runs": runs(article.text, _all_marks(article), 0, MOST_CHARS),
        "is_cut": len(article.text) > MOST_CHARS,
        "removed": [{"text": harmless(each.text), "reason": each.reason} for each in article.removed],
        "entities": [
            {
                "name": harmless(each.name),
                "type": each.type,
                "country": each.country,
                "count": len(each.spans),
            }
            for each in article.entities
        ],
        "themes": [{"theme": each.theme, "score": each.score} for each in article.themes],
        "claims": [
            {
                "id": claim.id,
                "kind": claim.kind,
                "event_type": claim.event_type,
                "status": claim.status,
                "rule": claim.rule,
                "rule_revision": claim.rule_revision,
                **passage_of(article, claim),
            }
            for claim in article.claims
        ],
        "provenance": article.provenance.model_dump(),
    }


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    before, after = text.rfind("\n", 0, start), text.find("\n", end)
    return before + 1, len(text) if after < 0 else after


def _marks_of(claim: ClaimV1) -> Iterator[Mark]:
    """Yield what a reader looks for in a quote: who, whom, where, how many, who says so, and what decided."""
    yield Mark(*claim.evidence, "evidence")
    yield Mark(*claim.trigger, "trigger")
    if claim.cue:
        yield Mark(*claim.cue, "cue")
    named = {
        "actor": claim.actor,
        "recipient": claim.recipient,
        "place": claim.location,
        "number": claim.quantity,
        "source": claim.source,
    }
    for name, each in named.items():
        if each and each.span:
            yield Mark(*each.span, name)


def _all_marks(article: EnrichedArticleV1) -> Iterable[Mark]:
    for entity in article.entities:
        yield from (Mark(*span, "entity") for span in entity.spans)
    for theme in article.themes:
        yield from (Mark(*span, "theme") for span in theme.spans)
    for claim in article.claims:
        yield Mark(*claim.evidence, "claim")
        yield Mark(*claim.trigger, "trigger")
