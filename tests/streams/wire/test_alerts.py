from __future__ import annotations

from datetime import UTC, datetime

from streams.alerts.alert import Alert, Evidence, Watched
from streams.claims.claim import Party, Place, Quantity
from streams.wire.alerts import read_alert, write_alert, write_alert_value

SEEN = datetime(2031, 3, 4, 6, 30, tzinfo=UTC)
ALERT = Alert(
    id="00000000000000a1",
    revision=3,
    message_type="Update",
    kind="troop-buildup",
    kind_title="Troop buildup",
    theme="military-posture",
    headline="Troop buildup: 40,000 troops at the border",
    severity="Severe",
    certainty="Likely",
    actor=Party("Swedish troops", ("SWE",), (0, 14), None),
    recipient=None,
    location=Place("the border", "NOR", 60.0, 11.0, (20, 30), None),
    quantity=Quantity("40,000 troops", 40000.0, "troops", (5, 18)),
    evidence=(
        Evidence(
            claim_id="0123456789abcdef",
            article_id="urn:test:1",
            version=1,
            publisher="Northwire",
            published_at=SEEN,
            url=None,
            quote="40,000 troops massed at the border.",
            start=0,
            end=35,
            trigger=(14, 20),
            cue=None,
            status="asserted",
            source="Oslo",
            rule="troop-buildup",
        ),
    ),
    source_count=1,
    stated_by=("Oslo",),
    denied_by=("Stockholm",),
    left_open_by=(),
    first_seen=SEEN,
    last_seen=SEEN,
    watchlists=(Watched("baltic-desk", 17), Watched("nordic-desk")),
)


def test_an_alert_comes_back_as_it_was_written() -> None:
    assert read_alert(write_alert_value(ALERT)) == ALERT


def test_a_consumer_can_drop_a_repeat_by_its_event_id() -> None:
    message = write_alert(ALERT)

    assert message.key == b"00000000000000a1"
    assert dict(message.headers)["ce_id"] == b"00000000000000a1.3"
