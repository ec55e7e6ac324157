from __future__ import annotations

import asyncio

import pytest

from streams.runtime.lease import Lease, LostError


class Clock:
    """A clock that is set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lease(clock: Clock) -> Lease:
    return Lease(session_seconds=30, clock=clock)


async def is_held(lease: Lease) -> bool:
    """Return whether something may be published at once."""
    try:
        await asyncio.wait_for(lease.hold(), 0.05)
    except TimeoutError:
        return False
    return True


async def test_nothing_is_published_before_the_group_is_joined(lease: Lease) -> None:
    assert not await is_held(lease)


@pytest.mark.parametrize(("later", "held"), [(15.0, True), (15.1, False)], ids=["half a session", "more"])
async def test_a_sign_of_life_is_good_for_half_a_session_from_when_it_was_sent(
    lease: Lease, clock: Clock, later: float, held: bool
) -> None:
    lease.renew(clock())
    clock.now += later

    assert await is_held(lease) is held


async def test_who_waits_goes_on_with_the_next_sign_of_life(lease: Lease, clock: Clock) -> None:
    waiting = asyncio.create_task(lease.hold())
    await asyncio.sleep(0)
    lease.renew(clock())

    await waiting


async def test_who_waits_learns_that_the_group_went_on_without_him(lease: Lease) -> None:
    waiting = asyncio.create_task(lease.hold())
    await asyncio.sleep(0)
    lease.lose()

    with pytest.raises(LostError):
        await waiting


class Coordinator:
    """Sends signs of life as aiokafka's does, with answers that are set."""

    def __init__(self, clock: Clock, answered: bool, generation: int) -> None:
        self._clock, self._answered, self.generation = clock, answered, generation

    async def _do_heartbeat(self) -> bool:
        self._clock.now += 5
        return self._answered


@pytest.mark.parametrize(
    ("answered", "generation", "outcome"),
    [(True, 3, "held"), (False, 3, "waits"), (False, -1, "lost")],
    ids=["answered", "not answered", "not counted in any more"],
)
async def test_signs_of_life_renew_the_lease_or_lose_it(
    lease: Lease, clock: Clock, answered: bool, generation: int, outcome: str
) -> None:
    coordinator = Coordinator(clock, answered, generation)
    lease.follow(coordinator)

    assert await coordinator._do_heartbeat() is answered  # noqa: SLF001 - as aiokafka calls it
    clock.now += 10

    try:
        found = "held" if await is_held(lease) else "waits"
    except LostError:
        found = "lost"
    assert found == outcome


async def test_the_time_counts_from_the_asking(lease: Lease, clock: Clock) -> None:
    coordinator = Coordinator(clock, answered=True, generation=3)
    lease.follow(coordinator)
    await coordinator._do_heartbeat()  # noqa: SLF001 - as aiokafka calls it
    clock.now += 10.1

    assert not await is_held(lease)


def test_aiokafka_still_has_what_the_lease_hangs_on() -> None:
    from aiokafka.consumer.group_coordinator import GroupCoordinator  # noqa: PLC0415 - for this test alone

    assert asyncio.iscoroutinefunction(GroupCoordinator._do_heartbeat)  # noqa: SLF001 - what is asked for
