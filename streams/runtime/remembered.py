"""The memory that all workers share: what any of them saw of an article, every one of them knows.

A Faust table would give each worker the articles of its own partitions, while a copy of an article lies on any. So
each follows the whole topic from its start on. When partitions come to a worker, its next article waits until the
worker is as far as the topic was then: the article waits, not the group, which would take the worker for dead.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from schemas import topics
from streams.runtime.client import ends_of, read_topic
from streams.runtime.refusals import BrokerError
from streams.wire.memory import read_seen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streams.clean.memory import Memory
    from streams.settings import Settings
    from streams.wire.message import Incoming

PAUSE_SECONDS = 5.0
GATHER_MS = 250

log = logging.getLogger(__name__)


class Remembered:
    """A memory that follows the topic, and knows how far it is."""

    def __init__(self, memory: Memory, settings: Settings) -> None:
        self._memory = memory
        self._settings = settings
        self._read: dict[tuple[str, int], int] = {}
        self._moved = asyncio.Event()
        self._catching_up: asyncio.Task[None] | None = None

    async def follow(self) -> None:
        """Take in what is on the topic and what comes. Never returns."""
        while True:
            try:
                async for message in self._told():
                    _take(message.value, self._memory)
                    self._read[message.topic, message.partition] = message.offset + 1
                    self._moved.set()
            except BrokerError as error:
                await _pause(error)

    def _told(self) -> AsyncIterator[Incoming]:
        return read_topic(topics.SEEN.name, self._settings, follow=True, gather_ms=GATHER_MS)

    def catch_up(self) -> None:
        """Have whoever asks from now on wait until everything is known that is on the topic now."""
        if self._catching_up:
            self._catching_up.cancel()
        self._catching_up = asyncio.create_task(self._catch_up())

    async def known(self) -> None:
        """Return when this worker knows what others saw before it was given its partitions."""
        while self._catching_up and not self._catching_up.done():
            await asyncio.wait([self._catching_up])

    async def _catch_up(self) -> None:
        ends = await self._ends()
        while any(self._read.get(place, 0) < end for place, end in ends.items()):
            self._moved.clear()
            await self._moved.wait()

    async def _ends(self) -> dict[tuple[str, int], int]:
        while True:
            try:
                return await ends_of(topics.SEEN.name, self._settings)
            except BrokerError as error:
                await _pause(error)


async def _pause(error: BrokerError) -> None:
    log.warning("Reading what other workers saw failed (%s); trying again in %g s.", error, PAUSE_SECONDS)
    await asyncio.sleep(PAUSE_SECONDS)


def _take(value: bytes | None, memory: Memory) -> None:
    try:
        if value:
            memory.take(read_seen(value))
    except ValueError as error:
        log.warning("Passed over a message of `%s`: %s", topics.SEEN.name, str(error)[:200])
