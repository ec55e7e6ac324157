from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from alerts import alert_of
from streams.runtime.metrics import Metrics
from streams.wire.alerts import write_alert
from streams.wire.articles import Rejected
from streams.wire.message import Incoming, Outgoing
from streams.wire.rejections import write_rejection

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = 1_000_000.0


def made() -> Metrics:
    return Metrics("uk.", clock=lambda: NOW)


def value(metrics: Metrics, name: str, labels: Mapping[str, str]) -> float:
    found = [
        sample.value
        for family in text_string_to_metric_families(metrics.text().decode())
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]
    return sum(found)


def test_a_message_counts_with_its_topic_and_the_time_that_it_took() -> None:
    metrics = made()
    metrics.landed("uk.articles", NOW - 3)
    metrics.landed("uk.articles", NOW - 0.2)

    assert value(metrics, "tocsin_messages_total", {"topic": "articles"}) == 2
    assert value(metrics, "tocsin_message_seconds_bucket", {"topic": "articles", "le": "0.25"}) == 1
    assert value(metrics, "tocsin_message_seconds_sum", {"topic": "articles"}) == pytest.approx(3.2)


@pytest.mark.parametrize("sent_at", [None, -1e30, 1e30, float("nan"), NOW + 60])
def test_a_time_that_tells_nothing_is_left_out(sent_at: float | None) -> None:
    metrics = made()
    metrics.landed("uk.articles", sent_at)

    assert value(metrics, "tocsin_messages_total", {"topic": "articles"}) == 1
    assert value(metrics, "tocsin_message_seconds_count", {"topic": "articles"}) == 0


def test_what_is_published_counts_by_what_it_is() -> None:
    metrics = made()
    bad = Incoming("uk.articles", 0, 7, None, b"{")
    metrics.published(
        [
            write_alert(alert_of(kind="talks")),
            write_alert(alert_of(kind="talks", revision=2, message_type="Update")),
            write_rejection(bad, Rejected("json.invalid", "No JSON.")),
            Outgoing("claims", None, b"{}"),
        ]
    )

    assert value(metrics, "tocsin_alerts_total", {"kind": "talks", "message_type": "Update"}) == 1
    assert value(metrics, "tocsin_alerts_total", {"kind": "talks"}) == 2
    assert value(metrics, "tocsin_rejected_total", {"code": "json.invalid"}) == 1
    assert value(metrics, "tocsin_published_total", {"topic": "claims"}) == 1


def test_what_is_in_hand_is_looked_at_when_somebody_asks() -> None:
    metrics, held = made(), [3]
    metrics.watch("tocsin_in_flight", "Messages being dealt with.", lambda: held[0])
    metrics.watch_lag(lambda: {"uk.claims": 12})
    held[0] = 5

    assert value(metrics, "tocsin_in_flight", {}) == 5
    assert value(metrics, "tocsin_lag", {"topic": "claims"}) == 12


async def test_a_reading_is_timed_whatever_it_gives() -> None:
    metrics = made()

    async def read() -> str:
        return "read"

    assert await metrics.read(read()) == "read"
    assert value(metrics, "tocsin_reading_seconds_count", {}) == 1
