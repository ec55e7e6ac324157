"""Delivery: many messages at once, answers in order, acknowledged only when the broker has them.

Faust acknowledges a message when its loop moves on or raises, and that loses messages. So nothing is
acknowledged here before every answer to it was confirmed, and nothing that goes wrong may raise into Faust: a
broken invariant ends the process, whose successor reads the unacknowledged messages again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from typing import TYPE_CHECKING, NamedTuple

from streams.wire.message import Incoming, Outgoing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from faust.types import EventT, StreamT

EXIT_BROKEN = 70
"""Exit code of a worker that ends itself on a broken invariant (EX_SOFTWARE)."""

log = logging.getLogger(__name__)


class _InFlight(NamedTuple):
    event: EventT
    answer: asyncio.Task[Sequence[Outgoing]]


async def deliver(
    stream: StreamT[bytes],
    handle: Callable[[Incoming], Awaitable[Sequence[Outgoing]]],
    publish: Callable[[Sequence[Outgoing]], Awaitable[None]],
    most_in_flight: int,
) -> None:
    """Answer every message of a stream, up to `most_in_flight` at a time, until the stream ends.

    Answers are published in the order of the messages, so that a later version of an article follows the earlier.
    """
    waiting: asyncio.Queue[_InFlight] = asyncio.Queue(maxsize=most_in_flight)
    publishing = asyncio.create_task(_publish_in_order(waiting, publish))
    try:
        async for event in stream.noack().events():
            answer = asyncio.create_task(_answer(handle, incoming(event)))
            await waiting.put(_InFlight(event, answer))
    finally:
        publishing.cancel()
        while not waiting.empty():
            waiting.get_nowait().answer.cancel()


async def deliver_one_by_one(stream: StreamT[bytes], handle: Callable[[Incoming], Awaitable[None]]) -> None:
    """Handle messages strictly one after the other: for an agent whose state each of them changes."""
    async for event in stream.noack().events():
        with ends_the_process():
            await handle(incoming(event))
        event.ack()


def incoming(event: EventT) -> Incoming:
    """Return a Faust event as a value."""
    message = event.message
    headers = message.headers or ()
    pairs = headers.items() if isinstance(headers, dict) else headers
    return Incoming(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=message.value,
        headers=tuple((str(name), bytes(value or b"")) for name, value in pairs),
        timestamp=message.timestamp,
    )


@contextlib.contextmanager
def ends_the_process() -> Iterator[None]:
    """End the process on any error inside."""
    try:
        yield
    except Exception:
        log.exception("The worker ends on a broken invariant; its successor reads again what was in flight.")
        logging.shutdown()
        os._exit(EXIT_BROKEN)


async def _answer(
    handle: Callable[[Incoming], Awaitable[Sequence[Outgoing]]], message: Incoming
) -> Sequence[Outgoing]:
    with ends_the_process():
        return await handle(message)


async def _publish_in_order(
    waiting: asyncio.Queue[_InFlight], publish: Callable[[Sequence[Outgoing]], Awaitable[None]]
) -> None:
    """Publish the answers at the head of the queue, all that are ready in one go, and acknowledge them."""
    head = await waiting.get()
    while True:
        ready, following = [head], None
        await asyncio.wait([head.answer])
        while following is None and not waiting.empty():
            item = waiting.get_nowait()
            if item.answer.done():
                ready.append(item)
            else:
                following = item
        with ends_the_process():
            await publish([message for item in ready for message in item.answer.result()])
        for item in ready:
            item.event.ack()
        head = following or await waiting.get()
