"""The alert agent's state: a Faust table, seen as entries of one partition at a time.

Faust's table counts as written what is only scheduled to be. Here a write returns when the changelog has it, and the
store takes it in as it does when it is rebuilt from the changelog: with its partition, so that the entry goes when
another worker takes that over, who may remove it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from faust.types.tuples import TP

from schemas import topics
from streams.wire.message import Outgoing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from faust.types import AppT, StoreT, TableT

Entry = tuple[int, str, bytes | None]
"""An entry of the state: partition, key, and what it holds; None takes it out."""


class State:
    """Entries by partition and key, kept in a changelog topic with the partitions of the agent's source topic.

    `publish` returns the offsets of messages once the broker has all of them.
    """

    def __init__(
        self,
        app: AppT,
        changelog: str,
        partitions: int,
        publish: Callable[[Sequence[Outgoing]], Awaitable[list[int]]],
    ) -> None:
        self._publish = publish
        self._table: TableT[bytes, bytes] = app.Table(
            "alerts",
            partitions=partitions,
            changelog_topic=app.topic(
                changelog,
                key_serializer="raw",
                value_serializer="raw",
                partitions=partitions,
                compacting=True,
                internal=True,
                acks=False,  # what recovery reads is not work to acknowledge
                allow_empty=True,
                maxsize=131_072,  # Faust's own size for changelogs: recovery reads in bulk
            ),
            key_type=bytes,
            value_type=bytes,
        )

    def entries(self, partition: int) -> Iterator[tuple[str, bytes]]:
        """Yield what was written to a partition, in no order."""
        prefix = _prefix(partition)
        for key, value in list(self._table.items()):
            if key.startswith(prefix):
                yield key[len(prefix) :].decode(), value

    async def put(self, entries: Sequence[Entry]) -> None:
        """Write entries in this order, or take them out; return when the changelog has all of them.

        A crash on the way leaves the changelog with some from the start. Raises what publishing raises.
        """
        written = [
            Outgoing(topics.STATE.name, _prefix(partition) + key.encode(), value, partition=partition)
            for partition, key, value in entries
        ]
        offsets = await self._publish(written)
        changes = [_Change(each, offset) for each, offset in zip(written, offsets, strict=True)]
        store = cast("StoreT[bytes, bytes]", self._table.data)
        store.apply_changelog_batch(cast("list[Any]", changes), to_key=_as_it_is, to_value=_as_it_is)


class _Change:
    """A record of the changelog, as a store of Faust's asks for it: the event and its message in one."""

    def __init__(self, written: Outgoing, offset: int) -> None:
        self.message = self
        self.key, self.value, self.offset = written.key, written.value, offset
        self.partition = written.partition or 0
        self.tp = TP(written.topic, self.partition)


def _as_it_is(value: bytes) -> bytes:
    return value


def _prefix(partition: int) -> bytes:
    return b"%d|" % partition
