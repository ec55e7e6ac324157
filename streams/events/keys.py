"""Partition keys: which claims can meet, and a report split into the parts that travel together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from streams.events.accounts import gather
from streams.events.marks import find_marks, has_equal_sides, is_mutual

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from streams.claims.claim import Claim
    from streams.claims.kind import Kind
    from streams.events.report import Report

UNKNOWN_COUNTRY = "XXX"

FALLBACKS = {
    "actor": ("actor", "recipient", "location"),
    "recipient": ("recipient", "location", "actor"),
    "location": ("location", "recipient", "actor"),
}
"""Where the principal country is looked for, by the kind's `principal` side, in this order."""


def partition_key(claim: Claim, kinds: Mapping[str, Kind]) -> str:
    """Return "family|ISO3", coarser than any one situation. Only for claims with a kind of `kinds`.

    Of several countries on the side that decides, the first in the alphabet counts, since texts name them in
    either order; of a mutual kind, actor and recipient are one side. Where both sides are equal and either may be
    left out, no country can be relied on, and the family alone is the key.
    """
    kind = kinds[claim.kind or ""]
    return f"{kind.family}|{_principal(claim, kind)[1]}"


def split_report(report: Report, kinds: Mapping[str, Kind]) -> tuple[tuple[str, Report], ...]:
    """Return a report for each key that the article's claims have, in the order of the keys.

    A claim that says less than another one of the article about the same happening ("the attack") travels
    under the key of that other one, since no worker could bring them together again. Claims without a kind
    are left out. Each report carries the facts of its kinds.
    """
    known = tuple(claim for claim in report.claims if claim.kind in kinds)
    keys = {}
    for account in gather(report, known, kinds):
        key = partition_key(_surest(account.claims, kinds[account.kind]), kinds)
        keys.update(dict.fromkeys(map(id, account.claims), key))
    parts: dict[str, list[Claim]] = {}
    for claim in known:
        parts.setdefault(keys[id(claim)], []).append(claim)
    return tuple((key, _part(report, parts[key], kinds)) for key in sorted(parts))


def _part(report: Report, claims: Sequence[Claim], kinds: Mapping[str, Kind]) -> Report:
    names = sorted({claim.kind or "" for claim in claims})
    return replace(report, claims=tuple(claims), kinds=tuple(kinds[name] for name in names))


def _surest(claims: Iterable[Claim], kind: Kind) -> Claim:
    """Return the claim whose principal country is the surest, of these the fullest."""
    return min(claims, key=lambda claim: (_principal(claim, kind)[0], -len(find_marks(claim, kind))))


def _principal(claim: Claim, kind: Kind) -> tuple[int, str]:
    """Return how far the principal country had to be looked for, and the country."""
    if has_equal_sides(kind):
        return 0, UNKNOWN_COUNTRY
    found = {
        "actor": claim.actor.countries if claim.actor else (),
        "recipient": claim.recipient.countries if claim.recipient else (),
        "location": (claim.location.country,) if claim.location and claim.location.country else (),
    }
    if is_mutual(kind):
        found["actor"] = found["recipient"] = (*found["actor"], *found["recipient"])
    sides = [found[side] for side in FALLBACKS[kind.principal]]
    return next(
        ((steps, min(side)) for steps, side in enumerate(sides) if side), (len(sides), UNKNOWN_COUNTRY)
    )
