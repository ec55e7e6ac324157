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
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from streams.wire.framing import parted
from streams.wire.message import Headers, Incoming

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Awaitable, Callable, Iterator, Sequence

    import faust
    from faust.types import AppT, EventT, HeadersArg, StreamT, TopicT

    from streams.runtime.traces import Traces

EXIT_BROKEN = 70
"""Exit code of a worker that ends itself on a broken invariant (EX_SOFTWARE)."""

log = logging.getLogger(__name__)


AnswerT = TypeVar("AnswerT")


class Flight:
    """What is in flight, so that it can be let go: whoever has its partitions next reads it again.

    `landed` hears of each message that is acknowledged: full name of its topic, and when it was sent. `traces` follow
    each from when it is taken in hand.
    """

    def __init__(
        self, landed: Callable[[str, float | None], None] | None = None, traces: Traces | None = None
    ) -> None:
        self.number = 0
        self._landed = landed
        self._traces = traces
        self._publishing = 0
        self._reading: set[asyncio.Task[Any]] = set()

    @property
    def is_publishing(self) -> bool:
        """Whether something is on its way to the broker, be it in part."""
        return self._publishing > 0

    @contextlib.contextmanager
    def publishing(self) -> Iterator[None]:
        """Have something on its way to the broker."""
        self._publishing += 1
        try:
            yield
        finally:
            self._publishing -= 1

    @property
    def size(self) -> int:
        """How many messages are being dealt with."""
        return len(self._reading)

    def land(self, event: EventT[bytes]) -> None:
        """Acknowledge a message that is dealt with."""
        event.ack()
        message = event.message
        if self._landed:
            self._landed(message.topic, message.timestamp)
        if self._traces:
            self._traces.end((message.topic, message.partition, message.offset))

    def take_off(self, reading: asyncio.Task[Any]) -> None:
        """Know of one more."""
        self._reading.add(reading)
        reading.add_done_callback(self._reading.discard)

    def let_go(self) -> None:
        """Give up everything that is not published yet; none of it will be, and none is acknowledged."""
        self.number += 1
        for reading in self._reading:
            reading.cancel()
        if self._traces:
            self._traces.let_go()

    def trace(self, message: Incoming) -> Incoming:
        """Return a message that is taken in hand, with its trace where there is one."""
        return self._traces.begin(message) if self._traces else message


@dataclass(frozen=True, slots=True)
class _InFlight(Generic[AnswerT]):
    event: EventT[bytes]
    answer: asyncio.Task[AnswerT]
    flight: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is in hand at a time, and how long it is at least from one publishing to the next.

    Under load what becomes ready meanwhile goes to the broker in one request; what comes alone waits for nothing.
    """

    most_in_flight: int
    batch_seconds: float = 0.0


ONE_BY_ONE = Pace(1)


async def deliver(
    stream: StreamT[bytes],
    handle: Callable[[Incoming], Awaitable[AnswerT]],
    publish: Callable[[Sequence[AnswerT]], Awaitable[None]],
    pace: Pace,
    flight: Flight,
) -> None:
    """Answer every message of a stream, as many at a time as the pace says, until the stream ends.

    Answers are published in the order of the messages, so that a later version of an article follows the earlier.
    What `flight` lets go is neither published nor acknowledged.
    """
    waiting: asyncio.Queue[_InFlight[AnswerT]] = asyncio.Queue()
    room = asyncio.Semaphore(pace.most_in_flight)
    publishing = asyncio.create_task(_publish_in_order(waiting, publish, room, flight, pace.batch_seconds))
    try:
        async for event in _events(stream):
            number = flight.number
            await room.acquire()
            if number != flight.number:
                room.release()
                continue
            reading = asyncio.create_task(_answer(handle, flight.trace(incoming(event))))
            flight.take_off(reading)
            waiting.put_nowait(_InFlight(event, reading, number))
    finally:
        publishing.cancel()
        while not waiting.empty():
            waiting.get_nowait().answer.cancel()


async def deliver_in_turn(
    stream: StreamT[bytes],
    handle: Callable[[Sequence[Incoming]], Awaitable[None]],
    pace: Pace,
    flight: Flight,
) -> None:
    """Hand over the messages of a stream, all that are there in one go: for an agent whose state each changes."""
    await deliver(stream, _as_it_is, handle, pace, flight)


async def _as_it_is(message: Incoming) -> Incoming:
    return message


def raw_topic(app: AppT, name: str) -> TopicT:
    """Return a topic of raw bytes, empty ones included: what Faust cannot decode it throws into the agent's loop."""
    return app.topic(name, key_serializer="raw", value_serializer="raw", allow_empty=True)


def incoming(event: EventT[bytes]) -> Incoming:
    """Return a Faust event as a value."""
    message = event.message
    frame, value = parted(message.value)
    return Incoming(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=value,
        frame=frame,
        headers=_pairs(message.headers),
        timestamp=message.timestamp,
    )


def _events(stream: StreamT[bytes]) -> AsyncIterable[EventT[bytes]]:
    """Return a stream's events, none of which Faust acknowledges by itself."""
    events: AsyncIterable[EventT[bytes]] = cast("faust.Stream[bytes]", stream).noack().events()
    return events


def _pairs(headers: HeadersArg) -> Headers:
    """Return headers as pairs: a name may stand twice, and a value may be missing."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers or ()
    return tuple((str(pair[0]), bytes(pair[1] or b"")) for pair in pairs)


@contextlib.contextmanager
def ends_the_process() -> Iterator[None]:
    """End the process on any error inside."""
    try:
        yield
    except Exception:
        log.exception("The worker ends on a broken invariant; its successor reads again what was in flight.")
        logging.shutdown()
        os._exit(EXIT_BROKEN)


async def _answer(handle: Callable[[Incoming], Awaitable[AnswerT]], message: Incoming) -> AnswerT:
    with ends_the_process():
        return await handle(message)


async def _publish_in_order(
    waiting: asyncio.Queue[_InFlight[AnswerT]],
    publish: Callable[[Sequence[AnswerT]], Awaitable[None]],
    room: asyncio.Semaphore,
    flight: Flight,
    batch_seconds: float,
) -> None:
    """Publish the answers at the head of the queue, all that are ready in one go, and acknowledge them."""
    head = await waiting.get()
    while True:
        begun = time.monotonic()
        ready, following = [head], None
        await asyncio.wait([head.answer])
        while following is None and not waiting.empty():
            item = waiting.get_nowait()
            if item.answer.done():
                ready.append(item)
            else:
                following = item
        standing = [item for item in ready if item.flight == flight.number and not item.answer.cancelled()]
        with ends_the_process(), flight.publishing():
            await publish([item.answer.result() for item in standing])
        for item in standing:
            flight.land(item.event)
        for _ in ready:
            room.release()
        await asyncio.sleep(begun + batch_seconds - time.monotonic())
        head = following or await waiting.get()
