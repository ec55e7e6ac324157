"""Replaying: reports through a board in the order of publication, and what became of each alert."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.alerts.board import Board

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from streams.alerts.alert import Alert
    from streams.alerts.board import Outcome
    from streams.alerts.policy import Policy
    from streams.alerts.watchlists import Watchlist
    from streams.claims.kind import Kind
    from streams.events.report import Report


@dataclass(frozen=True, slots=True)
class Told:
    """A revision of an alert, and when it would have been published."""

    at: datetime
    alert: Alert


@dataclass(frozen=True, slots=True)
class Course:
    """One alert over a replay: every revision, at least one."""

    told: tuple[Told, ...]

    @property
    def id(self) -> str:
        """The alert's id."""
        return self.told[0].alert.id

    @property
    def rang_at(self) -> datetime:
        """When it rang first."""
        return self.told[0].at

    @property
    def rang_on(self) -> frozenset[date]:
        """The days of UTC on which it rang: more than one where it was taken back in between."""
        return frozenset(each.at.date() for each in self.told if each.alert.message_type == "Alert")

    @property
    def is_standing(self) -> bool:
        """Whether it was not taken back."""
        return self.told[-1].alert.message_type != "Cancel"

    @property
    def alert(self) -> Alert:
        """What it said last, before it was taken back if it was."""
        return next(each.alert for each in reversed(self.told) if each.alert.message_type != "Cancel")

    @property
    def names(self) -> frozenset[str]:
        """The rules that ever gave it evidence, and the watchlists that it ever was on."""
        alerts = [each.alert for each in self.told]
        rules = (evidence.rule for alert in alerts for evidence in alert.evidence)
        return frozenset(rules) | {watched.id for alert in alerts for watched in alert.watchlists}

    @property
    def words(self) -> frozenset[tuple[str, tuple[int, int]]]:
        """The places in articles that it stood on, by which it is known again under another id."""
        return frozenset(
            (evidence.article_id, evidence.trigger) for each in self.told for evidence in each.alert.evidence
        )


def replay(
    reports: Iterable[tuple[str, Report]],
    kinds: Mapping[str, Kind],
    policy: Policy,
    end: datetime,
    watchlists: Iterable[Watchlist] = (),
) -> tuple[Course, ...]:
    """Return the alerts that these reports lead to, in the order in which they rang.

    Each comes at the time of its publication; those of one time come in the order given. `end` is until when the time
    goes on: an embargo that is over then is told, a later one is not.
    """
    board = Board(kinds, policy, watchlists)
    told: dict[str, list[Told]] = {}

    def take(outcome: Outcome, at: datetime) -> None:
        for alert in outcome.alerts:
            told.setdefault(alert.id, []).append(Told(at, alert))

    for key, report in sorted(reports, key=lambda each: each[1].published_at):
        at = report.published_at
        if board.is_due(at):
            for outcome in board.tick(at):
                take(outcome, at)
        take(board.receive(key, report, at), at)
    for outcome in board.tick(end):
        take(outcome, end)
    return tuple(Course(tuple(course)) for course in told.values())
