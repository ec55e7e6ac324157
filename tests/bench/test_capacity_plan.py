from __future__ import annotations

from dataclasses import replace

import pytest

from schemas import topics
from tests.bench.capacity_plan import DAY_SECONDS, GIB, Asked, Measured, TooMuchError, plan
from tests.bench.capacity_report import text

ROUND = Measured(
    reading_ms=80,
    main_ms=8,
    broker_ms=4,
    remembering_ms=0.1,
    claim_ms=4,
    claim_cpu_ms=2,
    report_kept_bytes=1000,
    report_restored_ms=0.2,
    main_mib=200,
    reading_mib=300,
    topic_bytes=dict.fromkeys(
        ("articles", "articles.enriched", "claims", "alerts", "articles.state", "alerts.state"), 1000.0
    ),
    claims=1.0,
)
# 10 articles a second, twice that to be read; a reading process reads 10 a second.
FEED = Asked(
    articles_a_day=10 * DAY_SECONDS,
    capacity=2,
    claiming=1,
    updates=0.1,
    machine_cores=3,
    busy=0.8,
    partitions_a_worker=2,
)


def test_workers_follow_from_what_a_reading_process_reads() -> None:
    made = plan(ROUND, FEED)

    assert (made.mean, made.target) == (10, 20)
    assert (made.crew.workers, made.crew.readers, made.worker_cores) == (1, 2, 3)
    # 20 articles of its own x 8 ms, 20 to follow x 0.1 ms, 20 x 0.1 x 8 markers x 2 ms
    assert made.crew.main == pytest.approx(0.16 + 0.002 + 0.032)
    assert made.crew.alerting == pytest.approx((20 + 16) * 0.004)


def test_no_fewer_partitions_than_declared_and_enough_for_each_worker() -> None:
    few, many = plan(ROUND, FEED), plan(ROUND, replace(FEED, articles_a_day=100 * DAY_SECONDS))

    assert few.crew.partitions == topics.CLAIMS.partitions
    assert many.crew.partitions == 2 * many.crew.workers


def test_a_busy_process_of_the_workers_own_asks_for_more_workers() -> None:
    assert plan(replace(ROUND, main_ms=50), FEED).crew.workers == 2


def test_a_slow_alert_agent_asks_for_more_workers() -> None:
    crew = plan(replace(ROUND, claim_ms=100, claims=2), FEED).crew

    # 8 messages a second each, 4 of them markers: 40 claims a second need ten workers
    assert crew.workers == 10
    assert crew.alerting == pytest.approx(0.8)


def test_articles_that_claim_nothing_take_no_part_of_the_alert_agent() -> None:
    all_claim, half_claim = plan(ROUND, FEED), plan(ROUND, replace(FEED, claiming=0.5))

    assert half_claim.crew.claims == all_claim.crew.claims / 2
    assert half_claim.disk_bytes["alerts"] == all_claim.disk_bytes["alerts"] / 2
    assert half_claim.disk_bytes["articles"] == all_claim.disk_bytes["articles"]


def test_fewer_partitions_a_worker_where_their_markers_would_be_too_many() -> None:
    crew = plan(replace(ROUND, claim_ms=150, main_ms=1), replace(FEED, articles_a_day=20 * DAY_SECONDS)).crew

    # 40 articles a second make 4 markers a second in each partition, 0.6 of the agent's time
    assert crew.partitions == crew.workers


def test_markers_that_no_number_of_workers_can_take_are_said() -> None:
    with pytest.raises(TooMuchError, match="markers/s"):
        plan(replace(ROUND, claim_ms=450), FEED)


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
    page = " ".join(text(ROUND, FEED, "the command", "measured on a machine").split())

    assert "864,000 articles a day take 1 worker with 2 reading processes each" in page
    assert "864,000 / 86,400 s = **10.0 articles/s**" in page
    assert "**8 partitions** for 1 workers. The 8 that are declared are enough." in page


def test_the_document_goes_on_where_a_larger_capacity_cannot_be_had() -> None:
    page = text(replace(ROUND, claim_ms=90), FEED, "the command", "measured on a machine")

    assert "Not in this way: 10 times the mean" in page
