"""Articles of the past from a file or a topic, read by two sets of rules, as the reports that the stream would send."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from streams.backtest.reread import Recorded, settle
from streams.clean.memory import Memory
from streams.cli.publish import documents, is_lines, lines
from streams.knowledge import KnowledgeError
from streams.runtime.client import read_topic
from streams.runtime.pool import Pool
from streams.runtime.rereading import read_record, rereading
from streams.wire.articles import Rejected, outdated, unreadable
from streams.wire.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from rich.progress import Progress

    from streams.backtest.reread import Reread
    from streams.clean.article import Article
    from streams.events.report import Report
    from streams.knowledge import RuleSet
    from streams.settings import Settings

MOST_REFUSED = 3
"""Refusals that are kept to be told; the others are counted."""


@dataclass(frozen=True, slots=True)
class Window:
    """From when on, and until when, articles were published; either may be open."""

    since: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether a time lies in it."""
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


@dataclass(slots=True)
class Gathered:
    """What was read so far: the reports by each set of rules, and how many articles gave none, and why."""

    reports: tuple[list[tuple[str, Report]], ...]
    read: int = 0
    outside: int = 0
    refused: int = 0
    first: datetime | None = None
    last: datetime | None = None
    examples: list[tuple[int, Rejected]] = field(default_factory=list)

    def refuse(self, number: int, why: Rejected) -> None:
        """Count an article that cannot be read."""
        self.refused += 1
        if len(self.examples) < MOST_REFUSED:
            self.examples.append((number, why))


async def gather(
    origin: Path | str, sets: Sequence[RuleSet], window: Window, settings: Settings, display: Progress
) -> Gathered:
    """Read a file or, by its name, a topic. Raises `KnowledgeError`, and of a topic `BrokerError`.

    Articles come in the order of the source, which is that of the stream: what copies what is told by it.
    """
    total = _count(origin) if isinstance(origin, Path) else None
    task = display.add_task("Reading", total=total)
    pool = Pool(settings, rereading(sets))
    await pool.start()
    gathered = Gathered(tuple([] for _ in sets))
    memory = Memory(settings.window_articles)
    waiting: deque[tuple[int, asyncio.Task[Reread | Rejected]]] = deque()
    number = 0
    try:
        async for raw in _records(origin, settings):
            number += 1
            display.advance(task)
            found = read_record(raw, settings) if isinstance(raw, bytes) else _refusal(raw)
            if isinstance(found, Rejected):
                gathered.refuse(number, found)
            elif window.holds(_published_at(found)):
                waiting.append((number, asyncio.create_task(_reread(found, memory, pool))))
            else:
                gathered.outside += 1
            if len(waiting) >= settings.in_flight:
                await _settle(waiting, memory, gathered, settings)
        while waiting:
            await _settle(waiting, memory, gathered, settings)
    finally:
        await pool.stop()
    return gathered


def _count(path: Path) -> int | None:
    return sum(1 for _ in lines(path)) if is_lines(path) else None


async def _records(origin: Path | str, settings: Settings) -> AsyncIterator[bytes | Refused]:
    """Yield what a file or a topic holds; what is removed from a topic has no value.

    Raises `KnowledgeError` for a file of which nothing can be read.
    """
    if isinstance(origin, str):
        async for message in read_topic(origin, settings):
            if message.value is not None:
                yield message.value
        return
    for each in lines(origin) if is_lines(origin) else documents(origin, datetime.now(UTC)):
        if isinstance(each, Refused) and not each.name:
            raise KnowledgeError(f"{origin} {each.reason}")
        yield each


def _refusal(entry: Refused) -> Rejected:
    return Rejected("field.invalid", f"{entry.name}: {entry.reason}")


def _published_at(found: Article | Recorded) -> datetime:
    return (found.article if isinstance(found, Recorded) else found).published_at


async def _reread(found: Article | Recorded, memory: Memory, pool: Pool[Reread]) -> Reread | Rejected:
    learned = frozenset[str]() if isinstance(found, Recorded) else memory.learned(found)
    try:
        return await pool.read(found, learned)
    except Exception as error:  # noqa: BLE001 - one article that breaks its reading stops no other
        return unreadable(error)


async def _settle(
    waiting: deque[tuple[int, asyncio.Task[Reread | Rejected]]],
    memory: Memory,
    gathered: Gathered,
    settings: Settings,
) -> None:
    """Take in what the oldest article in flight gave."""
    number, task = waiting.popleft()
    read = await task
    if isinstance(read, Rejected):
        gathered.refuse(number, read)
        return
    sent = settle(read, (0, number), memory)
    if sent is None:
        gathered.refuse(number, outdated())
        return
    at = read.article.published_at
    gathered.read += 1
    gathered.first, gathered.last = min(gathered.first or at, at), max(gathered.last or at, at)
    for kept, parts in zip(gathered.reports, sent, strict=True):
        kept.extend((key, report.for_purpose(settings.purpose)) for key, report in parts)
