"""The rules in force: every worker reads all of `alert-rules.applied`, once to its end, then what comes."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from schemas import topics
from streams.knowledge.sent import RulesInForce
from streams.runtime.client import read_topic
from streams.runtime.refusals import BrokerError
from streams.wire.rules import applied_contract, read_applied_rule

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from schemas.rule import AppliedRuleV1
    from streams.settings import Settings

PAUSE_SECONDS = 5.0

log = logging.getLogger(__name__)


async def read_in_force(settings: Settings) -> RulesInForce:
    """Return the rules that are in force now. Raises `BrokerError`."""
    now = RulesInForce()
    async for message in read_topic(topics.APPLIED_RULES.name, settings):
        now = _with(now, message.value)
    return now


async def read_applied(settings: Settings) -> list[AppliedRuleV1]:
    """Return the rules that are in force now, as they stand on the topic. Raises `BrokerError`."""
    now = await read_in_force(settings)
    return [applied_contract(rule) for rule in now.standing]


async def catch_up(settings: Settings) -> RulesInForce:
    """Return the rules that are in force now, tried as often as it takes to read them."""
    while True:
        try:
            return await read_in_force(settings)
        except BrokerError as error:
            await _pause(error)


async def follow(
    settings: Settings, now: RulesInForce, tell: Callable[[RulesInForce], Awaitable[None]]
) -> None:
    """Tell of the rules in force whenever they are others than before. Never returns."""
    while True:
        try:
            async for message in read_topic(topics.APPLIED_RULES.name, settings, follow=True):
                before, now = now, _with(now, message.value)
                if now is not before:
                    await tell(now)
        except BrokerError as error:
            await _pause(error)


async def _pause(error: BrokerError) -> None:
    log.warning("Reading the rules in force failed (%s); trying again in %g s.", error, PAUSE_SECONDS)
    await asyncio.sleep(PAUSE_SECONDS)


def _with(now: RulesInForce, value: bytes | None) -> RulesInForce:
    try:
        return now.after(read_applied_rule(value)) if value else now
    except ValueError as error:
        log.warning("Passed over a message of `%s`: %s", topics.APPLIED_RULES.name, str(error)[:200])
        return now
