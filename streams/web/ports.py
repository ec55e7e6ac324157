"""Everything that the desk touches outside itself, and a broker's answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from schemas import topics
from streams.runtime.client import ends_of, fetch, read_topic, sender
from streams.runtime.topics import ensure_there

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from streams.settings import Settings
    from streams.wire.message import Incoming, Outgoing


class Place(NamedTuple):
    """Where a message lies: full name of the topic, partition, offset."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class Ports:
    """`read` yields a topic's messages, without end; `ends` says where its partitions end now.

    `fetch` returns one message, None where it is gone. All raise `BrokerError`.
    """

    read: Callable[[str], AsyncIterator[Incoming]]
    ends: Callable[[str], Awaitable[dict[int, int]]]
    fetch: Callable[[Place], Awaitable[Incoming | None]]
    publish: Callable[[Outgoing], Awaitable[None]]


def broker_ports(settings: Settings) -> Ports:
    """Return the ports to the broker of the settings."""

    async def ends(name: str) -> dict[int, int]:
        return {partition: end for (_, partition), end in (await ends_of(name, settings)).items()}

    async def publish(message: Outgoing) -> None:
        await ensure_there(topics.FEEDBACK, settings)
        async with sender(settings) as opened:
            await opened.send(message)

    def read(name: str) -> AsyncIterator[Incoming]:
        # Of articles older than the desk keeps in mind nothing need be read.
        last = settings.desk_articles if name == topics.ENRICHED.name else None
        return read_topic(name, settings, follow=True, last=last)

    return Ports(
        read=read,
        ends=ends,
        fetch=lambda place: fetch(place, settings),
        publish=publish,
    )
