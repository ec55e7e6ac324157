"""The enrich agent: from `articles` to `articles.enriched`, `claims` and `articles.rejected`."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.runtime.delivery import deliver, raw_topic
from streams.wire.articles import Rejected, read_article, unreadable
from streams.wire.claims import write_markers
from streams.wire.rejections import write_rejection

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from faust.types import AppT, StreamT

    from streams.clean.article import Article
    from streams.settings import Settings
    from streams.wire.message import Incoming, Outgoing

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything this agent may touch outside itself. `partitions` counts those of the topic `claims`."""

    settings: Settings
    partitions: int
    read: Callable[[Article], Awaitable[Sequence[Outgoing] | Rejected]]
    publish: Callable[[Sequence[Outgoing]], Awaitable[None]]


async def handle(message: Incoming, ports: Ports) -> Sequence[Outgoing]:
    """Return what to publish for one message. A bad message is answered with a rejection, never raised."""
    article = read_article(message.value, ports.settings)
    if isinstance(article, Rejected):
        return [write_rejection(message, article)]
    try:
        answer = await ports.read(article)
    except Exception as error:
        log.exception("Article %r cannot be read.", article.id[:100])
        answer = unreadable(error)
    if isinstance(answer, Rejected):
        return [write_rejection(message, answer)]
    return [*answer, *write_markers(article, range(ports.partitions))]


def attach(app: AppT, topic: str, ports: Ports) -> None:
    """Run the agent on a Faust app."""

    async def enrich(stream: StreamT[bytes]) -> None:
        await deliver(stream, lambda message: handle(message, ports), ports.publish, ports.settings.in_flight)

    app.agent(raw_topic(app, topic), name="enrich")(enrich)
