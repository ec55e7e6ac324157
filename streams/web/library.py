"""The library: where each article lies on `articles.enriched`, and its last version, fetched when it is asked for."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from schemas.enriched import EnrichedArticleV1
from streams.web.ports import Place

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from streams.wire.message import Incoming

MOST_OPEN = 64
"""So many articles are kept as they were read last."""


class Library:
    """Places of articles, of the last `most` that came; older ones are known no more."""

    def __init__(self, most: int, fetch: Callable[[Place], Awaitable[Incoming | None]]) -> None:
        self._most, self._fetch = most, fetch
        self._places: OrderedDict[str, Place] = OrderedDict()
        self._open: OrderedDict[Place, EnrichedArticleV1] = OrderedDict()

    def note(self, message: Incoming) -> None:
        """Note where an article lies."""
        name = (message.key or b"").decode("utf-8", "replace")
        self._places[name] = Place(message.topic, message.partition, message.offset)
        self._places.move_to_end(name)
        if len(self._places) > self._most:
            self._places.popitem(last=False)

    async def article(self, name: str) -> EnrichedArticleV1 | None:
        """Return an article; None where it is not known, or not on the topic any more. Raises `BrokerError`."""
        place = self._places.get(name)
        if place is None:
            return None
        if place not in self._open:
            message = await self._fetch(place)
            if message is None or message.value is None:
                return None
            self._open[place] = EnrichedArticleV1.read(message.value)
        self._open.move_to_end(place)
        article = self._open[place]
        if len(self._open) > MOST_OPEN:
            self._open.popitem(last=False)
        return article
