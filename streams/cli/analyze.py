"""`tocsin analyze`: the same understanding without Kafka, from JSON Lines to JSON Lines."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schemas import topics
from streams.alerts.board import standing_alerts
from streams.clean.memory import Memory
from streams.cli.console import err, progress, say, write_line, write_lines
from streams.cli.publish import lines
from streams.knowledge import open_alerting, open_rules
from streams.runtime.pool import READING, Pool
from streams.runtime.readings import Readings
from streams.settings import load_settings
from streams.wire.alerts import write_alert_value
from streams.wire.answers import settle
from streams.wire.articles import Rejected, read_article, unreadable
from streams.wire.claims import read_report

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from streams.clean.article import Article
    from streams.settings import Settings
    from streams.wire.answers import Answer
    from streams.wire.message import Outgoing

EXIT_REJECTIONS = 3
"""Exit code where at least one line could not be read."""

Files = Annotated[
    list[Path] | None, typer.Argument(help="Files of article events; standard input where none is named.")
]
Workers = Annotated[
    int | None, typer.Option(help="Processes that read; one for each core where not given.", min=1)
]
Alerts = Annotated[
    bool,
    typer.Option("--alerts", help="Write the alerts that stand at the end, instead of enriched articles."),
]


def analyze(files: Files = None, workers: Workers = None, alerts: Alerts = False) -> None:
    """Enrich article events, one JSON object a line, and write the enriched articles in the same order.

    A line that cannot be read becomes a rejection on standard error; the exit code is then 3. Where only its date
    cannot be read, it is read as of today, and standard error says so: archives are full of such dates.
    """
    settings = load_settings()
    if workers:
        settings = settings.model_copy(update={"processes": workers})
    rejected = asyncio.run(_analyze(files or [], settings, alerts))
    sys.exit(EXIT_REJECTIONS if rejected else 0)


async def _analyze(files: list[Path], settings: Settings, alerts: bool) -> int:
    """Return how many lines were rejected."""
    rejected, reports = 0, []
    total = sum(1 for path in files for _ in lines(path)) if files else None
    with progress() as display:
        task = display.add_task("Analysing", total=total)
        async for number, answer in _answers(_input(files), settings):
            display.advance(task)
            if isinstance(answer, Rejected):
                rejected += 1
                _write_rejection(number, answer)
            elif alerts:
                reports += [m for m in answer if m.topic == topics.CLAIMS.name]
            else:
                write_line(answer[0].value or b"")
    if alerts:
        rules = open_rules(users=settings.rules)
        kinds, policy = open_alerting(rules)
        said = [
            ((m.key or b"").decode(), read_report(m.value or b"").for_purpose(settings.purpose))
            for m in reports
        ]
        standing = standing_alerts(said, kinds, policy, datetime.now(UTC), rules.watchlists)
        write_lines(write_alert_value(alert) for alert in standing)
    sys.stdout.buffer.flush()
    return rejected


def _input(files: list[Path]) -> Iterator[bytes]:
    if files:
        for path in files:
            yield from lines(path)
    else:
        yield from (line.rstrip(b"\r\n") for line in sys.stdin.buffer if line.strip())


async def _answers(
    source: Iterator[bytes], settings: Settings
) -> AsyncIterator[tuple[int, Sequence[Outgoing] | Rejected]]:
    """Yield line number and answer for each line, in order, reading several at a time."""
    pool = Pool(settings, READING)
    await pool.start()
    read, memory = Readings(pool), Memory(settings.window_articles)
    waiting: deque[tuple[int, asyncio.Task[Answer | Rejected]]] = deque()
    try:
        for number, line in enumerate(source, start=1):
            waiting.append((number, asyncio.create_task(_answer(line, read, memory, settings))))
            if len(waiting) >= settings.in_flight:
                first, task = waiting.popleft()
                yield first, _settled(await task, first, memory)
        while waiting:
            first, task = waiting.popleft()
            yield first, _settled(await task, first, memory)
    finally:
        await pool.stop()


def _settled(answer: Answer | Rejected, number: int, memory: Memory) -> Sequence[Outgoing] | Rejected:
    settled = settle(answer, (0, number), memory, partitions=1)
    return settled if isinstance(settled, Rejected) else settled[1]


async def _answer(line: bytes, read: Readings, memory: Memory, settings: Settings) -> Answer | Rejected:
    article = read_article(line, settings)
    if isinstance(article, Rejected) and article.field == "published_at":
        article = _read_as_of_today(line, article, settings)
    if isinstance(article, Rejected):
        return article
    try:
        return await read(article, memory.learned(article))
    except Exception as error:  # noqa: BLE001 - one article that breaks its reading stops no other
        return unreadable(error)


def _read_as_of_today(line: bytes, reason: Rejected, settings: Settings) -> Article | Rejected:
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    event = json.loads(line)
    say(f"{str(event.get('id'))[:100]}: read as of {today:%Y-%m-%d}. {reason.detail}")
    return read_article(json.dumps({**event, "published_at": today.isoformat()}).encode(), settings)


def _write_rejection(number: int, reason: Rejected) -> None:
    said = {"line": number, "code": reason.code, "field": reason.field, "detail": reason.detail}
    err.print(json.dumps(said, ensure_ascii=False), markup=False, soft_wrap=True)
