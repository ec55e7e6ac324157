"""The view: what the desk knows of the alerts, and what of it a page has not seen yet.

A page says up to where it knows: the next offset of each partition of `alerts`. Of what came since, it is told how each
alert stands now, however many revisions lie between, so that a page that was away has no more to catch up with than
there are alerts.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from schemas.alert import AlertV1
from schemas.feedback import FeedbackV1
from streams.web.projection import project
from streams.wire.exports.countries import codes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from streams.wire.message import Incoming

MOST_REVISIONS = 100
"""Of an alert, so many of its last revisions are kept for its timeline."""

Position = dict[int, int]
"""The next offset of each partition."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of an alert, as far as a timeline tells of it; `at` is when it was published."""

    number: int
    message_type: str
    state: str
    severity: str
    certainty: str
    headline: str
    changes: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """An alert as it stands, the revisions that were seen, oldest first, and what was thought of it."""

    alert: AlertV1
    revisions: tuple[Revision, ...]
    verdict: FeedbackV1 | None = None


class View:
    """Records of `alerts` and `feedback` in, rows out. The same records in the same order give the same view."""

    def __init__(self) -> None:
        self._held: dict[str, Held] = {}
        self._verdicts: dict[str, FeedbackV1] = {}
        # Of each partition the alerts, those that changed last at the end, with the offset at which they did.
        self._changed: dict[int, dict[str, int]] = {}
        self._judged: dict[str, int] = {}
        self.position: Position = {}
        self.count = 0  # of records taken in

    def take(self, message: Incoming) -> None:
        """Take in a record of `alerts`. Raises `ValueError` where it holds no alert; the position moves on."""
        # After a broker was away everything is read again from the start: nobody is taken back by that.
        self.position[message.partition] = max(message.offset + 1, self.position.get(message.partition, 0))
        self.count += 1
        if message.value is None:
            return
        alert = AlertV1.read(message.value)
        before = self._held.get(alert.id)
        if before and alert.revision <= before.alert.revision:
            return
        seen = _revision(alert, datetime.fromtimestamp(message.timestamp or 0, UTC))
        revisions = (*(before.revisions if before else ()), seen)[-MOST_REVISIONS:]
        self._held[alert.id] = Held(alert, revisions, self._verdicts.get(alert.id))
        self._note(alert.id, message.partition, message.offset)

    def hear(self, message: Incoming) -> None:
        """Take in a record of `feedback`. Raises `ValueError` where it holds no verdict."""
        verdict = FeedbackV1.read(message.value or b"")
        self.count += 1
        self._judged.pop(verdict.alert_id, None)
        self._judged[verdict.alert_id] = self.count
        self._verdicts[verdict.alert_id] = verdict
        held = self._held.get(verdict.alert_id)
        if held:
            self._held[verdict.alert_id] = Held(held.alert, held.revisions, verdict)

    def alert(self, alert_id: str) -> Held | None:
        """Return an alert, if there is one of that id."""
        return self._held.get(alert_id)

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each alert, cancelled ones too, those that changed last at the end of each partition."""
        return [row_of(self._held[each]) for changed in self._changed.values() for each in changed]

    def since(self, position: Mapping[int, int], count: int | None = None) -> list[dict[str, Any]]:
        """Return the rows of those that changed from there on, or were judged since `count`. Costs what changed."""
        judged = (
            ()
            if count is None
            else takewhile(lambda each: self._judged[each] > count, reversed(self._judged))
        )
        names = dict.fromkeys((*self._ids_since(position), *judged))
        return [row_of(self._held[each]) for each in names if each in self._held]

    def knows(self, position: Mapping[int, int]) -> bool:
        """Say whether it is as far as that; where it is not, whoever says so has seen another topic of the name."""
        return all(self.position.get(partition, 0) >= offset for partition, offset in position.items())

    def _ids_since(self, position: Mapping[int, int]) -> Iterator[str]:
        for partition, changed in self._changed.items():
            first = position.get(partition, 0)
            for alert_id in reversed(changed):
                if changed[alert_id] < first:
                    break
                yield alert_id

    def _note(self, alert_id: str, partition: int, offset: int) -> None:
        changed = self._changed.setdefault(partition, {})
        changed.pop(alert_id, None)
        changed[alert_id] = offset


def row_of(held: Held) -> dict[str, Any]:
    """Return what a list shows of an alert, and what it can be filtered by."""
    alert = held.alert
    located = alert.location
    point = None
    if located and located.latitude is not None and located.longitude is not None:
        point = project(located.longitude, located.latitude)
    return {
        "id": alert.id,
        "revision": alert.revision,
        "message_type": alert.message_type,
        "state": alert.state,
        "status": alert.status,
        "severity": alert.severity,
        "certainty": alert.certainty,
        "kind": alert.kind,
        "kind_title": alert.kind_title,
        "theme": alert.theme,
        "headline": alert.headline,
        "changes": alert.changes,
        "countries": list(codes_of(alert)),
        "publishers": sorted({each.publisher for each in alert.evidence}),
        "sources": alert.source_count,
        "first_seen": alert.first_seen.isoformat(),
        "last_seen": alert.last_seen.isoformat(),
        "expires_at": alert.expires_at.isoformat() if alert.expires_at else None,
        "told_at": held.revisions[-1].at.isoformat(),
        "point": point,
        "verdict": held.verdict.verdict if held.verdict else None,
        "judged_at": held.verdict.given_at.isoformat() if held.verdict else None,
    }


def describe(held: Held) -> dict[str, Any]:
    """Return all that is known of an alert."""
    return {
        "alert": held.alert.model_dump(mode="json"),
        "revisions": [{**asdict(each), "at": each.at.isoformat()} for each in held.revisions],
        "verdict": held.verdict.model_dump(mode="json") if held.verdict else None,
    }


def write_position(position: Mapping[int, int]) -> str:
    """Return a position in the words in which a page says it again."""
    return ",".join(f"{partition}:{offset}" for partition, offset in sorted(position.items()))


def read_position(said: str) -> Position:
    """Return the position behind the words. Raises `ValueError`."""
    pairs = (part.partition(":") for part in said.split(",") if part)
    return {int(partition): int(offset) for partition, _, offset in pairs}


def _revision(alert: AlertV1, at: datetime) -> Revision:
    return Revision(
        number=alert.revision,
        message_type=alert.message_type,
        state=alert.state,
        severity=alert.severity,
        certainty=alert.certainty,
        headline=alert.headline,
        changes=alert.changes,
        at=at,
    )
