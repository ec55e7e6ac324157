"""What an article takes besides processor time for reading: bytes on each topic, memory, the alert agent's time.

Names of figures end in their unit. They are what `tests.bench.capacity` plans with.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from schemas import topics
from streams.clean.memory import Memory
from streams.runtime.client import messages_behind, read_topic, sender
from streams.runtime.topics import ensure_topics
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
_MIB = 2**20


async def footprint(ground: Stage, settings: Settings, pid: int) -> dict[str, float]:
    """Return figures by name, from an installation of one worker that has read what was published, and now rests."""
    messages = {topic.name: [each async for each in read_topic(topic.name, settings)] for topic in MEASURED}
    articles = len(messages[topics.ARTICLES.name])
    seen = messages[topics.SEEN.name]
    # What an article carries beyond its body (title, ids, tags) counts as a part of it.
    return {
        **{f"{name}_bytes": _bytes(found) / articles for name, found in messages.items()},
        **{f"{name}_messages": len(found) / articles for name, found in messages.items()},
        **_memory(pid),
        "remembering_ms": await _remembering_seconds(settings) / len(seen) * 1000,
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


async def _alerting(ground: Stage, settings: Settings, claims: Sequence[Incoming]) -> dict[str, float]:
    """Return what the alert agent takes for a message on `claims`: time, processor time, memory."""
    again = ground.settings(f"{settings.app_id}-claims")
    await ensure_topics(again)
    moments: list[float] = []

    def hear(_topic: str, _value: bytes | None, now: float) -> None:
        moments.append(now)

    some, rest = claims[: len(claims) // 10], claims[len(claims) // 10 :]
    async with outputs(again, [again.topic(topics.STATE.name)], hear):
        with worker(ground, again) as pid:
            await _handled(some, again)
            moments.clear()
            before, held, begun = cpu_seconds([pid]), _proportional_bytes([pid]), time.monotonic()
            await _handled(rest, again)
            taken, lasted = cpu_seconds([pid]) - before, max(moments) - begun
            held = _proportional_bytes([pid]) - held
    return {
        "claim_ms": lasted / len(rest) * 1000,
        "claim_cpu_ms": taken / len(rest) * 1000,
        "claim_resident_bytes": held / len(rest),
    }


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
