from __future__ import annotations

from typing import Any, cast

import pytest
from aiokafka.errors import KafkaTimeoutError, MessageSizeTooLargeError
from faust.exceptions import ProducerSendError

from streams.runtime import state
from streams.runtime.lease import Lease, LostError
from streams.runtime.state import State


class FakeTable(dict[bytes, bytes]):
    """A Faust app and its table in one, whose changelog takes what it is sent, or raises what it is told to, once."""

    def __init__(self) -> None:
        super().__init__()
        self.data = self
        self.changelog: list[tuple[int, bytes, bytes | None]] = []
        self.problems: list[Exception] = []

    def Table(self, *_: object, **__: object) -> FakeTable:  # noqa: N802 - Faust's name
        return self

    def topic(self, *_: object, **__: object) -> None: ...

    async def send_changelog(self, partition: int, key: bytes, value: bytes | None) -> None:
        if self.problems:
            raise self.problems.pop()
        self.changelog.append((partition, key, value))


@pytest.fixture
def table() -> FakeTable:
    return FakeTable()


@pytest.fixture
def lease() -> Lease:
    held = Lease(30, clock=lambda: 0.0)
    held.renew(0.0)
    return held


@pytest.fixture
def entries(table: FakeTable, lease: Lease, monkeypatch: pytest.MonkeyPatch) -> State:
    monkeypatch.setattr(state, "PAUSE_SECONDS", 0.0)
    return State(cast("Any", table), "state", 4, lease)


async def test_an_entry_is_there_once_the_changelog_has_it_and_gone_once_it_is_taken_out(
    entries: State, table: FakeTable
) -> None:
    await entries.put(1, "alert/a", b"1")
    assert list(entries.entries(1)) == [("alert/a", b"1")]

    await entries.put(1, "alert/a", None)

    assert list(entries.entries(1)) == []
    assert table.changelog == [(1, b"1|alert/a", b"1"), (1, b"1|alert/a", None)]


@pytest.mark.parametrize("wrapped", [False, True])
async def test_what_a_broker_that_is_away_did_not_take_is_written_again(
    entries: State, table: FakeTable, wrapped: bool
) -> None:
    error: Exception = KafkaTimeoutError()
    if wrapped:
        error = ProducerSendError()
        error.__cause__ = KafkaTimeoutError()
    table.problems.append(error)

    await entries.put(1, "alert/a", b"1")

    assert table.changelog == [(1, b"1|alert/a", b"1")]


async def test_what_the_broker_refuses_for_good_is_raised_and_not_counted_as_written(
    entries: State, table: FakeTable
) -> None:
    table.problems.append(MessageSizeTooLargeError())

    with pytest.raises(MessageSizeTooLargeError):
        await entries.put(1, "alert/a", b"1")
    assert list(entries.entries(1)) == []


async def test_nothing_is_written_by_a_worker_that_its_group_does_not_count_in_any_more(
    table: FakeTable,
) -> None:
    lease = Lease(30, clock=lambda: 100.0)
    lease.lose()

    with pytest.raises(LostError):
        await State(cast("Any", table), "state", 4, lease).put(1, "alert/a", b"1")
    assert table.changelog == []


async def test_what_other_workers_hold_now_is_dropped(entries: State) -> None:
    for partition in (1, 2, 11):
        await entries.put(partition, "alert/a", b"1")

    entries.keep({1})

    assert [list(entries.entries(partition)) for partition in (1, 2, 11)] == [[("alert/a", b"1")], [], []]
