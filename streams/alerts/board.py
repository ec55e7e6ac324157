"""The board: all reports of one partition, and the alerts on them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from streams.alerts.compose import compose
from streams.alerts.holding import Holding
from streams.alerts.lifecycle import is_live, lapse, next_revision
from streams.alerts.watchlists import watched_by
from streams.events.accounts import gather
from streams.events.archive import Archive
from streams.events.quiet import find_quiet
from streams.events.shelf import Shelf
from streams.events.told import kind_of, kinds_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from streams.alerts.alert import Alert
    from streams.alerts.policy import Policy
    from streams.alerts.watchlists import Watchlist
    from streams.claims.kind import Kind
    from streams.clean.article import Purpose
    from streams.events.accounts import Account
    from streams.events.report import Report
    from streams.events.shelf import Change, Event, Leaning

ShelfName = tuple[str, str, "Purpose"]
"""Partition key, kind, and what it is for: an exercise meets no news."""

FORGOTTEN_AFTER = timedelta(days=366)
"""How long an alert's number is kept after its last evidence, so that one that rings again counts on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a report or the time led to: `alerts` to publish in this order, then entries of the state to write.

    Cancelled alerts come last, so that those that they refer to are out. A report or alert of None takes its entry
    out. `held` are reports that wait, `lapsed` alerts to store without a word to anybody.
    """

    alerts: tuple[Alert, ...] = ()
    reports: tuple[tuple[str, Report | None], ...] = ()
    held: tuple[tuple[str, Report | None], ...] = ()
    lapsed: tuple[tuple[str, Alert | None], ...] = ()


class Board:
    """Reports in, revisions of alerts out; the same reports lead to the same alerts in any order.

    Which alerts stand at the end, and what they say, follows from the reports alone; revision numbers,
    message types and cancelled alerts tell the way there. The caller publishes an outcome's alerts, then
    stores alerts and reports: after a crash in between, the same report leads to the same revisions again.

    `watchlists` are those that are there from the start; one that is set takes the place of the one of its id.
    """

    def __init__(
        self, kinds: Mapping[str, Kind], policy: Policy, watchlists: Iterable[Watchlist] = ()
    ) -> None:
        self._kinds, self._policy = kinds, policy
        self._own_watchlists = {each.id: each for each in watchlists}
        self._set_watchlists: dict[str, tuple[int, Watchlist | None]] = {}
        self._archive, self._holding = Archive(), Holding()
        self._shelves: dict[ShelfName, Shelf] = {}
        self._alerts: dict[str, Alert] = {}
        self._overdue: list[str] = []
        self._swept_on: date | None = None

    def restore(
        self,
        reports: Iterable[tuple[str, Report]],
        alerts: Iterable[Alert],
        held: Iterable[tuple[str, Report]] = (),
    ) -> None:
        """Take up a state as it was stored, on a board that is new.

        Where a crash came between two writes, alerts that stand on claims no longer there are put right with
        the next report.
        """
        self._archive.restore(reports)
        self._holding.restore(held)
        by_shelf = self._by_shelf(self._archive.reports())
        for name, accounts in by_shelf.items():
            self._shelf(name).replace((), accounts)
        claims = {claim for accounts in by_shelf.values() for account in accounts for claim in account.ids}
        for alert in alerts:
            self._alerts[alert.id] = alert
            if not all(evidence.claim_id in claims for evidence in alert.evidence):
                self._overdue.append(alert.id)

    def receive(self, key: str, report: Report, now: datetime | None = None) -> Outcome:
        """Take in a report that came under a partition key. Costs what stands around its claims' days.

        A report under embargo at that time waits until `tick` says that it is over; without `now` none does.
        """
        if now is not None and self._holding.holds(report, now):
            return Outcome(held=self._holding.hold(key, replace(report, received_at=now)))
        return self._take_in(key, replace(report, received_at=now) if now else report)

    def tick(self, now: datetime) -> Iterator[Outcome]:
        """Yield what the time led to: each report whose embargo is over, and once a day what is forgotten."""
        for name, key, report in self._holding.due(now):
            outcome = self._take_in(key, replace(report, received_at=now))
            self._holding.release(name, report)
            yield replace(outcome, held=((name, None),))
        if self._is_unswept(now):
            self._swept_on = now.date()
            yield self._forget(now)

    def is_due(self, now: datetime) -> bool:
        """Say whether `tick` has something to do."""
        release = self._holding.next_release()
        return self._is_unswept(now) or (release is not None and release <= now)

    def watch(self, watchlist_id: str, watchlist: Watchlist | None, revision: int | None = None) -> bool:
        """Set a watchlist, or with None take back the one that was set; say whether anything was done.

        A `revision` (that of the watchlist where not given) below the one last heard of is ignored: it came late. What
        is set publishes nothing by itself; each revision of an alert from then on names the lists that it is on.
        """
        last, _ = self._set_watchlists.get(watchlist_id, (-1, None))
        given = watchlist.revision if revision is None and watchlist else revision
        if given is not None and given < last:
            return False
        self._set_watchlists[watchlist_id] = last if given is None else given, watchlist
        return True

    def events(self) -> Iterator[Event]:
        """Yield every event, whether it rings or not."""
        for shelf in self._shelves.values():
            yield from shelf.events()

    def leaning_on(self, event: Event) -> Leaning:
        """Return what might be another event, or of another one, without this event."""
        return self._shelf((event.key, event.kind, event.purpose)).leaning_on(event)

    def _is_unswept(self, now: datetime) -> bool:
        return self._swept_on is None or now.date() > self._swept_on

    def _take_in(self, key: str, report: Report) -> Outcome:
        replaced = self._archive.receive(key, report)
        changes = self._replace(replaced.before.items(), replaced.after.items())
        return Outcome(tuple(self._judge(changes)), replaced.entries)

    def _replace(
        self, before: Iterable[tuple[str, Report]], after: Iterable[tuple[str, Report]]
    ) -> list[Change]:
        old, new = self._by_shelf(before), self._by_shelf(after)
        return [
            self._shelf(name).replace(old.get(name, ()), new.get(name, ()))
            for name in sorted(old.keys() | new.keys())
        ]

    def _forget(self, now: datetime) -> Outcome:
        """Let go of events to which nothing was added for long, and of their reports.

        By days: a board that was restored looks again, maybe later on the same day, and must find the same.
        """
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        before = today - timedelta(days=self._policy.keep_days)
        # An event that is over, or keeps an old report, has one itself.
        quiet, kept = find_quiet(self._events_of(self._archive.older(before)), before, self.leaning_on)
        old = {
            name: None
            for name, alert in self._alerts.items()
            if not is_live(alert) and alert.last_seen < today - FORGOTTEN_AFTER
        }
        ended = ((name, self._alerts.get(name)) for name in sorted(quiet))
        lapsed = {name: lapse(alert) for name, alert in ended if alert and is_live(alert)}
        for name in (*lapsed, *old):
            del self._alerts[name]  # what falls with its reports is over, and not cancelled
        forgotten = self._archive.forget(kept, before)
        told = self._judge(self._replace(forgotten.reports, ()), put_right=False)
        self._alerts.update(lapsed)
        # As many as there are kinds in all countries, in the end, each a few kilobytes.
        self._shelves = {name: shelf for name, shelf in self._shelves.items() if not shelf.is_empty()}
        return Outcome(tuple(told), forgotten.entries, lapsed=(*lapsed.items(), *old.items()))

    def _events_of(self, reports: Iterable[tuple[str, Report]]) -> Iterator[Event]:
        """Yield the events that stand on any of these reports."""
        for name, accounts in self._by_shelf(reports).items():
            yield from self._shelf(name).events_of(accounts)

    def _by_shelf(self, reports: Iterable[tuple[str, Report]]) -> dict[ShelfName, list[Account]]:
        found: dict[ShelfName, list[Account]] = defaultdict(list)
        for key, report in reports:
            kinds = kinds_in(report, self._kinds)
            claims = [claim for claim in report.claims if claim.kind in kinds]
            for account in gather(report, claims, kinds):
                found[key, account.kind, report.purpose].append(account)
        return found

    def _shelf(self, name: ShelfName) -> Shelf:
        if name not in self._shelves:
            key, kind, purpose = name
            window, marks = self._policy.window_of(kind), self._policy.least_marks_of(kind)
            self._shelves[name] = Shelf(key, kind, window, marks, purpose)
        return self._shelves[name]

    def _judge(self, changes: Iterable[Change], *, put_right: bool = True) -> list[Alert]:
        """Return the revisions that are due, and remember them."""
        changes = list(changes)
        told = [self._revise(event.id, self._compose(event)) for change in changes for event in change.events]
        if put_right:
            told += [self._put_right(alert_id) for alert_id in self._overdue]
            self._overdue = []
        for change in changes:
            for gone, heirs in change.gone.items():
                standing = tuple(heir for heir in heirs if is_live(self._alerts.get(heir)))
                told.append(self._revise(gone, None, standing))
        due = [alert for alert in told if alert]
        return sorted(due, key=lambda alert: alert.message_type == "Cancel")

    def _compose(self, event: Event) -> Alert | None:
        return compose(event, kind_of(event, self._kinds), self._policy)

    def _put_right(self, alert_id: str) -> Alert | None:
        found = next((event for shelf in self._shelves.values() if (event := shelf.event(alert_id))), None)
        return self._revise(alert_id, self._compose(found) if found else None)

    def _watchlists(self) -> Iterable[Watchlist]:
        sent = {name: each for name, (_, each) in self._set_watchlists.items() if each}
        return (self._own_watchlists | sent).values()

    def _revise(self, alert_id: str, found: Alert | None, heirs: tuple[str, ...] = ()) -> Alert | None:
        if found:
            found = replace(found, watchlists=watched_by(found, self._watchlists()))
        revision = next_revision(self._alerts.get(alert_id), found, heirs, self._policy.updates)
        if revision:
            self._alerts[alert_id] = revision
        return revision


def standing_alerts(
    reports: Iterable[tuple[str, Report]],
    kinds: Mapping[str, Kind],
    policy: Policy,
    now: datetime | None = None,
    watchlists: Iterable[Watchlist] = (),
) -> tuple[Alert, ...]:
    """Return the alerts that stand once all these reports are in, by `first_seen`, then id.

    They are those that boards leave standing over the same reports, in any order and split over any
    partitions, but for what tells the way there, which is that of a first revision. Alerts that boards
    have cancelled on the way are not among them. What is under embargo at `now` is left out; without it nothing is.
    Each names those of the `watchlists` that it is on.
    """
    archive, holding = Archive(), Holding()
    for key, report in reports:
        if now is None or not holding.holds(report, now):
            archive.receive(key, report)
    board = Board(kinds, policy)
    board.restore(archive.entries(), ())
    found = (compose(event, kind_of(event, kinds), policy) for event in board.events())
    lists = tuple(watchlists)
    named = (replace(alert, watchlists=watched_by(alert, lists)) for alert in found if alert)
    return tuple(sorted(named, key=lambda alert: (alert.first_seen, alert.id)))
