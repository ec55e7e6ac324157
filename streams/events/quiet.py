"""Quiet: which reports nothing that is still going on stands on, so that they can be forgotten."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from streams.events.report import Report
    from streams.events.shelf import Event

Place = tuple[str, str]
"""Article id and partition key: a report as the archive files it."""


def find_quiet(events: Iterable[Event], before: datetime) -> tuple[set[str], dict[str, set[str]]]:
    """Return the ids of events that are over, and the keys, by article, of the reports that the others stand on.

    An event goes as a whole, and a report with all events that it tells of: what is left of an event without some of
    its reports would be another event. One is busy where any of its reports came since `before`.
    """
    held = {
        event.id: (event, {(a.report.article_id, event.key) for a in (*event.accounts, *event.history)})
        for event in events
    }
    of_report: dict[Place, list[str]] = defaultdict(list)
    for name, (_, places) in held.items():
        for place in places:
            of_report[place].append(name)
    waiting = [name for name, (event, _) in held.items() if not _is_quiet(event, before)]
    busy: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in busy:
            busy.add(name)
            waiting += [other for place in held[name][1] for other in of_report[place]]
    keys: dict[str, set[str]] = defaultdict(set)
    for name in busy:
        for article, key in held[name][1]:
            keys[article].add(key)
    return held.keys() - busy, dict(keys)


def _is_quiet(event: Event, before: datetime) -> bool:
    return all(_came(account.report, before) for account in (*event.accounts, *event.history))


def _came(report: Report, before: datetime) -> bool:
    return report.received_at is not None and report.received_at < before
