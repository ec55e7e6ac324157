from __future__ import annotations

from alerts import alert_of, evidence_of
from streams.alerts.alert import Watched
from streams.claims.claim import Party, Place, Quantity
from streams.wire.alerts import read_alert, write_alert, write_alert_value

ALERT = alert_of(
    id="00000000000000a1",
    revision=3,
    message_type="Update",
    actor=Party("Swedish troops", ("SWE",), (0, 14), None),
    location=Place("the border", "NOR", 60.0, 11.0, (20, 30), None),
    quantity=Quantity("40,000 troops", 40000.0, "troops", (5, 18)),
    evidence=(evidence_of(source="Oslo"),),
    stated_by=("Oslo",),
    denied_by=("Stockholm",),
    watchlists=(Watched("baltic-desk", 17), Watched("nordic-desk")),
)


def test_an_alert_comes_back_as_it_was_written() -> None:
    assert read_alert(write_alert_value(ALERT)) == ALERT


def test_a_consumer_can_drop_a_repeat_by_its_event_id() -> None:
    message = write_alert(ALERT)

    assert message.key == b"00000000000000a1"
    assert dict(message.headers)["ce_id"] == b"00000000000000a1.3"
