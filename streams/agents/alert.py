"""The alert agent: from `claims` to `alerts`. It owns the state: what was claimed, and the alerts that stand on it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from streams.alerts.board import Board
from streams.runtime.delivery import Flight, deliver_one_by_one, raw_topic
from streams.wire.alerts import read_alert, write_alert, write_alert_value
from streams.wire.articles import Rejected
from streams.wire.claims import CLOCK, read_report, write_clock, write_report_value
from streams.wire.places import is_until, read_place, write_place
from streams.wire.rejections import write_rejection
from streams.wire.watchlists import PREFIX, read_watchlist

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

    from faust.types import AppT, StreamT

    from streams.alerts.board import Outcome
    from streams.alerts.policy import Policy
    from streams.alerts.watchlists import Watchlist
    from streams.claims.kind import Kind
    from streams.clean.article import Purpose
    from streams.wire.message import Incoming, Outgoing
    from streams.wire.places import Place

REPORT, ALERT, HELD, WATCH = "report/", "alert/", "held/", "watch/"
DONE = "done"
ASK_AGAIN = timedelta(seconds=30)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything this agent may touch outside itself.

    `entries` and `put` are the state of a partition. `boards` holds each partition's board once it was asked for, and
    `done` the last message that the state has whole; emptied when partitions change hands, since another worker may
    have written to the state meanwhile. `asked` says when the time was asked for on a partition and not told yet. With
    a `purpose` other than news no alert is `Actual`. `watchlists` are those that every partition has from the start;
    others come as messages.
    """

    kinds: Mapping[str, Kind]
    policy: Policy
    publish: Callable[[Sequence[Outgoing]], Awaitable[None]]
    entries: Callable[[int], Iterable[tuple[str, bytes]]]
    put: Callable[[int, str, bytes | None], Awaitable[None]]
    boards: dict[int, Board] = field(default_factory=dict)
    done: dict[int, Place] = field(default_factory=dict)
    asked: dict[int, datetime] = field(default_factory=dict)
    purpose: Purpose = "news"
    watchlists: Sequence[Watchlist] = ()
    flight: Flight = field(default_factory=Flight)

    def forget(self) -> None:
        """Forget what is known of partitions: they change hands."""
        self.boards.clear()
        self.done.clear()
        self.asked.clear()


async def handle(message: Incoming, ports: Ports) -> None:
    """Deal with one message: publish what changed, then remember it, and last that it is dealt with.

    In this order, so that a crash in between leaves the state as it was: the message comes again and the same
    revisions are published again, under the same ids. The time is the message's: it comes again with it.

    Messages before it come again too, since what is acknowledged is committed only now and then. They are passed over:
    from a state that is ahead of them they could lead to revisions that nobody was told before.
    """
    if message.key == CLOCK:
        ports.asked.pop(message.partition, None)
    board = _board(message.partition, ports)
    if is_until(message, ports.done.get(message.partition)):
        return
    await _deal_with(message, board, ports)
    await ports.put(message.partition, DONE, write_place(message))


async def _deal_with(message: Incoming, board: Board, ports: Ports) -> None:
    now = datetime.fromtimestamp(message.timestamp or 0, UTC)
    for outcome in board.tick(now):
        await _tell(message.partition, outcome, ports)
    if message.key == CLOCK and not message.value:
        return
    if message.key and message.key.startswith(PREFIX):
        await _watch(message, board, ports)
        return
    try:
        report = read_report(message.value or b"")
    except ValueError as error:
        await _set_aside(message, "report", error, ports)
        return
    key = (message.key or b"").decode("utf-8", "replace")
    await _tell(message.partition, board.receive(key, report.for_purpose(ports.purpose), now), ports)


async def _watch(message: Incoming, board: Board, ports: Ports) -> None:
    """Set or remove a watchlist. What was removed stays in the state too, or what came late would set it again."""
    raw = message.value or b""
    try:
        name, watchlist, revision = read_watchlist(raw)
    except ValueError as error:
        await _set_aside(message, "watchlist", error, ports)
        return
    if board.watch(name, watchlist, revision):
        await ports.put(message.partition, WATCH + name, raw)


async def _set_aside(message: Incoming, what: str, error: ValueError, ports: Ports) -> None:
    log.warning("Set aside a message of `claims` that is no %s: %s", what, str(error)[:200])
    reason = Rejected("field.invalid", f"The message on `claims` is no {what}.")
    await ports.publish([write_rejection(message, reason)])


async def wake(partitions: Iterable[int], now: datetime, ports: Ports) -> None:
    """Ask for the time, as a message on `claims`, where something waits for it, or where nobody looked yet.

    What the time does then happens between two messages, and comes again with its own after a crash.
    """
    due = [partition for partition in partitions if _waits(partition, now, ports)]
    ports.asked.update(dict.fromkeys(due, now))
    if due:
        await ports.publish([write_clock(partition) for partition in due])


def attach(app: AppT, topic: str, ports: Ports) -> None:
    """Run the agent on a Faust app."""

    async def alert(stream: StreamT[bytes]) -> None:
        await deliver_one_by_one(stream, lambda message: handle(message, ports), ports.flight)

    app.agent(raw_topic(app, topic), name="alert")(alert)


def _board(partition: int, ports: Ports) -> Board:
    if partition not in ports.boards:
        board = Board(ports.kinds, ports.policy, ports.watchlists)
        entries = list(ports.entries(partition))
        board.restore(
            [(key[len(REPORT) :], read_report(value)) for key, value in entries if key.startswith(REPORT)],
            [read_alert(value) for key, value in entries if key.startswith(ALERT)],
            [(key[len(HELD) :], read_report(value)) for key, value in entries if key.startswith(HELD)],
        )
        for key, value in entries:
            if key.startswith(WATCH):
                board.watch(*read_watchlist(value))
            elif key == DONE:
                ports.done[partition] = read_place(value)
        ports.boards[partition] = board
    return ports.boards[partition]


def _waits(partition: int, now: datetime, ports: Ports) -> bool:
    asked = ports.asked.get(partition)
    # Either way: a clock set back must not silence us until it caught up.
    if asked is not None and abs(now - asked) < ASK_AGAIN:
        return False
    board = ports.boards.get(partition)
    return board is None or board.is_due(now)


async def _tell(partition: int, outcome: Outcome, ports: Ports) -> None:
    if outcome.alerts:
        await ports.publish([write_alert(alert) for alert in outcome.alerts])
    await _remember(partition, outcome, ports)


async def _remember(partition: int, outcome: Outcome, ports: Ports) -> None:
    for alert in outcome.alerts:
        await ports.put(partition, ALERT + alert.id, write_alert_value(alert))
    for key, report in outcome.reports:
        await ports.put(partition, REPORT + key, write_report_value(report) if report else None)
    for name, lapsed in outcome.lapsed:
        await ports.put(partition, ALERT + name, write_alert_value(lapsed) if lapsed else None)
    for key, report in outcome.held:
        await ports.put(partition, HELD + key, write_report_value(report) if report else None)
