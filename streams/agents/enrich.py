"""The enrich agent: from `articles` to `articles.enriched`, `claims` and `articles.rejected`.

It has two steps. Reading goes on for many articles at a time; what depends on the articles before (is a later version
known, which story does it copy) is decided afterwards, in the order of the messages.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from streams.runtime.delivery import Flight, Pace, deliver, raw_topic
from streams.wire.answers import settle
from streams.wire.articles import Rejected, read_article, unreadable
from streams.wire.memory import write_seen
from streams.wire.message import following
from streams.wire.rejections import write_rejection

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from faust.types import AppT, StreamT

    from streams.clean.article import Article
    from streams.clean.memory import Memory
    from streams.settings import Settings
    from streams.wire.answers import Answer
    from streams.wire.message import Incoming, Outgoing

log = logging.getLogger(__name__)


async def _at_once() -> None:
    """Wait for nothing."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything this agent may touch outside itself.

    `partitions` counts those of the topic `claims`. `flight` is what it has in hand. `known` returns when
    the memory has what other workers saw before this one was given its partitions.
    """

    settings: Settings
    partitions: int
    read: Callable[[Article, frozenset[str]], Awaitable[Answer | Rejected]]
    publish: Callable[[Sequence[Outgoing]], Awaitable[None]]
    memory: Memory
    flight: Flight = field(default_factory=Flight)
    known: Callable[[], Awaitable[None]] = _at_once


@dataclass(frozen=True, slots=True)
class Handled:
    """A message and what reading it gave."""

    message: Incoming
    answer: Answer | Rejected


async def handle(message: Incoming, ports: Ports) -> Handled:
    """Read one message. A bad one gives a rejection, never an error."""
    await ports.known()
    article = read_article(message.value, ports.settings)
    if isinstance(article, Rejected):
        return Handled(message, article)
    try:
        answer = await ports.read(article, ports.memory.learned(article))
    except Exception as error:
        log.exception("Article %r cannot be read.", article.id[:100])
        answer = unreadable(error)
    return Handled(message, answer)


async def finish(handled: Sequence[Handled], ports: Ports) -> None:
    """Publish what these messages gave, in their order.

    What was decided about an article is on the broker before anything that follows from it: after a crash the
    same message gives the same answer.
    """
    remembered: list[Outgoing] = []
    messages: list[Outgoing] = []
    for each in handled:
        place = each.message.partition, each.message.offset
        settled = settle(each.answer, place, ports.memory, ports.partitions)
        if isinstance(settled, Rejected):
            messages.append(write_rejection(each.message, settled))
        else:
            seen, answers = settled
            remembered.append(write_seen(seen))
            messages += following(each.message, *answers)
    await ports.publish(remembered)
    await ports.publish(messages)


def attach(app: AppT, topic: str, ports: Ports) -> None:
    """Run the agent on a Faust app."""

    async def enrich(stream: StreamT[bytes]) -> None:
        await deliver(
            stream,
            lambda message: handle(message, ports),
            lambda handled: finish(handled, ports),
            Pace(ports.settings.in_flight, ports.settings.batch_seconds),
            ports.flight,
        )

    app.agent(raw_topic(app, topic), name="enrich")(enrich)
