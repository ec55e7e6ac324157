"""Faust's consumer with two places mended at which it takes messages from the broker and hands them to nobody.

What is taken that way is noted as read and does not come again: the partition then stands still, or commits past it.

- A fetch gets Faust's own set of active partitions, not a copy. When the last of them is paused while the fetch waits
  for records (the changelogs, at the end of recovery), the set is empty, which aiokafka understands as "all".
- Seeking to the committed offset does nothing for a partition without one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from faust.transport.drivers import aiokafka

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from faust.types import TP


class Consumer(aiokafka.Consumer):
    """A consumer that takes from the broker only what it hands on."""

    async def _getmany(
        self,
        active_partitions: set[TP] | None,
        timeout: float,  # noqa: ASYNC109 - Faust's signature
    ) -> Mapping[TP, Any]:
        asked_for = None if active_partitions is None else set(active_partitions)
        return await super()._getmany(asked_for, timeout)

    async def perform_seek(self) -> None:
        """Seek every partition to its committed offset, and to its beginning where none was committed."""
        await super().perform_seek()
        unread = [
            tp for tp in self.assignment() if not self._committed_offset[tp] and not self._is_changelog_tp(tp)
        ]
        if unread:
            await self.seek_wait(await self.earliest_offsets(*unread))


class Transport(aiokafka.Transport):
    """Faust's Kafka transport with that consumer."""

    Consumer = Consumer
