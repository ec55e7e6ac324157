"""Topics in memory for tests of the desk: what is put on them comes at once to whoever reads."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from schemas import topics
from streams.web.ports import Place, Ports
from streams.wire.alerts import write_alert
from streams.wire.message import Incoming

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from schemas.enriched import EnrichedArticleV1
    from streams.alerts.alert import Alert
    from streams.wire.message import Outgoing

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


@dataclass
class DeskTopics:
    """One partition each of `alerts`, `articles.enriched` and `feedback`."""

    records: dict[str, list[Incoming]] = field(default_factory=dict)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def ports(self) -> Ports:
        """Return what a desk reads them by."""
        return Ports(self._read, self._ends, self._fetch, self.publish)

    async def publish(self, message: Outgoing) -> None:
        """Put a message on its topic."""
        held = self.records.setdefault(message.topic, [])
        held.append(
            Incoming(
                message.topic, 0, len(held), message.key, message.value, message.headers, NOON.timestamp()
            )
        )
        async with self.changed:
            self.changed.notify_all()

    async def tell(self, *alerts: Alert) -> None:
        """Put alerts on `alerts`."""
        for each in alerts:
            await self.publish(write_alert(each))

    async def enrich(self, article: EnrichedArticleV1) -> None:
        """Put an article on `articles.enriched`."""
        held = self.records.setdefault(topics.ENRICHED.name, [])
        held.append(
            Incoming(
                topics.ENRICHED.name,
                0,
                len(held),
                article.article.id.encode(),
                article.model_dump_json().encode(),
            )
        )
        async with self.changed:
            self.changed.notify_all()

    async def _read(self, name: str) -> AsyncIterator[Incoming]:
        place = 0
        while True:
            held = self.records.get(name, [])
            while place < len(held):
                yield held[place]
                place += 1
            async with self.changed:
                await self.changed.wait_for(lambda: len(self.records.get(name, ())) > place)  # noqa: B023

    async def _ends(self, name: str) -> dict[int, int]:
        held = self.records.get(name, ())
        return {0: len(held)} if held else {}

    async def _fetch(self, place: Place) -> Incoming | None:
        return self.records[place.topic][place.offset]
