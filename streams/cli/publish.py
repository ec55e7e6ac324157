"""`tocsin publish`: article events from files to the topic `articles`."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schemas import topics
from streams.cli.console import progress, say
from streams.runtime.client import sender
from streams.runtime.topics import ensure_topics
from streams.settings import load_settings
from streams.wire.message import Outgoing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streams.settings import Settings

Files = Annotated[
    list[Path],
    typer.Argument(help="Files of article events, one JSON object a line.", exists=True, dir_okay=False),
]
BATCH = 500


def publish(files: Files) -> None:
    """Publish article events from JSON Lines files, keyed by article id.

    Lines are sent as they are: what cannot be read is set aside by the worker (`tocsin rejected` shows it).
    """
    settings = load_settings()
    asyncio.run(ensure_topics(settings))
    sent = asyncio.run(publish_files(files, settings))
    say(f"{sent} articles published to {settings.topic(topics.ARTICLES.name)}.")


async def publish_files(files: list[Path], settings: Settings) -> int:
    """Publish every line of these files; return how many. Raises `BrokerError`."""
    sent = 0
    async with sender(settings) as opened:
        with progress() as display:
            for path in files:
                task = display.add_task(f"Publishing {path.name}", total=sum(1 for _ in lines(path)))
                for line in lines(path):
                    await opened.send(article_message(line))
                    sent += 1
                    if sent % BATCH == 0:
                        await opened.flush()
                    display.advance(task)
    return sent


def lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file that hold anything."""
    with path.open("rb") as file:
        yield from (line.rstrip(b"\r\n") for line in file if line.strip())


def article_message(line: bytes) -> Outgoing:
    """Return the message for one article event; without an id that can be read, any partition will do."""
    return Outgoing(topic=topics.ARTICLES.name, key=_key(line), value=line)


def _key(line: bytes) -> bytes | None:
    try:
        identifier = json.loads(line)["id"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return identifier.strip().encode("utf-8", "replace") if isinstance(identifier, str) else None
