"""Alerts for tests: each the first revision of one that a publisher states, with what a test needs to be otherwise."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import schemas
from schemas.alert import AlertV1
from streams.alerts.alert import Alert, Evidence

PUBLISHED = json.loads(
    (Path(schemas.__file__).parent / "examples" / "alerts" / "good" / "update.json").read_bytes()
)
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
EVIDENCE = Evidence(
    claim_id="c" * 16,
    article_id="a",
    version=1,
    publisher="Northwire",
    published_at=NOON,
    url=None,
    quote="Skies were closed.",
    start=0,
    end=18,
    trigger=(11, 17),
    cue=None,
    status="asserted",
    source=None,
    rule="airspace-closure",
)
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


def evidence_of(**more: object) -> Evidence:
    return replace(EVIDENCE, **more)


def published_alert(**changes: object) -> AlertV1:
    """Return one as it stands on the topic: the example of its contract, with what a test needs to be otherwise."""
    return AlertV1.model_validate({**PUBLISHED, **changes})
