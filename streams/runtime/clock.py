"""The clock: looks every second whether something waits for the time, on the partitions that this worker holds."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from streams.runtime.delivery import ends_the_process

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from faust.types import AppT

PAUSE_SECONDS = 1.0


async def keep_time(
    app: AppT, topic: str, wake: Callable[[Iterable[int], datetime], Awaitable[None]]
) -> None:
    """Call `wake` with the partitions of a topic that this worker holds, and the time. Never returns."""
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        held = sorted(each.partition for each in app.assignor.assigned_actives() if each.topic == topic)
        with ends_the_process():
            await wake(held, datetime.now(UTC))
