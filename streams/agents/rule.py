"""The rule agent: from `alert-rules` to `alert-rules.applied` or `articles.rejected`.

It alone decides what is in force, so that all workers read by the same rules, and a bad change leaves the rule as it
was. A rule's revision is the offset of the message that brought it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from streams.runtime.delivery import ONE_BY_ONE, Flight, deliver_in_turn, raw_topic
from streams.wire.refusal import Rejected
from streams.wire.rejections import write_rejection
from streams.wire.rules import applied_contract, read_rule, refuse_rule, write_applied
from streams.wire.watchlists import write_watchlist

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from faust.types import AppT, StreamT

    from streams.knowledge.sent import RulesInForce, SentRule
    from streams.wire.message import Incoming, Outgoing

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything this agent may touch outside itself.

    `now` reads the rules in force, `faults` says what is wrong with a change of them: field and sentence. `partitions`
    counts those of the topic `claims`.
    """

    now: Callable[[], Awaitable[RulesInForce]]
    faults: Callable[[SentRule, RulesInForce], Awaitable[Sequence[tuple[str, str]]]]
    publish: Callable[[Sequence[Outgoing]], Awaitable[None]]
    partitions: int
    flight: Flight = field(default_factory=Flight)


async def handle(message: Incoming, ports: Ports) -> None:
    """Accept or refuse one change.

    A change that comes again after a crash finds itself in force, and is only told once more: not everybody may have
    heard of it.
    """
    rule = read_rule(message)
    if isinstance(rule, Rejected):
        await ports.publish([write_rejection(message, rule)])
        return
    now = await ports.now()
    known = now.revision_of(rule.key)
    if known > rule.revision:
        log.warning("%s at offset %d: offset %d is in force already.", rule.key, rule.revision, known)
        return
    faults = await ports.faults(rule, now) if known < rule.revision else ()
    if faults:
        log.warning("%s at offset %d is refused: %s", rule.key, rule.revision, faults[0][1])
        await ports.publish([write_rejection(message, refuse_rule(faults))])
        return
    applied = applied_contract(rule)
    told = [write_applied(applied, datetime.fromtimestamp(message.timestamp or 0, UTC))]
    if rule.family == "watchlists":
        told += [write_watchlist(applied, partition) for partition in range(ports.partitions)]
    await ports.publish(told)
    log.info("%s at offset %d is accepted.", rule.key, rule.revision)


def attach(app: AppT, topic: str, ports: Ports) -> None:
    """Run the agent on a Faust app."""

    async def rule(stream: StreamT[bytes]) -> None:
        await deliver_in_turn(stream, each, ONE_BY_ONE, ports.flight)

    async def each(messages: Sequence[Incoming]) -> None:
        for message in messages:
            await handle(message, ports)

    app.agent(raw_topic(app, topic), name="rule")(rule)
