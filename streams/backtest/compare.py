"""Comparing: what two sets of rules tell of the same articles, alert by alert."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from streams.alerts.fields import SEVERITIES
from streams.alerts.lifecycle import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from streams.alerts.alert import Alert
    from streams.backtest.replay import Course


class Pair(NamedTuple):
    """One alert as the rules of before tell it, and as those of after do."""

    before: Course
    after: Course

    @property
    def is_other_severity(self) -> bool:
        """Whether the two differ in severity."""
        return self.before.alert.severity != self.after.alert.severity

    @property
    def is_same(self) -> bool:
        """Whether a reader would have been told the same in the end."""
        before, after = self.before, self.after
        return before.is_standing == after.is_standing and _plain(before.alert) == _plain(after.alert)

    @property
    def why(self) -> str:
        """Why the severity differs."""
        before, after = self.before.alert, self.after.alert
        if after.severity_reason != before.severity_reason:
            return after.severity_reason or f"No longer: {before.severity_reason}"
        is_graver = SEVERITIES.index(after.severity) < SEVERITIES.index(before.severity)
        return f"The kind itself is {'graver' if is_graver else 'less grave'} by the draft."


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, each in the order in which it rang.

    `regraded` changed in severity, `reworded` in what else is told; `same` counts the others. `instead` names, for a
    lost alert, the one that tells its words now, if one does; `because` says why it does not ring itself.
    """

    gained: tuple[Course, ...] = ()
    lost: tuple[Course, ...] = ()
    regraded: tuple[Pair, ...] = ()
    reworded: tuple[Pair, ...] = ()
    same: int = 0
    instead: Mapping[str, str] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all that differs."""
        pairs = (course for pair in (*self.regraded, *self.reworded) for course in pair)
        return frozenset(course.id for course in (*self.gained, *self.lost, *pairs))


def compare(before: Sequence[Course], after: Sequence[Course]) -> Comparison:
    """Return what differs between the alerts of two sets of rules.

    An alert is the same by its id, else where it is of the same kind and stands on the same words: an event is named
    after its first account, which other rules may find in another article.
    """
    by_id = {course.id: course for course in before}
    pairs = [Pair(by_id[course.id], course) for course in after if course.id in by_id]
    known = {pair.after.id for pair in pairs}
    lost = [course for course in before if course.id not in known]
    gained = [course for course in after if course.id not in known]
    renamed = _renamed(lost, gained)
    gone, come = {pair.before.id for pair in renamed}, {pair.after.id for pair in renamed}
    pairs = sorted([*pairs, *renamed], key=lambda pair: pair.after.rang_at)
    still_lost = tuple(course for course in lost if course.id not in gone)
    return Comparison(
        gained=tuple(course for course in gained if course.id not in come),
        lost=still_lost,
        regraded=tuple(pair for pair in pairs if pair.is_other_severity),
        reworded=tuple(pair for pair in pairs if not pair.is_other_severity and not pair.is_same),
        same=sum(pair.is_same for pair in pairs),
        instead=_instead(still_lost, after),
    )


def _renamed(lost: Iterable[Course], gained: Iterable[Course]) -> list[Pair]:
    """Pair what lost and gained alerts share a kind and words, each at most once."""
    at = {(course.alert.kind, word): course for course in lost for word in course.words}
    taken: set[str] = set()
    pairs = []
    for course in gained:
        shared = (at.get((course.alert.kind, word)) for word in sorted(course.words))
        found = next((each for each in shared if each and each.id not in taken), None)
        if found:
            taken.add(found.id)
            pairs.append(Pair(found, course))
    return pairs


def _instead(lost: Iterable[Course], after: Iterable[Course]) -> dict[str, str]:
    teller: dict[tuple[str, tuple[int, int]], str] = {}
    for course in after:
        for word in course.words:
            teller.setdefault(word, course.id)
    counts = {course.id: Counter(teller[word] for word in course.words if word in teller) for course in lost}
    return {
        name: min(found, key=lambda each: (-found[each], each)) for name, found in counts.items() if found
    }


def _plain(alert: Alert) -> object:
    """Return what an alert tells, whatever revision and rule it is of."""
    content = bare(alert)
    said = frozenset(
        (each.article_id, each.start, each.end, each.status, each.source) for each in content.evidence
    )
    return (
        content.kind, content.headline, content.severity, content.certainty, content.actor, content.recipient,
        content.location, content.quantity, content.source_count, said,
    )  # fmt: skip
