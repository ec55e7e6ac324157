"""The memory that all workers share: what any of them saw of an article, every one of them knows.

A Faust table would give each worker the articles of its own partitions, while a copy of an article lies on any. So
each reads the whole topic: once to its end when partitions come to it, and from then on what is written.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from schemas import topics
from streams.runtime.client import read_topic
from streams.runtime.refusals import BrokerError
from streams.wire.memory import read_seen

if TYPE_CHECKING:
    from streams.clean.memory import Memory
    from streams.settings import Settings

PAUSE_SECONDS = 5.0

log = logging.getLogger(__name__)


async def catch_up(memory: Memory, settings: Settings) -> None:
    """Take in what is on the topic now, as often as it takes to get there."""
    await _read(memory, settings, follow=False)


async def follow(memory: Memory, settings: Settings) -> None:
    """Take in what is on the topic and what comes, for ever."""
    await _read(memory, settings, follow=True)


async def _read(memory: Memory, settings: Settings, *, follow: bool) -> None:
    while True:
        try:
            async for message in read_topic(topics.SEEN.name, settings, follow=follow):
                _take(message.value, memory)
        except BrokerError as error:
            log.warning(
                "Reading what other workers saw failed (%s); trying again in %g s.", error, PAUSE_SECONDS
            )
            await asyncio.sleep(PAUSE_SECONDS)
        else:
            return


def _take(value: bytes | None, memory: Memory) -> None:
    try:
        if value:
            memory.take(read_seen(value))
    except ValueError as error:
        log.warning("Passed over a message of `%s`: %s", topics.SEEN.name, str(error)[:200])
