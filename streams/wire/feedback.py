"""The verdict on an alert, to the topic `feedback`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import topics
from streams.wire.message import Outgoing, cloud_event

if TYPE_CHECKING:
    from schemas.feedback import FeedbackV1


def write_feedback(verdict: FeedbackV1) -> Outgoing:
    """Return the message for the topic `feedback`. Given twice at the same moment, it has the same id."""
    identifier = f"{verdict.alert_id}.{verdict.given_at.isoformat()}"
    return Outgoing(
        topic=topics.FEEDBACK.name,
        key=verdict.alert_id.encode(),
        value=verdict.model_dump_json().encode(),
        headers=cloud_event(topics.FEEDBACK, identifier, verdict.given_at, verdict.alert_id),
    )
