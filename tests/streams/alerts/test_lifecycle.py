from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from streams.alerts.alert import Alert
from streams.alerts.lifecycle import TRANSITIONS, next_revision

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
FOUND = Alert(
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
SURER = replace(FOUND, certainty="Observed")
OPEN = replace(FOUND, revision=4, message_type="Update")
CANCELLED = replace(FOUND, revision=5, message_type="Cancel")


@pytest.mark.parametrize(
    ("last", "found", "told"),
    [
        pytest.param(None, FOUND, ("Alert", 1), id="new"),
        pytest.param(None, None, None, id="nothing-and-never-was"),
        pytest.param(OPEN, FOUND, None, id="same"),
        pytest.param(OPEN, SURER, ("Update", 5), id="changed"),
        pytest.param(OPEN, None, ("Cancel", 5), id="fallen"),
        pytest.param(CANCELLED, None, None, id="still-cancelled"),
        pytest.param(CANCELLED, FOUND, ("Alert", 6), id="reopened"),
    ],
)
def test_what_is_told(last: Alert | None, found: Alert | None, told: tuple[str, int] | None) -> None:
    revision = next_revision(last, found)

    assert (revision and (revision.message_type, revision.revision)) == told


def test_the_table_lists_all_that_can_happen() -> None:
    assert set(TRANSITIONS) == {
        ("unknown", "rings"),
        ("open", "changes"),
        ("open", "falls"),
        ("cancelled", "rings"),
    }


def test_a_cancelled_alert_names_its_heirs_and_keeps_its_subject() -> None:
    cancelled = next_revision(OPEN, None, ("1" * 16,))

    assert cancelled is not None
    assert (cancelled.references, cancelled.stated_by, cancelled.source_count) == (("1" * 16,), (), 0)
    assert cancelled.headline == "Cancelled: Protest in Pala"
