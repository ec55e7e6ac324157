"""Holding: reports under embargo, kept back until the time given, as if they came then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.events.archive import FLOOR, unite

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from streams.events.report import Report


class Holding:
    """What is held, by entry of the state. Since the archive takes reports in any order, a late one loses nothing.

    A later version says anew until when: what is held of an earlier one waits as long. A withdrawal is never held.
    """

    def __init__(self) -> None:
        self._articles: dict[str, dict[str, Report]] = {}
        self._next: datetime | None = None

    def holds(self, report: Report, now: datetime) -> bool:
        """Say whether a report has to wait."""
        until = report.embargoed_until
        return until is not None and until > now and not report.is_withdrawn

    def hold(self, key: str, report: Report) -> tuple[tuple[str, Report | None], ...]:
        """Keep a report back; return what changed in the state."""
        name = _name(key, report)
        before = self._articles.get(report.article_id, {}).get(name)
        held = unite([before, report]) if before and report.claims else report
        self._keep(name, held)
        return () if held == before else ((name, held),)

    def restore(self, entries: Iterable[tuple[str, Report]]) -> None:
        """Take in what the state holds."""
        for name, report in entries:
            self._keep(name, report)

    def due(self, now: datetime) -> list[tuple[str, str, Report]]:
        """Return entry, key and report of what need not wait: the latest versions first, claims before markers."""
        if self._next is None or self._next > now:
            return []
        found = [
            (name, report)
            for held in self._articles.values()
            for name, report in held.items()
            if _until(report, held.values()) <= now
        ]
        if not found:
            # A later version put it off: nobody need ask again before.
            self._next = self._soonest()
        found.sort(key=lambda item: (-item[1].version, not item[1].claims, item[0]))
        return [(name, _key_of(name), report) for name, report in found]

    def release(self, name: str, report: Report) -> None:
        """Let go of an entry that was dealt with."""
        held = self._articles.get(report.article_id, {})
        held.pop(name, None)
        if not held:
            self._articles.pop(report.article_id, None)
        # Else it stays at a time before: many are due at once, and each would look through all others.
        if not self._articles:
            self._next = None

    def next_release(self) -> datetime | None:
        """Return when the next of what is held is due, or a time before."""
        return self._next

    def _soonest(self) -> datetime | None:
        times = (_until(each, own.values()) for own in self._articles.values() for each in own.values())
        return min(times, default=None)

    def _keep(self, name: str, report: Report) -> None:
        held = self._articles.setdefault(report.article_id, {})
        held[name] = report
        until = _until(report, held.values())
        self._next = until if self._next is None else min(self._next, until)


def _until(report: Report, held: Iterable[Report]) -> datetime:
    """Return until when a report is held: until it may be published, and every later version with it."""
    known = (each.embargoed_until for each in held if each.version >= report.version)
    return max((until for until in known if until), default=report.published_at)


def _name(key: str, report: Report) -> str:
    """Return the entry's name. An article id may hold the sign that parts them: it comes last."""
    return f"{key if report.claims else FLOOR}|{report.version}|{report.article_id}"


def _key_of(name: str) -> str:
    return "|".join(name.split("|", 2)[:2])
