"""The label of an alert: what the headers of its record say, so that a consumer can skip it without parsing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar, get_args

from schemas import topics
from schemas.alert_headers import HEADERS
from streams.alerts.alert import CapStatus, Certainty, MessageType
from streams.alerts.watchlists import countries_of
from streams.claims.kind import Severity
from streams.wire.message import cloud_event

if TYPE_CHECKING:
    from streams.alerts.alert import Alert
    from streams.wire.message import Headers

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class Label:
    """What is known of a revision of an alert from outside. `countries` and `watchlists` are sorted, each once."""

    id: str
    revision: int
    message_type: MessageType
    status: CapStatus
    kind: str
    severity: Severity
    certainty: Certainty
    countries: tuple[str, ...]
    last_seen: datetime
    expires_at: datetime | None
    watchlists: tuple[str, ...] = ()


def label_of(alert: Alert) -> Label:
    """Return the label that belongs on an alert."""
    return Label(
        id=alert.id,
        revision=alert.revision,
        message_type=alert.message_type,
        status=alert.status,
        kind=alert.kind,
        severity=alert.severity,
        certainty=alert.certainty,
        countries=tuple(sorted(countries_of(alert))),
        last_seen=alert.last_seen,
        expires_at=alert.expires_at,
        watchlists=tuple(sorted(watched.id for watched in alert.watchlists)),
    )


def write_label(label: Label) -> Headers:
    """Return a label as headers: the attributes of a CloudEvent, then ours."""
    ours = {
        "message_type": label.message_type,
        "status": label.status,
        "revision": str(label.revision),
        "kind": label.kind,
        "severity": label.severity,
        "certainty": label.certainty,
        "expires": label.expires_at.isoformat().replace("+00:00", "Z") if label.expires_at else "",
        "countries": ",".join(label.countries),
        "watchlists": ",".join(label.watchlists),
    }
    event = cloud_event(topics.ALERTS, f"{label.id}.{label.revision}", label.last_seen, label.id)
    return (*event, *((name, value.encode("utf-8", "replace")) for name, value in ours.items()))


def read_label(headers: Headers) -> Label | None:
    """Return the label that headers hold, or None where any of it is missing or unreadable.

    Older records name no watchlists, for there were none.
    """
    try:
        said = {name: value.decode() for name, value in headers if name in HEADERS}
        return Label(
            id=said["ce_subject"],
            revision=int(said["revision"]),
            message_type=_one_of(said["message_type"], get_args(MessageType)),
            status=_one_of(said["status"], get_args(CapStatus)),
            kind=said["kind"],
            severity=_one_of(said["severity"], get_args(Severity)),
            certainty=_one_of(said["certainty"], get_args(Certainty)),
            countries=tuple(code for code in said["countries"].split(",") if code),
            last_seen=_instant(said["ce_time"]),
            expires_at=_instant(said["expires"]) if said["expires"] else None,
            watchlists=tuple(name for name in said.get("watchlists", "").split(",") if name),
        )
    except (KeyError, ValueError):
        return None


def _one_of(said: str, words: tuple[Word, ...]) -> Word:
    return words[words.index(said)]


def _instant(said: str) -> datetime:
    found = datetime.fromisoformat(said)
    if found.tzinfo is None:
        raise ValueError(f"{said} has no time zone")
    return found
