from __future__ import annotations

from dataclasses import replace

from tests.bench.latency_report import Burst, Fresh, Latencies, Load, Memory, text

MIB = 2**20
QUIET = Memory(100 * MIB, 300 * MIB)
BURST = Burst(
    factor=10,
    seconds=60,
    published=600,
    enriched=600,
    drained_seconds=300,
    waits=[1.0, 240.0],
    hops=[0.2, 0.4],
    fresh=[Fresh(backlog_seconds=200, wait=210), Fresh(100, 99), Fresh(0.1, 0.5)],
    before=QUIET,
    highest_backlog=Memory(120 * MIB, 300 * MIB),
    top=Memory(200 * MIB, 300 * MIB),
    after=QUIET,
)


def told(burst: Burst) -> str:
    return text(Latencies(10.0, [Load(0.5, 5.0, 10, [0.2, 0.3])], burst), "a broker")


def test_a_burst_says_which_aims_it_met() -> None:
    page = told(BURST)

    assert "none lost: 0, met; waits of at most 1.1 times the backlog: 1.05, met" in page
    assert "with the largest backlog memory of at most 1.1 times that before: 1.05, met" in page


def test_what_was_lost_and_what_waited_too_long_is_not_met() -> None:
    page = told(
        replace(BURST, enriched=599, fresh=[Fresh(100, 150)], highest_backlog=Memory(300 * MIB, 300 * MIB))
    )

    assert "599 enriched (1 lost)" in page
    assert "none lost: 1, not met; waits of at most 1.1 times the backlog: 1.50, not met" in page
    assert "memory of at most 1.1 times that before: 1.50, not met" in page


def test_those_with_no_backlog_before_them_have_no_part_in_the_share() -> None:
    assert replace(BURST, fresh=[Fresh(0.1, 5), Fresh(10, 10)]).of_backlog == 1.0
