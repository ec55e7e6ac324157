"""Groups: which claims of one article, of one kind, tell of one happening."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.events.marks import MOST_MARKS, place_marks, sides_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.claims.claim import Claim
    from streams.claims.kind import Kind
    from streams.events.marks import Marks


@dataclass(slots=True)
class Group:
    """Claims and what they say together; the day that an article names is one of the marks here ("on:")."""

    claims: list[Claim]
    marks: Marks


@dataclass(slots=True)
class _Told:
    """A group with what decides whether another belongs to it."""

    group: Group
    sides: frozenset[str]
    places: Marks
    starts: Sequence[int]

    @property
    def days(self) -> Marks:
        return frozenset(mark for mark in self.group.marks if mark.startswith("on:"))

    @property
    def countries(self) -> frozenset[str]:
        return frozenset(mark[3:] for mark in self.places if mark.startswith("at:"))


def join_vague(groups: Sequence[Group]) -> list[Group]:
    """Let each group that says less than another join the nearest of the fullest that it fits."""
    kept: list[Group] = []
    starts = {id(group): _starts(group) for group in groups}
    joined: dict[int, list[Claim]] = defaultdict(list)
    for group in groups:
        fuller = [other for other in groups if group.marks < other.marks]
        fullest = [one for one in fuller if not any(one.marks < other.marks for other in fuller)]
        if not fullest:
            kept.append(group)
            continue
        for claim in group.claims:
            near = min(
                fullest,
                key=lambda one: (_distance(claim, starts[id(one)]), starts[id(one)][0], sorted(one.marks)),
            )
            joined[id(near)].append(claim)
    for group in kept:
        group.claims += joined[id(group)]
    return kept


def join_sides(groups: Iterable[Group], kind: Kind) -> list[Group]:
    """Let each group of what states do with each other join the one that names its sides and more.

    Where they met or who spoke where is a detail beside two sides that are known: in one article "Norway walked
    out in Bergen" belongs to the talks of Norway and Sweden, and so does what their host says.
    """
    kept: list[_Told] = []
    for told in sorted((_told(group, kind) for group in groups), key=_fullest_first):
        fitting = [one for one in kept if _belongs(told, one)]
        if not fitting:
            kept.append(told)
            continue
        first = told.group.claims[0]
        near = min(fitting, key=lambda one: (_distance(first, one.starts), one.starts[0]))
        near.group.claims += told.group.claims
        if not near.places:
            near.places = told.places
            known = {f"at:{side}" for side in near.sides}
            near.group.marks = frozenset(sorted(near.group.marks | (told.places - known))[:MOST_MARKS])
    return [told.group for told in kept]


def join_home(groups: Sequence[Group]) -> list[Group]:
    """Let each group that knows who acted but not where join one that happened where these are at home.

    In an article on a fight in Chad, "Chadian gunmen opened fire" is that fight. Only of kinds that their place
    makes out.
    """
    placed = [group for group in groups if any(mark.startswith("at:") for mark in group.marks)]
    starts = {id(group): _starts(group) for group in placed}
    kept: list[Group] = []
    for group in groups:
        fitting = [one for one in placed if _is_at_home(group.marks, one.marks)]
        if not fitting:
            kept.append(group)
            continue
        first = group.claims[0]
        near = min(fitting, key=lambda one: (_distance(first, starts[id(one)]), starts[id(one)][0]))
        near.claims += group.claims
    return kept


def _is_at_home(marks: Marks, placed: Marks) -> bool:
    if any(mark.startswith(("at:", "spot:")) for mark in marks):
        return False
    return all(mark in placed or mark.replace("by:", "at:") in placed for mark in marks)


def _told(group: Group, kind: Kind) -> _Told:
    return _Told(
        group,
        sides=frozenset().union(*map(sides_of, group.claims)),
        places=frozenset().union(*(place_marks(claim, kind) for claim in group.claims)),
        starts=_starts(group),
    )


def _fullest_first(told: _Told) -> tuple[object, ...]:
    return -len(told.sides), -len(told.group.marks), told.starts[0], sorted(told.group.marks)


def _belongs(told: _Told, fuller: _Told) -> bool:
    """Say whether one group's sides, or its place where it has none, fit those of another."""
    if not told.days <= fuller.days:
        return False
    if told.sides and len(fuller.sides) > 1:
        return told.sides <= fuller.sides | fuller.countries
    if not told.sides <= fuller.sides:
        return False
    return not fuller.places or told.countries <= fuller.sides | fuller.countries


def _starts(group: Group) -> list[int]:
    return sorted(claim.trigger[0] for claim in group.claims)


def _distance(claim: Claim, starts: Sequence[int]) -> int:
    at = bisect_left(starts, claim.trigger[0])
    return min(abs(starts[i] - claim.trigger[0]) for i in (at - 1, at) if 0 <= i < len(starts))
