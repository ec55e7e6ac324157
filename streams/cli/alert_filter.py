"""Which alerts a reader asked for, told from their labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.alerts.fields import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from streams.alerts.alert import CapStatus, Certainty
    from streams.alerts.watchlists import Watchlist
    from streams.claims.kind import Severity
    from streams.wire.labels import Label


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked for. Where nothing is named, nothing is left out; one of `countries` is enough.

    A label does not tell whether an alert is on one of `watchlists` as they are now: that is asked of the alert.
    """

    kinds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    min_severity: Severity | None = None
    certainties: frozenset[Certainty] = frozenset()
    statuses: frozenset[CapStatus] = frozenset()
    since: datetime | None = None
    watchlists: tuple[Watchlist, ...] = ()


def is_wanted(label: Label, wanted: Wanted, sent: datetime | None = None) -> bool:
    """Say whether a revision is among what was asked for, watchlists aside.

    An alert counts as of its last evidence. A `Cancel` has none left, and counts as of when it was `sent`: that
    yesterday's alert was taken back an hour ago is news of this hour.
    """
    at = label.last_seen
    if label.message_type == "Cancel" and sent is not None:
        at = max(at, sent)
    return (
        (not wanted.kinds or label.kind in wanted.kinds)
        and (not wanted.countries or not wanted.countries.isdisjoint(label.countries))
        and (wanted.min_severity is None or _rank(label.severity) <= _rank(wanted.min_severity))
        and (not wanted.certainties or label.certainty in wanted.certainties)
        and (not wanted.statuses or label.status in wanted.statuses)
        and (wanted.since is None or at >= wanted.since)
    )


def is_standing(label: Label, now: datetime) -> bool:
    """Say whether an alert with this as its last revision stands: neither cancelled nor over."""
    return label.message_type != "Cancel" and (label.expires_at is None or label.expires_at > now)


class Follower:
    """What one reader has been shown, so that repeats stay out and nothing that was shown stays wrong."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._revisions: dict[str, int] = {}
        self._shown: set[str] = set()

    def takes(
        self, label: Label, sent: datetime | None = None, is_listed: Callable[[], bool] = lambda: True
    ) -> bool:
        """Say whether to show a revision, and remember it. `is_listed` is asked only where the label is wanted.

        A revision that is wanted is shown. So is the one with which an alert leaves what was asked for (cancelled,
        less severe than it was), once: its reader would go on believing the one before.
        """
        if label.revision <= self._revisions.get(label.id, 0):
            return False
        self._revisions[label.id] = label.revision
        was_shown = label.id in self._shown
        if is_wanted(label, self._wanted, sent) and is_listed():
            self._shown.add(label.id)
            return True
        self._shown.discard(label.id)
        return was_shown


def _rank(severity: Severity) -> int:
    return SEVERITIES.index(severity)
