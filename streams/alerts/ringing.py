"""Ringing: whether an event is worth telling anybody about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from streams.events.marks import sides_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.alerts.alert import Certainty
    from streams.alerts.evidence import Said
    from streams.alerts.policy import Policy
    from streams.claims.claim import Claim
    from streams.claims.kind import Kind


Silence = Literal["history", "background", "country", "denial", "sides", "severity", "unconfirmed"]
"""Why an event does not ring: the first condition that it fails."""


def does_ring(shown: Sequence[Said], certainty: Certainty | None, kind: Kind, policy: Policy) -> bool:
    """Say whether an event with this evidence rings. Background may support it, and does not count here."""
    return why_silent(shown, certainty, kind, policy) is None


def why_silent(
    shown: Sequence[Said], certainty: Certainty | None, kind: Kind, policy: Policy
) -> Silence | None:
    """Return why an event with this evidence does not ring, None where it does.

    What names nobody and no place that anyone knows tells a reader nothing. What is only denied, and what is only
    planned or feared, has more to show than what somebody states.
    """
    told = [said.claim for said in shown if said.claim.status != "historical" and not said.is_background]
    statuses = {claim.status for claim in told}
    if not statuses:
        is_history = all(said.claim.status == "historical" for said in shown)
        return "history" if is_history else "background"
    if policy.needs_country and not any(map(countries_of, told)):
        return "country"
    if statuses == {"denied"} and not _may_denial_ring(told, policy):
        return "denial"
    if policy.needs_two_sides_of(kind.id) and not _has_two_sides(told):
        return "sides"
    if not policy.rings(kind, certainty, is_stated=True):
        return "severity"
    return None if policy.rings(kind, certainty, is_stated="asserted" in statuses) else "unconfirmed"


def say_silence(silence: Silence, kind: Kind, policy: Policy) -> str:
    """Return in words why an event of a kind does not ring."""
    return {
        "history": "it is told as history",
        "background": "it is background only: an old day, no news report, or told again",
        "country": "no country is named: none of who acts, of whom it concerns, or of the place",
        "denial": "it is denied, and nobody states it",
        "sides": f"two sides are needed for {kind.id}, and no two are known",
        "severity": f"{kind.severity} is below {policy.least_severity}, the least severity that rings",
        "unconfirmed": (
            f"nobody states that it has happened, and {kind.severity} is below "
            f"{policy.least_unconfirmed_of(kind.id)}, the least severity that rings then"
        ),
    }[silence]


def _may_denial_ring(told: Sequence[Claim], policy: Policy) -> bool:
    """Say whether a denial of what nobody states may ring; where it may not, it waits beside what may come."""
    return policy.denial_opens and (not policy.denial_needs_state or any(map(_is_denied_by_state, told)))


def _has_two_sides(told: Sequence[Claim]) -> bool:
    """Say whether two are known, in one claim or over several; "the government and the rebels" are of one country."""
    sides = frozenset().union(*map(sides_of, told))
    return len(sides) > 1 or any(_names_two(claim) for claim in told)


def _names_two(claim: Claim) -> bool:
    if claim.actor is None or claim.recipient is None:
        return False
    return bool(claim.actor.entity_id and claim.recipient.entity_id) and (
        claim.actor.entity_id != claim.recipient.entity_id
    )


def countries_of(claim: Claim) -> frozenset[str]:
    """Return the countries of those who act or are acted upon, and of the place."""
    parties = (party.countries for party in (claim.actor, claim.recipient) if party)
    place = {claim.location.country} if claim.location and claim.location.country else set()
    return frozenset().union(*parties, place)


def deniers_of(claim: Claim) -> frozenset[str]:
    """Return the countries of whoever denies it: of the speaker, else of the one who is said not to have done it."""
    if claim.status != "denied":
        return frozenset()
    speaker = claim.source.countries if claim.source else ()
    return frozenset(speaker or (claim.actor.countries if claim.actor else ()))


def _is_denied_by_state(claim: Claim) -> bool:
    return bool(deniers_of(claim) and countries_of(claim))
