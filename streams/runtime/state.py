"""The alert agent's state: a Faust table, seen as entries of one partition at a time.

Faust's table counts as written what is only scheduled to be. Here a write returns when the changelog has it.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from aiokafka.errors import KafkaError
from faust.exceptions import ProducerSendError

from streams.runtime.publisher import passing_cause

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from faust.types import AppT, TableT

    from streams.runtime.lease import Lease

PAUSE_SECONDS = 0.5

log = logging.getLogger(__name__)


class State:
    """Entries by partition and key, kept in a changelog topic with the partitions of the agent's source topic.

    Only to be written from within the agent's stream: the on-disk store asks the current event for its partition.
    """

    def __init__(self, app: AppT, changelog: str, partitions: int, lease: Lease) -> None:
        self._lease = lease
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

    def keep(self, partitions: Collection[int]) -> None:
        """Drop from a store in memory what belongs to other partitions: whoever holds them now may take entries out.

        Faust drops only what recovery read, not what this worker wrote. A removed entry would stand again here when
        its partition comes back after compaction took the word of its removal off the changelog.
        """
        for key in list(self._table.keys()):
            if _partition(key) not in partitions:
                self._table.data.pop(key, None)

    async def put(self, partition: int, key: str, value: bytes | None) -> None:
        """Write an entry, or take it out where `value` is None; return when the changelog has it.

        Raises `KafkaError` where trying again is no use, `LostError` where the group went on without this worker.
        """
        whole = _prefix(partition) + key.encode()
        await self._write(partition, whole, value)
        if value is None:
            self._table.data.pop(whole, None)
        else:
            self._table.data[whole] = value

    async def _write(self, partition: int, key: bytes, value: bytes | None) -> None:
        while True:
            await self._lease.hold()
            try:
                await self._table.send_changelog(partition, key, value)
            except (KafkaError, ProducerSendError) as error:
                cause = passing_cause(error)
                log.warning("Writing the state failed (%r); trying again in %g s.", cause, PAUSE_SECONDS)
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return


def _partition(key: bytes) -> int:
    return int(key.partition(b"|")[0])


def _prefix(partition: int) -> bytes:
    return b"%d|" % partition
