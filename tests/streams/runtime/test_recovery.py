from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import faust
from faust.types import TP
from mode.utils.queues import FlowControlQueue

from streams.runtime.recovery import SeekFirstTables

if TYPE_CHECKING:
    import pytest

CLAIMS, CHANGELOG = TP("claims", 0), TP("t-state-changelog", 0)


class FakeConsumer:
    """A consumer whose fetcher runs: what may be read it delivers at once, and notes as read."""

    def __init__(self, queue: FlowControlQueue[TP]) -> None:
        self.queue = queue
        self.is_resumed = self.is_sought = False
        self.delivered: list[bool] = []

    def assignment(self) -> set[TP]:
        return {CLAIMS, CHANGELOG}

    def resume_partitions(self, partitions: set[TP]) -> None:
        self.is_resumed = self.is_resumed or CLAIMS in partitions

    def resume_flow(self) -> None: ...

    async def highwaters(self, *partitions: TP) -> dict[TP, int]:
        return dict.fromkeys(partitions, 0)

    async def earliest_offsets(self, *partitions: TP) -> dict[TP, int]:
        return dict.fromkeys(partitions, 0)

    async def seek_wait(self, partitions: dict[TP, int]) -> None: ...

    async def perform_seek(self) -> None:
        self.deliver()
        self.is_sought = True

    def deliver(self) -> None:
        if self.is_resumed:
            self.delivered.append(self.is_sought)
            self.queue.force_put_nowait(CLAIMS)


def recovered(patch: pytest.MonkeyPatch) -> FakeConsumer:
    """Return a consumer after Faust's own recovery of a table, with what it delivered meanwhile in its queue."""

    async def run() -> FakeConsumer:
        app: Any = faust.App(
            "t",
            broker="kafka://nowhere",
            autodiscover=False,
            TableManager=SeekFirstTables,
            stream_recovery_delay=0,
        )
        table = app.Table("state", partitions=1)
        consumer = FakeConsumer(FlowControlQueue(flow_control=app.flow_control, clear_on_resume=True))
        fetcher = FakeFetcher(consumer)
        patch.setattr(type(app), "consumer", consumer)
        app.__dict__.update(_fetcher=fetcher, assignor=FakeAssignor())
        recovery = app.tables.recovery
        recovery.add_active(table, CHANGELOG)
        recovery.signal_recovery_start.set()
        recovering = asyncio.create_task(recovery._restart_recovery(recovery))  # noqa: SLF001 - as Faust starts it
        await asyncio.wait(
            {recovering, asyncio.create_task(fetcher.asked.wait())}, return_when="FIRST_COMPLETED"
        )
        recovering.cancel()
        return consumer

    return asyncio.run(run())


class FakeFetcher:
    def __init__(self, consumer: FakeConsumer) -> None:
        self.consumer = consumer
        self.asked = asyncio.Event()

    async def maybe_start(self) -> None:
        self.consumer.deliver()
        self.asked.set()


class FakeAssignor:
    def assigned_standbys(self) -> set[TP]:
        return set()


def test_nothing_is_read_before_reading_was_put_where_it_is_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert recovered(monkeypatch).delivered == [True]


def test_nothing_that_was_read_is_emptied_away(monkeypatch: pytest.MonkeyPatch) -> None:
    consumer = recovered(monkeypatch)
    assert consumer.queue.qsize() == len(consumer.delivered) > 0
