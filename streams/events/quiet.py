"""Quiet: which reports nothing that is still going on stands on, so that they can be forgotten."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from datetime import datetime

    from streams.events.accounts import Account
    from streams.events.report import Report
    from streams.events.shelf import Event, Leaning

Place = tuple[str, str]
"""Article id and partition key: a report as the archive files it."""


def find_quiet(
    events: Iterable[Event], before: datetime, leaning_on: Callable[[Event], Leaning]
) -> tuple[set[str], dict[str, set[str]]]:
    """Return the ids of events that are over, and the keys, by article, of the reports that the others stand on.

    An event goes as a whole, and a report with all events that it tells of: what is left of an event without some of
    its reports would be another event. One is busy where any of its reports came since `before`. So it is where another
    one that stays leans on it: a claim that says little, and may be of any of two events, would join the one that is
    left. Of `events` only those with a report from before are needed; what is not among them stays.
    """
    held = {event.id: _Held(event, leaning_on(event)) for event in events}
    kept_by: dict[Hashable, list[str]] = defaultdict(list)
    for name, each in held.items():
        for keeper in (*each.places, *each.leaning.events, *each.waiting):
            kept_by[keeper].append(name)
    found = [
        name
        for name, each in held.items()
        if not each.is_quiet(before) or not held.keys() >= set(each.leaning.events)
    ]
    busy: set[str] = set()
    while found:
        name = found.pop()
        if name not in busy:
            busy.add(name)
            found += [other for keeper in (name, *held[name].places) for other in kept_by[keeper]]
    keys: dict[str, set[str]] = defaultdict(set)
    for name in busy:
        for article, key in held[name].places:
            keys[article].add(key)
    return held.keys() - busy, dict(keys)


class _Held(NamedTuple):
    """An event, and what leans on it."""

    event: Event
    leaning: Leaning

    @property
    def places(self) -> set[Place]:
        """The reports that it stands on."""
        return self._places((*self.event.accounts, *self.event.history))

    @property
    def waiting(self) -> set[Place]:
        """The reports of background that leans on it."""
        return self._places(self.leaning.waiting)

    def is_quiet(self, before: datetime) -> bool:
        """Say whether nothing of it, and of the background that leans on it, came since then."""
        accounts = (*self.event.accounts, *self.event.history, *self.leaning.waiting)
        return all(_came(account.report, before) for account in accounts)

    def _places(self, accounts: Iterable[Account]) -> set[Place]:
        return {(account.report.article_id, self.event.key) for account in accounts}


def _came(report: Report, before: datetime) -> bool:
    return report.received_at is not None and report.received_at < before
