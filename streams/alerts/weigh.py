"""The weight of evidence: how sure an event is, on whose word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streams.events.marks import is_mutual

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.alerts.alert import Certainty
    from streams.alerts.evidence import Said
    from streams.claims.claim import Claim
    from streams.claims.kind import Kind

ENOUGH_PUBLISHERS = 2
WIRE_QUOTE_WORDS = 8
"""Two desks do not hit on the same sentence of this length: both have it from one hand."""


def judge_certainty(evidence: Sequence[Said], kind: Kind) -> Certainty | None:
    """Return CAP's certainty, or None where everything is history.

    Observed: two independent publishers state it, or the one who does it says so. Likely: one states it.
    Possible: it is planned, feared or threatened. Unlikely: it is only denied. A denial takes one step off
    what is stated, and never less than to Possible: it is a word against a word.
    """
    statuses = {said.claim.status for said in evidence}
    if "asserted" in statuses:
        is_observed = count_sources(evidence) >= ENOUGH_PUBLISHERS or any(
            _owns_up(s.claim, kind) for s in evidence
        )
        is_denied = "denied" in statuses
        if is_observed:
            return "Likely" if is_denied else "Observed"
        return "Possible" if is_denied else "Likely"
    if statuses & {"planned", "hypothetical"}:
        return "Possible"
    return "Unlikely" if "denied" in statuses else None


def count_sources(evidence: Iterable[Said]) -> int:
    """Return how many independent publishers state it; those that share a sentence count once."""
    leader: dict[str, str] = {}
    first_with: dict[str, str] = {}
    for said in evidence:
        if said.claim.status != "asserted":
            continue
        publisher = said.report.publisher.casefold()
        leader.setdefault(publisher, publisher)
        words = re.findall(r"\w+", said.claim.quote.casefold())
        if len(words) >= WIRE_QUOTE_WORDS:
            other = first_with.setdefault(" ".join(words), publisher)
            leader[_lead(leader, publisher)] = _lead(leader, other)
    return sum(1 for publisher, its_leader in leader.items() if publisher == its_leader)


def _lead(leader: dict[str, str], publisher: str) -> str:
    while leader[publisher] != publisher:
        publisher = leader[publisher]
    return publisher


def _owns_up(claim: Claim, kind: Kind) -> bool:
    """Say whether one who does it says that it was done."""
    if claim.status != "asserted" or claim.source is None or claim.actor is None:
        return False
    doing = set(claim.actor.countries)
    if is_mutual(kind) and claim.recipient:
        doing.update(claim.recipient.countries)
    return not doing.isdisjoint(claim.source.countries)
