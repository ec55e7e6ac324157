"""Recovery of the tables, with Faust's order of resuming put right.

Faust resumes the source partitions, then seeks them to their committed offsets, then resumes flow control, which
empties the streams' queues. Its fetcher already runs, for the changelogs: what it delivers in between is emptied away
and, its offset being noted as read, not delivered again. The partition then commits nothing more, or commits past the
lost message. Here seeking comes first, and the rest happens without a pause in which anything could be delivered.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, cast

from faust.tables import TableManager
from faust.tables.recovery import Recovery

if TYPE_CHECKING:
    import faust
    from faust.types import TP
    from faust.types.transports import ConsumerT


class SeekFirstRecovery(Recovery):
    """Seeks to the committed offsets before any source partition may be read."""

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Go over from changelogs to sources: Faust's way where there are tables, be there something in them or not."""
        self.log.info("Restore complete!")
        self._set_recovery_ended()
        await asyncio.gather(
            *(
                table.on_recovery_completed(self.actives_for_table[table], self.standbys_for_table[table])
                for table in self.tables.values()
            )
        )
        await self._resume_streams(generation_id)

    async def _seek_offsets(
        self, consumer: ConsumerT, tps: set[TP], offsets: Counter[TP], title: str
    ) -> None:
        """Seek; in a recovery that a rebalance has overtaken too, whose partitions have no offset yet.

        Faust ends the worker there. Such a recovery leads to nothing, and the one that follows seeks anew.
        """
        known = Counter({tp: max(offsets[tp] or 0, 0) for tp in list(tps)})
        await super()._seek_offsets(consumer, set(known), known, title)

    async def _resume_streams(self, generation_id: int = 0) -> None:
        app = cast("faust.App", self.app)
        consumer = app.consumer
        await app.on_rebalance_complete.send()
        assignment = consumer.assignment()
        if app.consumer_generation_id != generation_id:
            self.log.warning("Recovery rebalancing again")
            return
        if assignment:
            self.log.info("Seek stream partitions to committed offsets.")
            await self._wait(consumer.perform_seek(), timeout=app.conf.broker_request_timeout)
        # From here to the fetcher nothing awaits: no message comes before the queues are emptied.
        app.flow_control.resume()
        consumer.resume_partitions({tp for tp in assignment if not self._is_changelog_tp(tp)})
        consumer.resume_flow()
        self.completed.set()
        await app._fetcher.maybe_start()  # noqa: SLF001 - as the method that this one replaces
        self.tables.on_actives_ready()
        if not app.assignor.assigned_standbys():
            self.tables.on_standbys_ready()
        app.on_rebalance_end()
        self.log.info("Worker ready")


class SeekFirstTables(TableManager):
    """Faust's tables with that recovery."""

    @property
    def recovery(self) -> Recovery:
        """The recovery service, made when first asked for."""
        if self._recovery is None:
            self._recovery = SeekFirstRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery

    async def on_start(self) -> None:
        """Start at once: Faust waits a second for tables that agents add as they start, and ours are there before."""
        await self._update_channels()
        await self.recovery.start()
