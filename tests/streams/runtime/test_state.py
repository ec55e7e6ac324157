from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from faust.stores.memory import Store
from faust.types import TP

from streams.runtime.lease import LostError
from streams.runtime.state import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.wire.message import Outgoing


class FakeTable(dict[bytes, bytes]):
    """A Faust app and its table in one, over Faust's own store in memory."""

    def __init__(self) -> None:
        app = SimpleNamespace(loop=None)
        self.data: Any = Store("memory://", cast("Any", app), cast("Any", self), table_name="alerts")

    def Table(self, *_: object, **__: object) -> FakeTable:  # noqa: N802 - Faust's name
        return self

    def topic(self, *_: object, **__: object) -> None: ...

    def items(self) -> Any:
        return self.data.items()


class FakeChangelog:
    """Takes what it is sent, or raises what it is told to."""

    def __init__(self) -> None:
        self.records: list[tuple[str, int | None, bytes | None, bytes | None]] = []
        self.problem: Exception | None = None

    async def publish(self, messages: Sequence[Outgoing]) -> list[int]:
        if self.problem:
            raise self.problem
        begin = len(self.records)
        self.records += [(each.topic, each.partition, each.key, each.value) for each in messages]
        return list(range(begin, len(self.records)))


@pytest.fixture
def changelog() -> FakeChangelog:
    return FakeChangelog()


@pytest.fixture
def table() -> FakeTable:
    return FakeTable()


@pytest.fixture
def state(table: FakeTable, changelog: FakeChangelog) -> State:
    return State(cast("Any", table), "state", 4, changelog.publish)


async def test_an_entry_is_there_once_the_changelog_has_it_and_gone_once_it_is_taken_out(
    state: State, changelog: FakeChangelog
) -> None:
    await state.put([(1, "alert/a", b"1"), (1, "alert/b", b"2")])
    assert sorted(state.entries(1)) == [("alert/a", b"1"), ("alert/b", b"2")]

    await state.put([(1, "alert/a", None)])

    assert list(state.entries(1)) == [("alert/b", b"2")]
    assert changelog.records == [
        ("alerts.state", 1, b"1|alert/a", b"1"),
        ("alerts.state", 1, b"1|alert/b", b"2"),
        ("alerts.state", 1, b"1|alert/a", None),
    ]


async def test_the_last_of_several_changes_of_an_entry_stands(state: State) -> None:
    await state.put([(1, "a", b"1"), (1, "a", b"2"), (1, "b", b"1"), (1, "b", None), (1, "c", None)])
    await state.put([(1, "c", None), (1, "c", b"3")])

    assert dict(state.entries(1)) == {"a": b"2", "c": b"3"}


async def test_entries_of_a_partition_are_its_own(state: State) -> None:
    await state.put([(1, "a", b"1"), (11, "a", b"11")])

    assert list(state.entries(1)) == [("a", b"1")]
    assert list(state.entries(11)) == [("a", b"11")]


async def test_what_cannot_be_written_is_raised_and_does_not_count_as_written(
    state: State, changelog: FakeChangelog
) -> None:
    changelog.problem = LostError()

    with pytest.raises(LostError):
        await state.put([(1, "alert/a", b"1")])
    assert list(state.entries(1)) == []


async def test_what_other_workers_hold_now_is_dropped_when_recovery_ends(
    state: State, table: FakeTable
) -> None:
    await state.put([(partition, "alert/a", b"1") for partition in (1, 2, 11)])

    await table.data.on_recovery_completed({TP("alerts.state", 1)}, set())

    assert [list(state.entries(partition)) for partition in (1, 2, 11)] == [[("alert/a", b"1")], [], []]
