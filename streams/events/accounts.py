"""Accounts: what one article says of one happening, gathered from its claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC
from itertools import pairwise
from typing import TYPE_CHECKING

from streams.events.groups import Group, join_home, join_sides, join_vague
from streams.events.marks import find_marks, is_told_by_sides
from streams.events.report import claim_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from streams.claims.claim import Claim
    from streams.claims.kind import Kind
    from streams.events.marks import Marks
    from streams.events.report import Report

FINGERPRINT = 100
"""From here on a number tells happenings apart: two forces of 100,000 are rare, twice two dead are not."""


@dataclass(frozen=True, slots=True)
class Account:
    """The claims of one article about one happening, in the order of the text.

    `day` is the day of the happening as a proleptic ordinal: the one that the article names, else the one of its first
    publication; `is_dated` says which. `is_history` marks what the article tells as history, `is_repeat` what only
    says again what was published on an earlier day. `ids` are the claims' ids.
    """

    kind: str
    report: Report
    claims: tuple[Claim, ...]
    ids: tuple[str, ...]
    marks: Marks
    day: int
    is_dated: bool
    is_history: bool
    is_repeat: bool = False

    def is_background(self, window_days: int) -> bool:
        """Say whether it may support an event and makes none: history, a repeat, no news report, or old by its own day.

        News of a thing is over when the window of its kind is: who dates it earlier tells what led up to the news.
        """
        published = self.report.first_published.astimezone(UTC).toordinal()
        is_old = self.is_dated and published - self.day > window_days
        return self.is_history or self.is_repeat or self.report.genre is not None or is_old


def gather(report: Report, claims: Iterable[Claim], kinds: Mapping[str, Kind]) -> tuple[Account, ...]:
    """Return the accounts of an article, each claim in exactly one; the order of `claims` does not matter.

    Claims of a kind with the same marks are one account, and so are those with the same large number. A claim
    that says less joins the account that it fits nearest to it in the text: inside one article, "the strike"
    is the strike just spoken of. Of what states do with each other, sides decide and not places. A day that the
    article names counts as a mark here.
    """
    by_kind: dict[tuple[str, bool], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=_place_in_text):
        if claim.kind is not None:
            by_kind[claim.kind, claim.status == "historical"].append(claim)
    return tuple(
        _account(report, kinds[kind], group, is_history)
        for (kind, is_history), alike in sorted(by_kind.items())
        for group in _join(_alike(alike, kinds[kind]), kinds[kind])
    )


def _place_in_text(claim: Claim) -> tuple[object, ...]:
    return claim.trigger, claim.rule, claim.status, claim.quote


def _alike(claims: Sequence[Claim], kind: Kind) -> list[Group]:
    """Return claims grouped by number, then by marks."""
    marks = {id(claim): _dated_marks(claim, kind) for claim in claims}
    numbered: dict[tuple[float, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.quantity and claim.quantity.value is not None and claim.quantity.value >= FINGERPRINT:
            numbered[claim.quantity.value, claim.quantity.unit].append(claim)
    for same in numbered.values():
        if _same_actor([marks[id(claim)] for claim in same]):
            union = frozenset().union(*(marks[id(claim)] for claim in same))
            marks.update(dict.fromkeys(map(id, same), union))
    groups: dict[Marks, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[marks[id(claim)]].append(claim)
    return [Group(found, held) for held, found in groups.items()]


def _dated_marks(claim: Claim, kind: Kind) -> Marks:
    day = {f"on:{claim.happened_on.toordinal()}"} if claim.happened_on else set()
    return find_marks(claim, kind) | day


def _same_actor(marks: Sequence[Marks]) -> bool:
    """Say whether no two of these name different actors or different days."""
    for side in ("by:", "on:"):
        named = sorted(({mark for mark in each if mark.startswith(side)} for each in marks), key=len)
        if any(not few <= more for few, more in pairwise(named)):
            return False
    return True


def _join(groups: list[Group], kind: Kind) -> list[Group]:
    joined = join_vague(groups)
    if is_told_by_sides(kind):
        joined = join_sides(joined, kind)
    elif kind.principal == "location":
        joined = join_home(joined)
    for group in joined:
        group.claims.sort(key=_place_in_text)
    return joined


def _account(report: Report, kind: Kind, group: Group, is_history: bool) -> Account:
    named = [int(mark[3:]) for mark in group.marks if mark.startswith("on:")]
    return Account(
        kind=kind.id,
        report=report,
        claims=tuple(group.claims),
        ids=tuple(claim_id(report.article_id, report.version, claim) for claim in group.claims),
        marks=frozenset(mark for mark in group.marks if not mark.startswith("on:")),
        day=min(named) if named else report.first_published.astimezone(UTC).toordinal(),
        is_dated=bool(named),
        is_history=is_history,
    )
