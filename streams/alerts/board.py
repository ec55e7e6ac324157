"""The board: all reports of one partition, and the alerts on them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.alerts.compose import compose
from streams.alerts.lifecycle import next_revision, state_of
from streams.events.accounts import gather
from streams.events.archive import Archive
from streams.events.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from streams.alerts.alert import Alert
    from streams.alerts.policy import Policy
    from streams.claims.kind import Kind
    from streams.events.accounts import Account
    from streams.events.report import Report
    from streams.events.shelf import Change, Event

ShelfName = tuple[str, str]
"""Partition key and kind."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a report led to: `alerts` to publish in this order, then entries of the state to write.

    Cancelled alerts come last, so that those that they refer to are out. A report of None takes its entry
    out.
    """

    alerts: tuple[Alert, ...] = ()
    reports: tuple[tuple[str, Report | None], ...] = ()


class Board:
    """Reports in, revisions of alerts out; the same reports lead to the same alerts in any order.

    Which alerts stand at the end, and what they say, follows from the reports alone; revision numbers,
    message types and cancelled alerts tell the way there. The caller publishes an outcome's alerts, then
    stores alerts and reports: after a crash in between, the same report leads to the same revisions again.
    """

    def __init__(self, kinds: Mapping[str, Kind], policy: Policy) -> None:
        self._kinds, self._policy = kinds, policy
        self._archive = Archive()
        self._shelves: dict[ShelfName, Shelf] = {}
        self._alerts: dict[str, Alert] = {}
        self._overdue: list[str] = []

    def restore(self, reports: Iterable[tuple[str, Report]], alerts: Iterable[Alert]) -> None:
        """Take up a state as it was stored, on a board that is new.

        Where a crash came between two writes, alerts that stand on claims no longer there are put right with
        the next report.
        """
        self._archive.restore(reports)
        by_shelf = self._by_shelf(self._archive.reports())
        for name, accounts in by_shelf.items():
            self._shelf(name).replace((), accounts)
        claims = {claim for accounts in by_shelf.values() for account in accounts for claim in account.ids}
        for alert in alerts:
            self._alerts[alert.id] = alert
            if not all(evidence.claim_id in claims for evidence in alert.evidence):
                self._overdue.append(alert.id)

    def receive(self, key: str, report: Report) -> Outcome:
        """Take in a report that came under a partition key. Costs what stands around its claims' days."""
        replaced = self._archive.receive(key, report)
        old = self._by_shelf(replaced.before.items())
        new = self._by_shelf(replaced.after.items())
        changes = [
            self._shelf(name).replace(old.get(name, ()), new.get(name, ()))
            for name in sorted(old.keys() | new.keys())
        ]
        return Outcome(tuple(self._judge(changes)), replaced.entries)

    def events(self) -> Iterator[Event]:
        """Yield every event, whether it rings or not."""
        for shelf in self._shelves.values():
            yield from shelf.events()

    def _by_shelf(self, reports: Iterable[tuple[str, Report]]) -> dict[ShelfName, list[Account]]:
        found: dict[ShelfName, list[Account]] = defaultdict(list)
        for key, report in reports:
            claims = [claim for claim in report.claims if claim.kind in self._kinds]
            for account in gather(report, claims, self._kinds):
                found[key, account.kind].append(account)
        return found

    def _shelf(self, name: ShelfName) -> Shelf:
        if name not in self._shelves:
            kind = name[1]
            self._shelves[name] = Shelf(
                *name, self._policy.window_of(kind), self._policy.least_marks_of(kind)
            )
        return self._shelves[name]

    def _judge(self, changes: Iterable[Change]) -> list[Alert]:
        """Return the revisions that are due, and remember them."""
        changes = list(changes)
        told = [self._revise(event.id, self._compose(event)) for change in changes for event in change.events]
        told += [self._put_right(alert_id) for alert_id in self._overdue]
        self._overdue = []
        for change in changes:
            for gone, heirs in change.gone.items():
                standing = tuple(heir for heir in heirs if state_of(self._alerts.get(heir)) == "open")
                told.append(self._revise(gone, None, standing))
        due = [alert for alert in told if alert]
        return sorted(due, key=lambda alert: alert.message_type == "Cancel")

    def _compose(self, event: Event) -> Alert | None:
        return compose(event, self._kinds[event.kind], self._policy)

    def _put_right(self, alert_id: str) -> Alert | None:
        found = next((event for shelf in self._shelves.values() if (event := shelf.event(alert_id))), None)
        return self._revise(alert_id, self._compose(found) if found else None)

    def _revise(self, alert_id: str, found: Alert | None, heirs: tuple[str, ...] = ()) -> Alert | None:
        revision = next_revision(self._alerts.get(alert_id), found, heirs)
        if revision:
            self._alerts[alert_id] = revision
        return revision


def standing_alerts(
    reports: Iterable[tuple[str, Report]], kinds: Mapping[str, Kind], policy: Policy
) -> tuple[Alert, ...]:
    """Return the alerts that stand once all these reports are in, by `first_seen`, then id.

    They are those that boards leave standing over the same reports, in any order and split over any
    partitions, but for `revision` and `message_type`, which are those of a first revision. Alerts that boards
    have cancelled on the way are not among them.
    """
    archive = Archive()
    for key, report in reports:
        archive.receive(key, report)
    board = Board(kinds, policy)
    board.restore(archive.entries(), ())
    found = (compose(event, kinds[event.kind], policy) for event in board.events())
    return tuple(sorted((alert for alert in found if alert), key=lambda alert: (alert.first_seen, alert.id)))
