"""Marks: what a claim says about who and where, as a set that can be compared with another claim's.

A claim that says less has fewer marks, so "fits and says no more" is the subset relation. That is what keeps
unlike situations apart: two claims belong together only where one's marks hold the other's, never because
something is unknown in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.events.countries import COUNTRY_IDS

if TYPE_CHECKING:
    from streams.claims.claim import Claim, Party, Place
    from streams.claims.kind import Kind

Marks = frozenset[str]

MOST_MARKS = 6
"""A claim that names more is a list of countries, and merging looks at every part of the marks."""

MUTUAL_TYPES = frozenset({"AGREE", "CONSULT"})
"""PLOVER types whose sides can be named in either order: "France met Chad" is "Chad met France"."""

MUTUAL_KINDS = frozenset({"armed-clash", "ceasefire", "diplomatic-rupture", "talks-collapse"})
"""Kinds of other types with two sides, for which PLOVER has no type of their own."""

PLACED_KINDS = frozenset({"armed-clash"})
"""Mutual kinds known by their place: the same two sides fight in many."""

PLACELESS_KINDS = frozenset({"diplomatic-rupture", "sanctions-imposed", "sanctions-lifted"})
"""What one state does to another on paper: the place in the sentence is where it was said, or what it is about."""


def find_marks(claim: Claim, kind: Kind) -> Marks:
    """Return `by:` marks for who acts, `at:` for on whom or in which country, `spot:` for the exact place.

    The recipient's country and the place's are one: reports of an attack on a country name now one, now the
    other. A country stands on the side that the kind is filed under and is not repeated on the other, so that
    "French protesters in France" and "protesters in France" say the same.
    """
    acting, touched = who(claim.actor), who(claim.recipient)
    if is_mutual(kind):
        acting, touched = acting | touched, frozenset()
    place = _place_of(claim, kind)
    if place and place.country:
        touched |= {place.country}
    if kind.principal == "actor":
        touched -= acting
    else:
        acting -= touched
    marks = {f"by:{who}" for who in acting} | {f"at:{where}" for where in touched}
    return frozenset(sorted(marks | _spot(place))[:MOST_MARKS])


def is_mutual(kind: Kind) -> bool:
    """Say whether actor and recipient of this kind are two sides of one thing."""
    return kind.event_type in MUTUAL_TYPES or kind.id in MUTUAL_KINDS


def has_equal_sides(kind: Kind) -> bool:
    """Say whether either side of this kind may be left out, as in "Norway broke off the talks", wherever it was."""
    return is_mutual(kind) and kind.id not in PLACED_KINDS


def is_told_by_sides(kind: Kind) -> bool:
    """Say whether who and whom make out a happening of this kind, and its place is a detail."""
    return has_equal_sides(kind) or kind.id in PLACELESS_KINDS


def sides_of(claim: Claim) -> frozenset[str]:
    """Return all who act or are acted upon, as far as they are known."""
    return who(claim.actor) | who(claim.recipient)


def place_marks(claim: Claim, kind: Kind) -> Marks:
    """Return the marks of the place by itself."""
    place = _place_of(claim, kind)
    country = {f"at:{place.country}"} if place and place.country else set()
    return _spot(place) | country


def who(party: Party | None) -> frozenset[str]:
    """Return countries, else whoever is known by a Wikidata id: NATO and armed groups belong to no one country.

    A name that nobody resolved is left out: the next article spells it otherwise.
    """
    if party is None:
        return frozenset()
    is_resolved = party.entity_id is not None and party.entity_id.startswith("Q")
    return frozenset(party.countries) or frozenset({party.entity_id or ""} if is_resolved else ())


def _place_of(claim: Claim, kind: Kind) -> Place | None:
    """Return the place, if it is of any account."""
    return None if kind.id in PLACELESS_KINDS and sides_of(claim) else claim.location


def _spot(place: Place | None) -> Marks:
    """Return the town or region; a country is marked already, and a place of no country is a part of the world."""
    if place is None or place.country is None or place.entity_id is None or place.entity_id in COUNTRY_IDS:
        return frozenset()
    return frozenset({f"spot:{place.entity_id}"})
