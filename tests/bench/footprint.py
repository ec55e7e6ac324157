"""What an article takes besides processor time for reading: bytes on each topic, memory, the alert agent's time.

Names of figures end in their unit. They are what `tests.bench.capacity` plans with.
"""

from __future__ import annotations

import asyncio
import time
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from schemas import topics
from streams.alerts.board import Board
from streams.clean.memory import Memory
from streams.knowledge import open_alerting, open_rules
from streams.runtime.client import messages_behind, read_topic, sender
from streams.runtime.topics import ensure_topics
from streams.wire.claims import read_report
from streams.wire.memory import read_seen
from streams.wire.message import Outgoing
from tests.bench.machine import cpu_seconds, readers
from tests.bench.stage import outputs, worker
from tests.chaos.workers import children

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.settings import Settings
    from streams.wire.message import Incoming
    from tests.bench.stage import Stage

MEASURED = (topics.ARTICLES, topics.ENRICHED, topics.CLAIMS, topics.ALERTS, topics.SEEN, topics.STATE)
PAUSE_SECONDS = 1.0
FETCH_WAIT_MS = 50
_MIB = 2**20


async def footprint(ground: Stage, settings: Settings, pid: int) -> dict[str, float]:
    """Return figures by name, from an installation of one worker that has read what was published, and now rests."""
    messages = {topic.name: [each async for each in read_topic(topic.name, settings)] for topic in MEASURED}
    # The clock puts messages without a value on `claims`, for no article's sake.
    messages[topics.CLAIMS.name] = [each for each in messages[topics.CLAIMS.name] if each.value]
    articles = len(messages[topics.ARTICLES.name])
    seen = messages[topics.SEEN.name]
    # What an article carries beyond its body (title, ids, tags) counts as a part of it.
    return {
        **{f"{name}_bytes": _bytes(found) / articles for name, found in messages.items()},
        **{f"{name}_messages": len(found) / articles for name, found in messages.items()},
        **_memory(pid),
        "remembering_ms": await _remembering_seconds(settings) / len(seen) * 1000,
        **_keeping(messages[topics.CLAIMS.name]),
        **await _alerting(ground, settings, messages[topics.CLAIMS.name]),
    }


def _bytes(messages: Sequence[Incoming]) -> int:
    """Return what messages are on the broker, but for some ten bytes of framing each; nothing is compressed."""
    return sum(
        len(each.key or b"")
        + len(each.value or b"")
        + sum(len(name) + len(value) for name, value in each.headers)
        for each in messages
    )


def _memory(pid: int) -> dict[str, float]:
    """Return resident memory, what processes share divided among them."""
    reading = readers(pid)
    others = [pid, *children(pid)]
    return {
        "main_mib": _proportional_bytes(others) / _MIB,
        "reading_mib": _proportional_bytes(reading) / len(reading) / _MIB,
    }


def _proportional_bytes(processes: Sequence[int]) -> int:
    total = 0
    for process in processes:
        with suppress(OSError):
            fields = Path(f"/proc/{process}/smaps_rollup").read_text().partition("\nPss:")[2].split()
            total += int(fields[0]) * 1024
    return total


async def _remembering_seconds(settings: Settings) -> float:
    """Return the processor time of following what all workers saw, as each of them does."""
    memory = Memory(settings.window_articles)
    begun = time.process_time()
    async for each in read_topic(topics.SEEN.name, settings):
        memory.take(read_seen(each.value or b""))
    return time.process_time() - begun


def _keeping(claims: Sequence[Incoming]) -> dict[str, float]:
    """Return what a report takes on a board: memory, and processor time where it is taken up from the state again."""
    kinds, policy = open_alerting(open_rules())
    tracemalloc.start()
    board = Board(kinds, policy)
    for each in claims:
        board.receive(
            _key(each), read_report(each.value or b""), datetime.fromtimestamp(each.timestamp or 0, UTC)
        )
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    begun = time.process_time()
    Board(kinds, policy).restore([(_key(each), read_report(each.value or b"")) for each in claims], ())
    taken = time.process_time() - begun
    # The state has the bytes as well, as they came.
    stored = _bytes(claims)
    return {
        "report_kept_bytes": (held + stored) / len(claims),
        "report_restored_ms": taken / len(claims) * 1000,
    }


def _key(message: Incoming) -> str:
    return (message.key or b"").decode()


async def _alerting(ground: Stage, settings: Settings, claims: Sequence[Incoming]) -> dict[str, float]:
    """Return the alert agent's time for a message on `claims`, and the processor time in it."""
    again = ground.settings(f"{settings.app_id}-claims")
    await ensure_topics(again)
    moments: list[float] = []

    def hear(_topic: str, _value: bytes | None, now: float) -> None:
        moments.append(now)

    some, rest = claims[: len(claims) // 10], claims[len(claims) // 10 :]
    async with outputs(again, [again.topic(topics.STATE.name)], hear, FETCH_WAIT_MS):
        with worker(ground, again) as pid:
            await _handled(some, again)
            moments.clear()
            before = cpu_seconds([pid])
            await _handled(rest, again)
            # From the first one on: until it comes the worker waits for its broker, and not the other way round.
            taken, lasted = cpu_seconds([pid]) - before, moments[-1] - moments[0]
    return {"claim_ms": lasted / len(rest) * 1000, "claim_cpu_ms": taken / len(rest) * 1000}


async def _handled(claims: Sequence[Incoming], settings: Settings) -> None:
    """Put claims on their partitions again, and return when they are handled."""
    async with sender(settings) as opened:
        for each in claims:
            await opened.send(
                Outgoing(topics.CLAIMS.name, each.key, each.value, each.headers, partition=each.partition)
            )
    while True:
        if not await messages_behind(settings):
            return
        await asyncio.sleep(PAUSE_SECONDS)
