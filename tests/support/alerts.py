"""An alert for tests: the first revision of one that a publisher states, with whatever a test needs to be otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from streams.alerts.alert import Alert

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
_PLAIN = Alert(
    id="0" * 16,
    revision=1,
    message_type="Alert",
    kind="protest",
    kind_title="Protest",
    theme="domestic-unrest",
    headline="Protest in Pala",
    severity="Moderate",
    certainty="Likely",
    actor=None,
    recipient=None,
    location=None,
    quantity=None,
    evidence=(),
    source_count=1,
    stated_by=("Northwire",),
    denied_by=(),
    left_open_by=(),
    first_seen=NOON,
    last_seen=NOON,
)


def alert_of(**more: object) -> Alert:
    return replace(_PLAIN, **more)
