"""The alert agent: from `claims` to `alerts`. It owns the state: what was claimed, and the alerts that stand on it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from streams.alerts.board import Board
from streams.runtime.delivery import deliver_one_by_one, raw_topic
from streams.wire.alerts import read_alert, write_alert, write_alert_value
from streams.wire.articles import Rejected
from streams.wire.claims import read_report, write_report_value
from streams.wire.rejections import write_rejection

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

    from faust.types import AppT, StreamT

    from streams.alerts.board import Outcome
    from streams.alerts.policy import Policy
    from streams.claims.kind import Kind
    from streams.wire.message import Incoming, Outgoing

REPORT, ALERT = "report/", "alert/"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything this agent may touch outside itself.

    `entries` and `put` are the state of a partition. `boards` holds each partition's board once it was asked for;
    emptied when partitions change hands, since another worker may have written to the state meanwhile.
    """

    kinds: Mapping[str, Kind]
    policy: Policy
    publish: Callable[[Sequence[Outgoing]], Awaitable[None]]
    entries: Callable[[int], Iterable[tuple[str, bytes]]]
    put: Callable[[int, str, bytes | None], Awaitable[None]]
    boards: dict[int, Board] = field(default_factory=dict)


async def handle(message: Incoming, ports: Ports) -> None:
    """Deal with one message: publish what changed, then remember it.

    In this order, so that a crash in between leaves the state as it was: the message comes again and the same
    revisions are published again, under the same ids.
    """
    try:
        report = read_report(message.value or b"")
    except ValueError as error:
        log.warning("Set aside a message of `claims` that is no report: %s", str(error)[:200])
        reason = Rejected("field.invalid", "The message on `claims` is no report.")
        await ports.publish([write_rejection(message, reason)])
        return
    board = _board(message.partition, ports)
    outcome = board.receive((message.key or b"").decode("utf-8", "replace"), report)
    await ports.publish([write_alert(alert) for alert in outcome.alerts])
    await _remember(message.partition, outcome, ports)


def attach(app: AppT, topic: str, ports: Ports) -> None:
    """Run the agent on a Faust app."""

    async def alert(stream: StreamT[bytes]) -> None:
        await deliver_one_by_one(stream, lambda message: handle(message, ports))

    app.agent(raw_topic(app, topic), name="alert")(alert)


def _board(partition: int, ports: Ports) -> Board:
    if partition not in ports.boards:
        board = Board(ports.kinds, ports.policy)
        entries = list(ports.entries(partition))
        board.restore(
            [(key[len(REPORT) :], read_report(value)) for key, value in entries if key.startswith(REPORT)],
            [read_alert(value) for key, value in entries if key.startswith(ALERT)],
        )
        ports.boards[partition] = board
    return ports.boards[partition]


async def _remember(partition: int, outcome: Outcome, ports: Ports) -> None:
    for alert in outcome.alerts:
        await ports.put(partition, ALERT + alert.id, write_alert_value(alert))
    for key, report in outcome.reports:
        await ports.put(partition, REPORT + key, write_report_value(report) if report else None)
