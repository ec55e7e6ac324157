"""The lease: a worker publishes only while the broker surely still counts it into its group.

A worker that was suspended, or cut off, does not know it: its group has given its partitions away by the time it goes
on, and what it had in hand it would publish from a state that is no longer true: an old version over a new one, a
revision of an alert that another worker has told otherwise. So everything that is published waits for a sign of life
that the broker answered a short while ago; who learns instead that the group went on without him ends, and is started
again with the state of now.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PAUSE_SECONDS = 0.02


class LostError(Exception):
    """The group went on without this worker."""


class Lease:
    """How long this worker may publish. Half the session: the other half is for what is under way to the broker."""

    def __init__(self, session_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = session_seconds / 2
        self._clock = clock
        self._until = 0.0
        self._is_lost = False

    def renew(self, asked: float) -> None:
        """Go on for half a session from when the broker was asked."""
        self._is_lost = False
        self._until = asked + self._seconds

    def lose(self) -> None:
        """Note that the broker does not count this worker in any more."""
        self._is_lost = True

    async def hold(self) -> None:
        """Return when something may be published. Raises `LostError`."""
        while self._clock() > self._until:
            if self._is_lost:
                raise LostError("The group gave this worker's partitions away while it had work in hand.")
            await asyncio.sleep(PAUSE_SECONDS)

    def follow(self, coordinator: Any) -> None:  # noqa: ANN401 - aiokafka publishes no types
        """Be renewed by the signs of life that a group's coordinator is sent.

        A private method of a pinned version: aiokafka keeps to itself when the broker last answered.
        """
        beat: Callable[[], Awaitable[bool]] = coordinator._do_heartbeat  # noqa: SLF001 - see above

        async def beat_and_note() -> bool:
            asked = self._clock()
            is_answered = await beat()
            if is_answered:
                self.renew(asked)
            elif coordinator.generation < 0:
                self.lose()
            return is_answered

        coordinator._do_heartbeat = beat_and_note  # noqa: SLF001 - see above
