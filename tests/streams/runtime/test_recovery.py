from __future__ import annotations

from typing import Any, cast

import faust
from faust.types import TP

from streams.runtime.recovery import SeekFirstRecovery, SeekFirstTables


class FakeConsumer:
    """Seeks as aiokafka does: only to offsets."""

    def __init__(self) -> None:
        self.position: dict[TP, int] = {}

    async def seek_wait(self, offsets: dict[TP, int]) -> None:
        assert all(isinstance(offset, int) and offset >= 0 for offset in offsets.values())
        self.position |= offsets


async def test_a_recovery_that_a_rebalance_overtook_does_not_end_the_worker() -> None:
    app = faust.App("t", broker="kafka://nowhere", autodiscover=False)
    recovery, consumer = SeekFirstRecovery(app, SeekFirstTables(app)), FakeConsumer()
    read, unread, unknown = (TP("state", number) for number in range(3))
    offsets: Any = {read: 7, unread: -1, unknown: None}

    await recovery._seek_offsets(cast("Any", consumer), set(offsets), offsets, "standby")  # noqa: SLF001 - as Faust does

    assert consumer.position == {read: 7, unread: 0, unknown: 0}
