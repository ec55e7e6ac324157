"""The alert: values to the contract and back, for the topic `alerts` and for the alert agent's state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import topics
from schemas.alert import AlertV1, EvidenceV1
from streams.alerts.alert import Alert, Evidence
from streams.wire.claims import (
    party_contract,
    place_contract,
    quantity_contract,
    read_party,
    read_place,
    read_quantity,
)
from streams.wire.message import Outgoing, cloud_event

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def write_alert(alert: Alert) -> Outgoing:
    """Return the message for the topic `alerts`. The id of the event is that of the alert's revision."""
    headers = cloud_event("tocsin.alert.v1", f"{alert.id}.{alert.revision}", alert.last_seen, alert.id)
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
        severity=alert.severity,
        certainty=alert.certainty,
        actor=party_contract(alert.actor),
        recipient=party_contract(alert.recipient),
        location=place_contract(alert.location),
        quantity=quantity_contract(alert.quantity),
        evidence=tuple(EvidenceV1(**_fields(evidence)) for evidence in alert.evidence),
        source_count=alert.source_count,
        stated_by=alert.stated_by,
        denied_by=alert.denied_by,
        left_open_by=alert.left_open_by,
        references=alert.references,
        first_seen=alert.first_seen,
        last_seen=alert.last_seen,
    )


def read_alert(raw: bytes) -> Alert:
    """Return the alert behind the bytes. Raises `ValueError` where they are none."""
    sent = AlertV1.model_validate_json(raw)
    return Alert(
        id=sent.id,
        revision=sent.revision,
        message_type=sent.message_type,
        kind=sent.kind,
        kind_title=sent.kind_title,
        theme=sent.theme,
        headline=sent.headline,
        severity=sent.severity,
        certainty=sent.certainty,
        actor=read_party(sent.actor),
        recipient=read_party(sent.recipient),
        location=read_place(sent.location),
        quantity=read_quantity(sent.quantity),
        evidence=tuple(Evidence(**dict(evidence)) for evidence in sent.evidence),
        source_count=sent.source_count,
        stated_by=sent.stated_by,
        denied_by=sent.denied_by,
        left_open_by=sent.left_open_by,
        references=sent.references,
        first_seen=sent.first_seen,
        last_seen=sent.last_seen,
    )


def _fields(evidence: Evidence) -> Mapping[str, Any]:
    """Return a piece of evidence by the names that value and contract share."""
    return {name: getattr(evidence, name) for name in EvidenceV1.model_fields}
