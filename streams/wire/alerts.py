"""The alert: values to the contract and back, for the topic `alerts` and for the alert agent's state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import topics
from schemas.alert import AlertV1, EvidenceV1, WatchedV1
from streams.alerts.alert import Alert, Evidence, Watched
from streams.wire.claims import (
    party_contract,
    place_contract,
    quantity_contract,
    read_party,
    read_place,
    read_quantity,
)
from streams.wire.labels import label_of, write_label
from streams.wire.message import Outgoing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def write_alert(alert: Alert) -> Outgoing:
    """Return the message for the topic `alerts`. The id of the event is that of the alert's revision."""
    headers = write_label(label_of(alert))
    return Outgoing(
        topic=topics.ALERTS.name, key=alert.id.encode(), value=write_alert_value(alert), headers=headers
    )


def write_alert_value(alert: Alert) -> bytes:
    """Return the bytes of an alert, the same for the same alert."""
    return alert_contract(alert).model_dump_json().encode()


def alert_contract(alert: Alert) -> AlertV1:
    """Return an alert as other systems see it."""
    return AlertV1(
        id=alert.id,
        revision=alert.revision,
        message_type=alert.message_type,
        kind=alert.kind,
        kind_title=alert.kind_title,
        theme=alert.theme,
        headline=alert.headline,
        summary=alert.summary,
        status=alert.status,
        state=alert.state,
        changes=alert.changes,
        severity=alert.severity,
        severity_reason=alert.severity_reason,
        certainty=alert.certainty,
        certainty_reason=alert.certainty_reason,
        actor=party_contract(alert.actor),
        recipient=party_contract(alert.recipient),
        location=place_contract(alert.location),
        quantity=quantity_contract(alert.quantity),
        moved=alert.moved,
        evidence=tuple(EvidenceV1(**_fields(evidence)) for evidence in alert.evidence),
        source_count=alert.source_count,
        stated_by=alert.stated_by,
        denied_by=alert.denied_by,
        left_open_by=alert.left_open_by,
        references=alert.references,
        first_seen=alert.first_seen,
        last_seen=alert.last_seen,
        expires_at=alert.expires_at,
        watchlists=tuple(WatchedV1(id=each.id, revision=each.revision) for each in alert.watchlists),
    )


def read_alert(raw: bytes) -> Alert:
    """Return the alert behind the bytes. Raises `ValueError` where they are none."""
    sent = AlertV1.read(raw)
    return Alert(
        id=sent.id,
        revision=sent.revision,
        message_type=sent.message_type,
        kind=sent.kind,
        kind_title=sent.kind_title,
        theme=sent.theme,
        headline=sent.headline,
        summary=sent.summary,
        status=sent.status,
        # Before alerts had a state, their message type said as much.
        state="cancelled" if sent.message_type == "Cancel" else sent.state,
        changes=sent.changes,
        severity=sent.severity,
        severity_reason=sent.severity_reason,
        certainty=sent.certainty,
        certainty_reason=sent.certainty_reason,
        actor=read_party(sent.actor),
        recipient=read_party(sent.recipient),
        location=read_place(sent.location),
        quantity=read_quantity(sent.quantity),
        moved=sent.moved,
        evidence=tuple(Evidence(**dict(evidence)) for evidence in sent.evidence),
        source_count=sent.source_count,
        stated_by=sent.stated_by,
        denied_by=sent.denied_by,
        left_open_by=sent.left_open_by,
        references=sent.references,
        first_seen=sent.first_seen,
        last_seen=sent.last_seen,
        expires_at=sent.expires_at,
        watchlists=tuple(Watched(each.id, each.revision) for each in sent.watchlists),
    )


def _fields(evidence: Evidence) -> Mapping[str, Any]:
    """Return a piece of evidence by the names that value and contract share."""
    return {name: getattr(evidence, name) for name in EvidenceV1.model_fields}
