"""The desk: what pages ask about, kept up to date by following the alerts, the verdicts and the articles."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from schemas import topics
from streams.runtime.refusals import BrokerError
from streams.web.library import Library
from streams.web.view import View

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from streams.settings import Settings
    from streams.web.ports import Ports
    from streams.web.view import Position
    from streams.wire.message import Incoming

PAUSE_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 10.0

log = logging.getLogger(__name__)


class Desk:
    """The view of the alerts and the library of articles; whoever waits for news is woken by each record."""

    def __init__(self, settings: Settings, ports: Ports) -> None:
        self.view = View()
        self.library = Library(settings.desk_articles, ports.fetch)
        self.ports = ports
        self._troubles: dict[str, str] = {}
        self._changed = asyncio.Condition()
        self._is_whole = asyncio.Event()

    @property
    def trouble(self) -> str:
        """Why the alerts may stand otherwise than shown, in words for whoever looks on; empty where they do not."""
        return self._troubles.get(topics.ALERTS.name, "")

    async def follow(self) -> None:
        """Follow the topics. Never returns."""
        await asyncio.gather(
            self._follow(topics.ALERTS.name, self.view.take),
            self._follow(topics.FEEDBACK.name, self.view.hear),
            self._follow(topics.ENRICHED.name, self.library.note),
            self._watch_whole(),
        )

    async def whole(self) -> bool:
        """Say whether all is in that was on `alerts` at the start, waiting for it for a while."""
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                return await self._is_whole.wait()
        except TimeoutError:
            return False

    async def news(self, count: int, seconds: float) -> bool:
        """Return True when the view has taken in more than `count` records, False after so long."""
        try:
            async with asyncio.timeout(seconds), self._changed:
                return await self._changed.wait_for(lambda: self.view.count != count)
        except TimeoutError:
            return False

    async def _follow(self, name: str, take: Callable[[Incoming], None]) -> None:
        while True:
            try:
                async for message in self._messages(name):
                    try:
                        take(message)
                    except ValueError as error:
                        log.warning("Passed over a message of `%s`: %s", name, str(error)[:200])
                    async with self._changed:
                        self._changed.notify_all()
            except BrokerError as error:
                if self._troubles.get(name) != str(error):
                    log.warning("%s Trying again every %g s.", error, PAUSE_SECONDS)
                self._troubles[name] = str(error)
                await asyncio.sleep(PAUSE_SECONDS)

    async def _messages(self, name: str) -> AsyncIterator[Incoming]:
        async for message in self.ports.read(name):
            self._troubles.pop(name, None)
            yield message

    async def _watch_whole(self) -> None:
        """Know when everything is in that was there at the start: what is missing before that may be there."""
        ends = await self._ends()
        async with self._changed:
            await self._changed.wait_for(lambda: self.view.knows(ends))
        self._is_whole.set()

    async def _ends(self) -> Position:
        while True:
            try:
                return await self.ports.ends(topics.ALERTS.name)
            except BrokerError:
                await asyncio.sleep(PAUSE_SECONDS)
