from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from streams.runtime.delivery import Flight, Pace, deliver
from streams.wire.message import Incoming, Outgoing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence


class FakeStream:
    """A stream of numbered messages that then stays open, and remembers what was acknowledged."""

    def __init__(self, count: int) -> None:
        self.acknowledged: list[int] = []
        self.taken = 0
        self._count = count

    def noack(self) -> FakeStream:
        return self

    async def events(self) -> AsyncIterator[Any]:
        for offset in range(self._count):
            self.taken = offset + 1
            message = SimpleNamespace(
                topic="articles",
                partition=0,
                offset=offset,
                key=None,
                value=b"%d" % offset,
                headers=None,
                timestamp=0.0,
            )
            yield SimpleNamespace(message=message, ack=lambda offset=offset: self.acknowledged.append(offset))
        await asyncio.Event().wait()


class FakeBroker:
    """Keeps what is published; confirms only while it is open."""

    def __init__(self) -> None:
        self.values: list[bytes | None] = []
        self.batches: list[int] = []
        self.open = asyncio.Event()
        self.open.set()

    async def publish(self, answers: Sequence[Sequence[Outgoing]]) -> None:
        await self.open.wait()
        self.batches.append(len(answers))
        self.values += [message.value for answer in answers for message in answer]


def echo(message: Incoming) -> list[Outgoing]:
    return [Outgoing("answers", None, message.value)]


async def until(condition: Any) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - the fakes have no event for every state that is asked for
            await asyncio.sleep(0)


@pytest.fixture
async def start() -> AsyncIterator[Any]:
    tasks: list[asyncio.Task[None]] = []

    def begin(
        stream: FakeStream, handle: Any, broker: FakeBroker, most: int | Pace, flight: Flight | None = None
    ) -> None:
        flight = flight or Flight()
        pace = most if isinstance(most, Pace) else Pace(most)
        tasks.append(asyncio.create_task(deliver(cast("Any", stream), handle, broker.publish, pace, flight)))

    yield begin
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_answers_are_published_in_the_order_of_the_messages(start: Any) -> None:
    stream, broker = FakeStream(3), FakeBroker()
    later = asyncio.Event()

    async def handle(message: Incoming) -> list[Outgoing]:
        if message.offset == 0:
            await later.wait()
        else:
            later.set()
        return echo(message)

    start(stream, handle, broker, 10)
    await until(lambda: len(stream.acknowledged) == 3)

    assert broker.values == [b"0", b"1", b"2"]


async def test_what_becomes_ready_meanwhile_goes_in_one_batch_and_what_comes_alone_does_not_wait(
    start: Any,
) -> None:
    stream, broker = FakeStream(4), FakeBroker()
    ready = asyncio.Event()

    async def handle(message: Incoming) -> list[Outgoing]:
        if message.offset:
            await ready.wait()
        return echo(message)

    start(stream, handle, broker, Pace(10, batch_seconds=0.05))
    await until(lambda: broker.batches == [1])
    ready.set()
    await until(lambda: len(stream.acknowledged) == 4)

    assert broker.batches == [1, 3]


async def test_nothing_is_acknowledged_before_the_broker_confirmed_it(start: Any) -> None:
    stream, broker = FakeStream(2), FakeBroker()
    broker.open.clear()
    asked: list[int] = []

    async def handle(message: Incoming) -> list[Outgoing]:
        asked.append(message.offset)
        return echo(message)

    start(stream, handle, broker, 10)
    await until(lambda: len(asked) == 2)
    assert stream.acknowledged == []

    broker.open.set()
    await until(lambda: stream.acknowledged == [0, 1])


async def test_no_more_messages_are_taken_than_may_be_in_flight(start: Any) -> None:
    stream, broker = FakeStream(100), FakeBroker()
    broker.open.clear()

    async def handle(message: Incoming) -> list[Outgoing]:
        return echo(message)

    start(stream, handle, broker, 5)
    for _ in range(200):
        await asyncio.sleep(0)

    # One more is taken from the stream and waits for room.
    assert stream.taken == 5 + 1

    broker.open.set()
    await until(lambda: len(stream.acknowledged) == 100)


async def test_what_is_let_go_is_neither_published_nor_acknowledged_and_the_next_is(start: Any) -> None:
    stream, broker, flight = FakeStream(6), FakeBroker(), Flight()
    asked: list[int] = []

    async def handle(message: Incoming) -> list[Outgoing]:
        asked.append(message.offset)
        if message.offset == 0:
            await asyncio.Event().wait()
        return echo(message)

    start(stream, handle, broker, 3, flight)
    # One hangs, two behind it are read, and the fourth was taken from the stream and waits for room.
    await until(lambda: len(asked) == 3 and stream.taken == 4)
    flight.let_go()
    await until(lambda: stream.acknowledged == [4, 5])

    assert asked == [0, 1, 2, 4, 5]
    assert broker.values == [b"4", b"5"]


async def test_what_is_being_published_when_the_rest_is_let_go_is_acknowledged(start: Any) -> None:
    stream, broker, flight = FakeStream(1), FakeBroker(), Flight()
    broker.open.clear()
    publishing: list[int] = []

    async def handle(message: Incoming) -> list[Outgoing]:
        publishing.append(message.offset)
        return echo(message)

    start(stream, handle, broker, 3, flight)
    await until(lambda: publishing)
    for _ in range(20):
        await asyncio.sleep(0)
    flight.let_go()
    broker.open.set()
    await until(lambda: stream.acknowledged == [0])
