"""Which of an article's claims come first, and which say nothing that another does not."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streams.claims.claim import Claim
    from streams.claims.rules import RuleBook

# Points, weighed against one another: a severe kind three paragraphs down stands beside a minor one in the lead.
_SEVERITY = {"Extreme": 3.0, "Severe": 2.0, "Moderate": 1.5, "Minor": 1.0}
_STATUS = {"asserted": 3.0, "planned": 2.0, "hypothetical": 1.0, "denied": 1.0, "historical": 0.0}
_PER_PARAGRAPH = 1.5
_MOST_LOST = 6.0
_IN_TITLE = 3.0


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and its sentence: how deep it is told there (0: the main verb), and the countries named there."""

    claim: Claim
    depth: int
    countries: frozenset[str] = frozenset()


def by_salience(told: Iterable[Told], title: str, text: str, rules: RuleBook) -> tuple[Claim, ...]:
    """Return the claims, most salient first, each happening once.

    Sentences go by their best claim: kinded before unkinded, early, asserted, severe, told in the title as well.
    Inside a sentence its main verb comes first: "condemned the invasion" is a condemnation before an invasion.
    """
    kept = _distinct(sorted(told, key=lambda each: (each.claim.kind is None, each.depth, each.claim.trigger)))
    paragraphs = _paragraphs(text)
    in_title = frozenset(title.lower().split())

    def points(claim: Claim) -> float:
        kind = rules.kinds.get(claim.kind or "")
        found = _STATUS[claim.status] + (_SEVERITY[kind.severity] if kind else 0.0)
        found -= min(_MOST_LOST, _PER_PARAGRAPH * bisect_right(paragraphs, claim.evidence[0]))
        return found + (_IN_TITLE if text[slice(*claim.trigger)].lower() in in_title else 0.0)

    best: dict[tuple[int, int], tuple[bool, float]] = {}
    for each in kept:
        rank = (each.claim.kind is None, -points(each.claim))
        best[each.claim.evidence] = min(best.get(each.claim.evidence, rank), rank)

    def place(each: Told) -> tuple[tuple[bool, float], int, int, float, int]:
        claim = each.claim
        return best[claim.evidence], claim.evidence[0], each.depth, -points(claim), claim.trigger[0]

    return tuple(each.claim for each in sorted(kept, key=place))


def _distinct(told: Iterable[Told]) -> list[Told]:
    """Drop a claim that says of the same sentence and event type no more than an earlier one does."""
    kept: dict[tuple[object, ...], Told] = {}
    for each in told:
        claim = each.claim
        who = tuple(
            party.countries or party.text if party else None for party in (claim.actor, claim.recipient)
        )
        key = (claim.evidence, claim.kind or claim.event_type, claim.status, who if claim.kind else None)
        kept.setdefault(key, each)
    return list(kept.values())


def _paragraphs(text: str) -> list[int]:
    """Return where paragraphs after the first begin."""
    starts = []
    place = text.find("\n\n")
    while place >= 0:
        starts.append(place + 2)
        place = text.find("\n\n", place + 2)
    return starts
