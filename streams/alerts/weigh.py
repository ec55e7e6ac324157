"""The weight of evidence: how sure an event is, on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.alerts.ringing import deniers_of
from streams.alerts.wording import speaks_for_state, tidy, with_article
from streams.events.marks import is_mutual

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.alerts.alert import Certainty
    from streams.alerts.evidence import Said
    from streams.alerts.wording import Words
    from streams.claims.claim import Claim
    from streams.claims.kind import Kind

ENOUGH_PUBLISHERS = 2


def judge_certainty(evidence: Sequence[Said], sources: int, kind: Kind, words: Words) -> Certainty | None:
    """Return CAP's certainty, or None where everything is history; `sources` is what `count_sources` says.

    Observed: two independent publishers state it, or the state that does it says so. Likely: one states it.
    Possible: it is planned, feared or threatened. Unlikely: it is only denied. A denial takes one step off
    what is stated, and never less than to Possible: it is a word against a word.
    """
    statuses = {said.claim.status for said in evidence}
    if "asserted" in statuses:
        is_observed = sources >= ENOUGH_PUBLISHERS or any(
            _owns_up(said.claim, kind, words) for said in hear_witnesses(evidence)
        )
        is_denied = "denied" in statuses
        if is_observed:
            return "Likely" if is_denied else "Observed"
        return "Possible" if is_denied else "Likely"
    if statuses & {"planned", "hypothetical"}:
        return "Possible"
    return "Unlikely" if "denied" in statuses else None


def explain_certainty(
    certainty: Certainty, evidence: Sequence[Said], sources: int, kind: Kind, words: Words
) -> str:
    """Return in words what a certainty rests on."""
    statuses = {said.claim.status for said in evidence}
    denied = " It is denied." if "denied" in statuses else ""
    if "asserted" not in statuses:
        return (
            "It is only denied."
            if certainty == "Unlikely"
            else f"Nobody states that it has happened.{denied}"
        )
    owner = next((s.claim.source for s in hear_witnesses(evidence) if _owns_up(s.claim, kind, words)), None)
    if owner is not None:
        text = with_article(tidy(owner.text), words)
        return f"{text[:1].upper()}{text[1:]} itself says so.{denied}"
    if sources >= ENOUGH_PUBLISHERS:
        return f"{sources} independent publishers state it.{denied}"
    return f"One independent publisher states it.{denied}"


def hear_witnesses(evidence: Iterable[Said]) -> tuple[Said, ...]:
    """Return the evidence without what the accused is said to state although it denies: no witness against itself."""
    evidence = tuple(evidence)
    denying = frozenset().union(*(deniers_of(said.claim) for said in evidence))
    return tuple(said for said in evidence if not _own_words(said.claim) & denying)


def _own_words(claim: Claim) -> frozenset[str]:
    """Return the countries that state what they are said to have done themselves."""
    if claim.status != "asserted" or claim.source is None or claim.actor is None:
        return frozenset()
    return frozenset(claim.source.countries) & frozenset(claim.actor.countries)


def _owns_up(claim: Claim, kind: Kind, words: Words) -> bool:
    """Say whether a state that does it says that it was done: only those who answer for it can, and in a sentence."""
    if claim.status != "asserted" or claim.source is None or claim.actor is None:
        return False
    doing = set(claim.actor.countries)
    if is_mutual(kind) and claim.recipient:
        doing.update(claim.recipient.countries)
    return not doing.isdisjoint(claim.source.countries) and speaks_for_state(claim.source, words)
