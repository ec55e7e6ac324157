from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka.errors import (
    KafkaError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    NotEnoughReplicasError,
    RequestTimedOutError,
    TopicAuthorizationFailedError,
)

from streams.runtime.lease import Lease, LostError
from streams.runtime.publisher import Publisher, is_passing
from streams.runtime.registry import Frames
from streams.settings import Settings
from streams.wire.message import Outgoing


class FakeApp:
    """A Faust app whose producer confirms what it is sent, or raises what it is told to, once."""

    def __init__(self, *problems: KafkaError) -> None:
        self.producer = self
        self.sent: list[bytes | None] = []
        self._problems = list(problems)

    async def maybe_start_producer(self) -> None: ...

    async def send(
        self, _topic: str, _key: bytes | None, value: bytes | None, *_: object
    ) -> asyncio.Future[Any]:
        confirmed: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if self._problems:
            confirmed.set_exception(self._problems.pop())
        else:
            self.sent.append(value)
            confirmed.set_result(SimpleNamespace(offset=len(self.sent) - 1))
        return confirmed


def publisher(app: FakeApp, lease: Lease) -> Publisher:
    return Publisher(cast("Any", app), Settings(), lease, Frames(Settings()))


@pytest.fixture
def lease() -> Lease:
    held = Lease(30, clock=lambda: 0.0)
    held.renew(0.0)
    return held


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (KafkaTimeoutError(), True),
        (RequestTimedOutError(), True),
        (NotEnoughReplicasError(), True),
        (MessageSizeTooLargeError(), False),
        (TopicAuthorizationFailedError(), False),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_passes_by_itself_is_told_from_what_does_not(error: KafkaError, passing: bool) -> None:
    assert is_passing(error) is passing


async def test_a_message_that_ran_out_of_time_is_sent_again(lease: Lease) -> None:
    app = FakeApp(KafkaTimeoutError())

    await publisher(app, lease)([Outgoing("alerts", b"k", b"1"), Outgoing("alerts", b"k", b"2")])

    # The first was given up, so that both are sent again, in their order.
    assert app.sent == [b"2", b"1", b"2"]


async def test_offsets_are_returned_in_the_order_of_the_messages(lease: Lease) -> None:
    app = FakeApp(KafkaTimeoutError())
    sent = [Outgoing("alerts", b"k", b"%d" % number) for number in range(3)]

    offsets = await publisher(app, lease).confirmed(sent)

    # Of the first two attempts at 1 and 2 nobody asks any more.
    assert [app.sent[offset] for offset in offsets] == [b"0", b"1", b"2"]


async def test_a_refusal_that_does_not_pass_is_raised(lease: Lease) -> None:
    with pytest.raises(MessageSizeTooLargeError):
        await publisher(FakeApp(MessageSizeTooLargeError()), lease)([Outgoing("alerts", b"k", b"1")])


async def test_nothing_is_sent_by_a_worker_that_its_group_does_not_count_in_any_more() -> None:
    app, lease = FakeApp(), Lease(30, clock=lambda: 100.0)
    lease.lose()

    with pytest.raises(LostError):
        await publisher(app, lease)([Outgoing("alerts", b"k", b"1")])
    assert app.sent == []
