"""The weight of evidence: how sure an event is, on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.alerts.sources import count_sources
from streams.events.marks import is_mutual

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.alerts.alert import Certainty
    from streams.alerts.evidence import Said
    from streams.claims.claim import Claim
    from streams.claims.kind import Kind

ENOUGH_PUBLISHERS = 2


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


def _owns_up(claim: Claim, kind: Kind) -> bool:
    """Say whether one who does it says that it was done."""
    if claim.status != "asserted" or claim.source is None or claim.actor is None:
        return False
    doing = set(claim.actor.countries)
    if is_mutual(kind) and claim.recipient:
        doing.update(claim.recipient.countries)
    return not doing.isdisjoint(claim.source.countries)
