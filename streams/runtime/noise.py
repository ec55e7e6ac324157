"""Noise as it happens: which rules ring more often today than their authors expect, said in the log of one worker."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from schemas import topics
from streams.alerts.noise import NoiseMeter
from streams.runtime.client import read_topic
from streams.runtime.refusals import BrokerError
from streams.wire.alerts import read_alert

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from faust.types import AppT

    from streams.settings import Settings
    from streams.wire.message import Incoming

PAUSE_SECONDS = 5.0
GATHER_MS = 1000

log = logging.getLogger(__name__)


async def keep_count(app: AppT, settings: Settings, budgets: Callable[[], Mapping[str, float]]) -> None:
    """Follow the alerts and warn of rules above their budgets. Never returns.

    All workers count; the one that holds the topic of rules speaks, so that nobody is told twice.
    """
    meter = NoiseMeter(budgets)
    while True:
        try:
            async for message in read_topic(topics.ALERTS.name, settings, follow=True, gather_ms=GATHER_MS):
                for warning in hear(message, meter, datetime.now(UTC)):
                    if _speaks(app, settings):
                        log.warning("%s", warning)
        except BrokerError as error:
            log.warning("Counting alerts failed (%s); trying again in %g s.", error, PAUSE_SECONDS)
            await asyncio.sleep(PAUSE_SECONDS)


def hear(message: Incoming, meter: NoiseMeter, now: datetime) -> tuple[str, ...]:
    """Return what a record of `alerts` has to be warned of: of what rang today, by the time of the record."""
    rang = datetime.fromtimestamp(message.timestamp or 0, UTC)
    is_new = ("message_type", b"Alert") in message.headers
    if message.value is None or not is_new or rang.date() != now.date():
        return ()
    try:
        return meter.hear(read_alert(message.value), rang)
    except ValueError:
        return ()


def _speaks(app: AppT, settings: Settings) -> bool:
    topic = settings.topic(topics.RULES.name)
    return any(each.topic == topic for each in app.assignor.assigned_actives())
