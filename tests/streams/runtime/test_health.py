from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest

from streams.runtime.client import Standing
from streams.runtime.health import REBALANCE, Health, look, serve, stalls

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

LIMIT = 60.0


def after(*looks: tuple[float, Mapping[str, Standing]]) -> list[str]:
    """Return what is said at the last of several looks, each at a moment."""
    places: dict[str, object] = {}
    for now, standings in looks:
        places = look(places, standings, now)  # type: ignore[arg-type, assignment]
    return stalls(places, looks[-1][0], LIMIT)  # type: ignore[arg-type]


def test_a_partition_that_has_work_and_does_not_move_is_told_once_the_time_is_over() -> None:
    still = {"articles/0": Standing(5, 9)}

    assert after((0, still), (60, still)) == []
    assert after((0, still), (30, still), (61, still)) == ["articles/0 has work and has not moved for 61 s."]


def test_work_that_piles_up_is_no_progress() -> None:
    assert after((0, {"a/0": Standing(5, 9)}), (61, {"a/0": Standing(5, 900)}))


def test_a_partition_that_moves_is_no_stall_however_far_it_is_behind() -> None:
    assert after(*((60.0 * n, {"a/0": Standing(n, 10_000)}) for n in range(50))) == []


def test_a_partition_that_is_idle_is_no_stall_however_long() -> None:
    idle = {"a/0": Standing(9, 9)}

    assert after((0, idle), (100_000, idle)) == []


def test_the_time_counts_from_when_work_came_not_from_when_the_partition_moved() -> None:
    idle, busy = {"a/0": Standing(9, 9)}, {"a/0": Standing(9, 10)}

    assert after((0, idle), (1000, busy), (1059, busy)) == []
    assert after((0, idle), (1000, busy), (1061, busy))


def test_one_partition_that_stands_still_beside_others_that_move_is_told() -> None:
    looks = [(40.0 * n, {"a/0": Standing(n, 99), "a/1": Standing(3, 4)}) for n in range(3)]

    assert after(*looks) == ["a/1 has work and has not moved for 80 s."]


def test_a_partition_that_another_worker_holds_by_now_is_not_told() -> None:
    assert after((0, {"a/0": Standing(1, 2)}), (30, {}), (61, {"a/0": Standing(1, 2)})) == []


@pytest.fixture
async def health() -> Health:
    return Health(LIMIT, clock=lambda: 0.0)


def test_a_worker_is_ready_once_it_is_in_its_group(health: Health) -> None:
    assert (health.is_live().is_good, health.is_ready().is_good) == (True, False)

    health.has_joined = True

    assert health.is_ready().is_good


def test_a_broker_that_is_away_takes_readiness_and_calls_for_no_restart() -> None:
    now = [0.0]
    health = Health(LIMIT, clock=lambda: now[0], has_joined=True)
    health.take({"a/0": Standing(1, 2)})
    health.trouble = "No Kafka broker answers."
    now[0] = 1000.0

    assert health.is_live().is_good
    assert health.is_ready() == (False, "No Kafka broker answers.")


def test_a_stall_takes_both_until_the_stream_moves() -> None:
    now = [0.0]
    health = Health(LIMIT, clock=lambda: now[0], has_joined=True)
    health.take({"a/0": Standing(1, 9)})
    now[0] = 61.0
    health.take({"a/0": Standing(1, 9)})

    assert [health.is_live().is_good, health.is_ready().is_good] == [False, False]

    health.take({"a/0": Standing(2, 9)})

    assert [health.is_live().is_good, health.is_ready().is_good] == [True, True]


@pytest.fixture
async def answering(health: Health, unused_port: int) -> AsyncIterator[str]:
    runner = await serve(health, f"127.0.0.1:{unused_port}", lambda: b"tocsin_live 1\n")
    yield f"http://127.0.0.1:{unused_port}"
    await runner.cleanup()


@pytest.fixture
def unused_port() -> int:
    import socket  # noqa: PLC0415 - for this fixture alone

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_probes_are_answered_by_status_and_a_person_by_a_sentence(
    health: Health, answering: str
) -> None:
    async with aiohttp.ClientSession() as client:
        async with client.get(f"{answering}/live") as live, client.get(f"{answering}/ready") as ready:
            assert (live.status, await live.text()) == (200, "The stream moves, or has nothing to do.\n")
            assert (ready.status, await ready.text()) == (503, "Not in the group yet.\n")
        health.has_joined = True
        async with client.get(f"{answering}/ready") as ready:
            assert ready.status == 200


async def test_an_address_that_is_taken_is_an_error_at_start(health: Health, answering: str) -> None:
    with pytest.raises(OSError, match="in use"):
        await serve(health, answering.removeprefix("http://"), bytes)


async def test_metrics_are_told_as_they_are(answering: str) -> None:
    async with aiohttp.ClientSession() as client, client.get(f"{answering}/metrics") as metrics:
        assert await metrics.text() == "tocsin_live 1\n"
        assert metrics.headers["Content-Type"].startswith("text/plain; version=")


def test_what_waits_is_counted_by_topic(health: Health) -> None:
    health.take(
        {"a/0": Standing(2, 9), "a/1": Standing(0, 1), "b/0": Standing(5, 5), REBALANCE: Standing(0, 1)}
    )

    assert health.lag == {"a": 8, "b": 0}
