from __future__ import annotations

from dataclasses import replace

import pytest

from schemas import topics
from tests.bench.capacity import DAY_SECONDS, GIB, Asked, Measured, TooMuchError, plan
from tests.bench.capacity_report import text

ROUND = Measured(
    reading_ms=80,
    main_ms=8,
    broker_ms=4,
    remembering_ms=0.1,
    claim_ms=4,
    claim_cpu_ms=2,
    claim_resident_bytes=1000,
    main_mib=200,
    reading_mib=300,
    topic_bytes=dict.fromkeys(
        ("articles", "articles.enriched", "claims", "alerts", "articles.state", "alerts.state"), 1000.0
    ),
    claims=1.0,
)
# 10 articles a second, twice that to be read; a reading process reads 10 a second.
FEED = Asked(
    articles_a_day=10 * DAY_SECONDS, capacity=2, updates=0.1, machine_cores=3, busy=0.8, partitions_a_worker=2
)


def test_workers_follow_from_what_a_reading_process_reads() -> None:
    made = plan(ROUND, FEED)

    assert (made.mean, made.target) == (10, 20)
    assert (made.readers, made.worker_rate) == (2, 20)
    assert (made.workers, made.worker_cores, made.partitions) == (1, 3, 2)
    # 20 articles of its own x 8 ms, 20 to follow x 0.1 ms, 20 x 0.1 x 2 markers x 2 ms
    assert made.main_busy == pytest.approx(0.16 + 0.002 + 0.008)
    assert made.alerting_busy == pytest.approx((20 + 4) * 0.004)


def test_a_workers_own_process_bounds_the_reading_processes_that_it_feeds() -> None:
    made = plan(replace(ROUND, main_ms=30), replace(FEED, machine_cores=64))

    assert made.readers == 2  # 0.79 of a core for 30 ms each: 26 articles a second


def test_a_slow_alert_agent_asks_for_more_workers() -> None:
    made = plan(replace(ROUND, claim_ms=100, claims=2), FEED)

    # 8 messages a second each, 4 of them markers: 40 claims a second need ten workers
    assert made.workers == 10
    assert made.alerting_busy == pytest.approx(0.8)


def test_markers_that_no_number_of_workers_can_take_are_said() -> None:
    with pytest.raises(TooMuchError, match="fewer partitions"):
        plan(replace(ROUND, claim_ms=250), FEED)


def test_a_burst_waits_for_what_was_left_over() -> None:
    wait = plan(ROUND, FEED).wait(minutes=1)

    assert wait.backlog == (10 - 2) * 10 * 60
    assert wait.longest_seconds == wait.backlog / 20
    assert wait.drained_seconds == wait.backlog / (20 - 10)


def test_who_can_read_the_burst_waits_for_nothing() -> None:
    assert plan(ROUND, replace(FEED, capacity=10)).wait(minutes=60).backlog == 0


def test_disk_is_what_is_kept_in_all_copies() -> None:
    made = plan(ROUND, FEED)

    days = topics.ENRICHED.retention_ms / topics.DAY_MS
    assert made.disk_bytes["articles.enriched"] == 1000 * 10 * DAY_SECONDS * days * 3


def test_a_month_costs_its_cores_memory_disk_and_network() -> None:
    made = plan(ROUND, replace(FEED, core_hour=1, gib_hour=0, gib_month=1, gib_sent=0))

    assert made.month == {
        "cores": made.cores * 730,
        "memory": 0,
        "disk": sum(made.disk_bytes.values()) / GIB,
        "network": 0,
    }


def test_the_document_says_what_was_asked_and_what_comes_of_it() -> None:
    page = text(ROUND, FEED, "the command", "measured on a machine")

    assert "864,000 articles a day take 1 worker with 2 reading processes each" in page
    assert "864,000 / 86,400 s = **10.0 articles/s**" in page
    assert "`TOCSIN_PARTITIONS=2`" in page
