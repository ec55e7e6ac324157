"""Publishing: send, wait until the broker has it, and try again for as long as the broker is away."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from aiokafka.errors import KafkaError, KafkaTimeoutError
from faust.exceptions import ProducerSendError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from faust.types import AppT

    from streams.runtime.lease import Lease
    from streams.runtime.registry import Frames
    from streams.settings import Settings
    from streams.wire.message import Outgoing

PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 10.0

log = logging.getLogger(__name__)


def is_passing(error: KafkaError) -> bool:
    """Return whether trying again can help: aiokafka does not say so of a message that ran out of time."""
    return bool(error.retriable) or isinstance(error, KafkaTimeoutError)


def passing_cause(error: Exception) -> BaseException | None:
    """Return what is behind an error of sending, where trying again can help. Raises what cannot be helped."""
    cause = error.__cause__ if isinstance(error, ProducerSendError) else error
    if isinstance(cause, KafkaError) and not is_passing(cause):
        raise cause
    return cause


class Publisher:
    """Publishes through a Faust app's producer. Returns only when the broker has confirmed every message.

    `published` hears of them then.
    """

    def __init__(
        self,
        app: AppT,
        settings: Settings,
        lease: Lease,
        frames: Frames,
        published: Callable[[Sequence[Outgoing]], None] | None = None,
    ) -> None:
        self._app = app
        self._published = published
        self._lease = lease
        self._frames = frames
        self._settings = settings

    async def __call__(self, messages: Sequence[Outgoing]) -> None:
        """Publish in order, as `confirmed` does."""
        await self.confirmed(messages)

    async def confirmed(self, messages: Sequence[Outgoing]) -> list[int]:
        """Publish in order and return the offsets; from the first refused for a passing reason, all are sent again.

        What is sent twice carries the same ids twice. Raises `KafkaError` where trying again is no use, and
        `LostError` where the group went on without this worker.
        """
        pause = PAUSE_SECONDS
        offsets: list[int] = []
        while True:
            await self._lease.hold()
            done, problem = await self._send(messages[len(offsets) :])
            offsets += done
            if problem is None:
                if self._published:
                    self._published(messages)
                return offsets
            cause, left = passing_cause(problem), len(messages) - len(offsets)
            log.warning("Publishing %d messages failed (%r); trying again in %.1f s.", left, cause, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _send(self, messages: Sequence[Outgoing]) -> tuple[list[int], Exception | None]:
        """Return the offsets of those from the start that are confirmed, and what stopped the next."""
        await self._app.maybe_start_producer()
        confirmations = [asyncio.ensure_future(self._send_one(message)) for message in messages]
        answers = await asyncio.gather(*confirmations, return_exceptions=True)
        offsets: list[int] = []
        for answer in answers:
            if isinstance(answer, (KafkaError, ProducerSendError, OSError)):
                return offsets, answer
            if isinstance(answer, BaseException):
                raise answer
            offsets.append(answer)
        return offsets, None

    async def _send_one(self, message: Outgoing) -> int:
        confirmed = await self._app.producer.send(
            self._settings.topic(message.topic),
            message.key,
            await self._frames.framed(message),
            message.partition,
            message.timestamp,
            list(message.headers),
        )
        return (await confirmed).offset
