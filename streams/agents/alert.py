"""The alert agent: from `claims` to `alerts`. It owns the state: what was claimed, and the alerts that stand on it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from streams.alerts.board import Board
from streams.runtime.delivery import ONE_BY_ONE, Flight, Pace, deliver_in_turn, raw_topic
from streams.wire.alerts import read_alert, write_alert, write_alert_value
from streams.wire.articles import Rejected
from streams.wire.claims import CLOCK, read_report, write_clock, write_report_value
from streams.wire.message import following
from streams.wire.places import is_until, read_place, write_place
from streams.wire.rejections import write_rejection
from streams.wire.watchlists import PREFIX, read_watchlist

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence

    from faust.types import AppT, StreamT

    from streams.alerts.board import Outcome
    from streams.alerts.policy import Policy
    from streams.alerts.watchlists import Watchlist
    from streams.claims.kind import Kind
    from streams.clean.article import Purpose
    from streams.runtime.state import Entry
    from streams.wire.message import Incoming, Outgoing
    from streams.wire.places import Place

REPORT, ALERT, HELD, WATCH = "report/", "alert/", "held/", "watch/"
DONE = "done"
ASK_AGAIN = timedelta(seconds=30)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything this agent may touch outside itself.

    `entries` is the state of a partition, `put` writes to it in order. `boards` holds each partition's board once it
    was asked for, and `done` the last message that the state has whole; emptied when partitions change hands, since
    another worker may have written to the state meanwhile. `asked` says when the time was asked for on a partition and
    not told yet. With a `purpose` other than news no alert is `Actual`. `watchlists` are those that every partition has
    from the start; others come as messages.
    """

    kinds: Mapping[str, Kind]
    policy: Policy
    publish: Callable[[Sequence[Outgoing]], Awaitable[None]]
    entries: Callable[[int], Iterable[tuple[str, bytes]]]
    put: Callable[[Sequence[Entry]], Awaitable[None]]
    boards: dict[int, Board] = field(default_factory=dict)
    done: dict[int, Place] = field(default_factory=dict)
    asked: dict[int, datetime] = field(default_factory=dict)
    purpose: Purpose = "news"
    watchlists: Sequence[Watchlist] = ()
    flight: Flight = field(default_factory=Flight)
    pace: Pace = ONE_BY_ONE

    def forget(self) -> None:
        """Forget what is known of partitions: they change hands."""
        self.boards.clear()
        self.done.clear()
        self.asked.clear()


async def handle(messages: Sequence[Incoming], ports: Ports) -> None:
    """Deal with messages one after the other: publish all that changed, then remember it in the same order.

    Of each message the state has last that it is dealt with. So a crash in between leaves the state as it was after
    some of them, and maybe a part of the next: the others come again, and the same revisions are published again,
    under the same ids. The time is the message's: it comes again with it.

    Messages before it come again too, since what is acknowledged is committed only now and then. They are passed over:
    from a state that is ahead of them they could lead to revisions that nobody was told before.
    """
    effects = [effect for message in messages for effect in _deal_with(message, ports)]
    told = [each for effect in effects for each in effect.told]
    entries = [each for effect in effects for each in effect.entries]
    if told:
        await ports.publish(told)
    if entries:
        await ports.put(entries)


class _Effect(NamedTuple):
    """What is to be published, and then written to the state."""

    told: Sequence[Outgoing] = ()
    entries: Sequence[Entry] = ()


def _deal_with(message: Incoming, ports: Ports) -> Iterator[_Effect]:
    if message.key == CLOCK:
        ports.asked.pop(message.partition, None)
    board = _board(message.partition, ports)
    if is_until(message, ports.done.get(message.partition)):
        return
    now = datetime.fromtimestamp(message.timestamp or 0, UTC)
    for outcome in board.tick(now):
        yield _effect(message.partition, outcome)
    if message.key and message.key.startswith(PREFIX):
        yield _watch(message, board)
    elif message.key != CLOCK or message.value:
        effect = _receive(message, board, now, ports.purpose)
        yield effect._replace(told=following(message, *effect.told))
    yield _Effect(entries=[(message.partition, DONE, write_place(message))])


def _receive(message: Incoming, board: Board, now: datetime, purpose: Purpose) -> _Effect:
    try:
        report = read_report(message.value or b"")
    except ValueError as error:
        return _set_aside(message, "report", error)
    key = (message.key or b"").decode("utf-8", "replace")
    return _effect(message.partition, board.receive(key, report.for_purpose(purpose), now))


def _watch(message: Incoming, board: Board) -> _Effect:
    """Set or remove a watchlist. What was removed stays in the state too, or what came late would set it again."""
    raw = message.value or b""
    try:
        name, watchlist, revision = read_watchlist(raw)
    except ValueError as error:
        return _set_aside(message, "watchlist", error)
    is_new = board.watch(name, watchlist, revision)
    return _Effect(entries=[(message.partition, WATCH + name, raw)] if is_new else ())


def _set_aside(message: Incoming, what: str, error: ValueError) -> _Effect:
    log.warning("Set aside a message of `claims` that is no %s: %s", what, str(error)[:200])
    reason = Rejected("field.invalid", f"The message on `claims` is no {what}.")
    return _Effect([write_rejection(message, reason)])


def _effect(partition: int, outcome: Outcome) -> _Effect:
    told = [write_alert(alert) for alert in outcome.alerts]
    written = [
        *((ALERT + alert.id, each.value) for alert, each in zip(outcome.alerts, told, strict=True)),
        *((REPORT + key, write_report_value(report) if report else None) for key, report in outcome.reports),
        *((ALERT + name, write_alert_value(lapsed) if lapsed else None) for name, lapsed in outcome.lapsed),
        *((HELD + key, write_report_value(report) if report else None) for key, report in outcome.held),
    ]
    return _Effect(told, [(partition, key, value) for key, value in written])


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
        await deliver_in_turn(stream, lambda messages: handle(messages, ports), ports.pace, ports.flight)

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
