"""`tocsin publish`: articles from files to the topic `articles`."""

from __future__ import annotations

import asyncio
import json
from codecs import BOM_UTF8
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schemas import topics
from schemas.article import ID_CHARS
from schemas.ninjs import NinjsV1
from streams.cli.console import progress, say
from streams.runtime.client import sender
from streams.runtime.topics import ensure_there
from streams.settings import load_settings
from streams.wire.files import MOST_BYTES, is_markup, read_document
from streams.wire.message import Outgoing, cloud_event
from streams.wire.ninjs import is_ninjs
from streams.wire.refusal import Refused, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import BaseModel

    from streams.settings import Settings

Files = Annotated[
    list[Path],
    typer.Argument(
        help="JSON Lines or JSON of article events or ninjs, RSS, Atom, NewsML-G2.",
        exists=True,
        dir_okay=False,
    ),
]
BATCH = 500
EXIT_NOTHING = 1
"""Exit code where nothing at all could be read."""

MOST_VERSION = 40

_WHOLE = (".json", ".xml", ".rss", ".atom")
_HEAD_BYTES = 1024


@dataclass(slots=True)
class Tally:
    """How it went so far: messages sent, and entries and files refused."""

    sent: int = 0
    refused: int = 0


def publish(files: Files) -> None:
    """Publish articles from files, keyed by article id: article events, ninjs, RSS, Atom or NewsML-G2.

    JSON is sent as it is: what cannot be read is set aside by the worker (`tocsin rejected` shows it). Feeds and
    NewsML-G2 become article events; an entry that cannot be one is named on standard error, and the others are sent.
    """
    settings = load_settings()
    asyncio.run(ensure_there(topics.ARTICLES, settings))
    tally = asyncio.run(_publish(files, settings))
    refused = f" {tally.refused} refused." if tally.refused else ""
    say(f"{tally.sent} articles published to {settings.topic(topics.ARTICLES.name)}.{refused}")
    if tally.refused and not tally.sent:
        raise typer.Exit(EXIT_NOTHING)


async def publish_files(files: list[Path], settings: Settings) -> int:
    """Publish everything in these files that can be read; return how many. Raises `BrokerError`."""
    return (await _publish(files, settings)).sent


async def _publish(files: list[Path], settings: Settings) -> Tally:
    tally = Tally()
    async with sender(settings) as opened:
        with progress() as display:
            for path in files:
                total, found = _counted(path)
                task = display.add_task(f"Publishing {path.name}", total=total)
                for each in found:
                    display.advance(task)
                    if isinstance(each, Refused):
                        tally.refused += 1
                        say(f"{path.name}{f': {each.name}:' if each.name else ''} {each.reason}")
                        continue
                    await opened.send(article_message(each))
                    tally.sent += 1
                    if tally.sent % BATCH == 0:
                        await opened.flush()
    return tally


def _counted(path: Path) -> tuple[int, Iterable[bytes | Refused]]:
    """Return how many entries a file has, and the entries: lines one by one, others all at once."""
    if is_lines(path):
        total = sum(1 for _ in lines(path))
        return (total, lines(path)) if total else (1, [Refused("", "is empty.")])
    found = documents(path, datetime.now(UTC))
    return len(found), found


def is_lines(path: Path) -> bool:
    """Whether a file is read line by line: by its suffix, or where that says nothing, by its beginning."""
    if path.suffix.lower() in _WHOLE:
        return False
    with path.open("rb") as file:
        return not is_markup(file.read(_HEAD_BYTES))


def documents(path: Path, now: datetime) -> tuple[bytes | Refused, ...]:
    """Return the messages of a file read as a whole; one that cannot be read is a refusal without a name."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        return (
            Refused("", f"has {size} bytes; at most {most} MB are read at once. JSON Lines may be larger."),
        )
    try:
        return read_document(path.read_bytes(), now)
    except UnreadableFileError as error:
        return (Refused("", str(error)),)


def lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file that hold anything."""
    with path.open("rb") as file:
        yield from (line.removeprefix(BOM_UTF8).rstrip(b"\r\n") for line in file if line.strip())


def article_message(line: bytes) -> Outgoing:
    """Return the message for one article; without an id that can be read, any partition will do."""
    named = _named(line)
    if named is None:
        return Outgoing(topic=topics.ARTICLES.name, key=None, value=line)
    name, version, form = named
    headers = cloud_event(topics.ARTICLES, f"{name}.{version}", None, name) if len(name) <= ID_CHARS else ()
    return Outgoing(topics.ARTICLES.name, name.encode("utf-8", "replace"), line, headers, form=form)


def _named(line: bytes) -> tuple[str, str, type[BaseModel] | None] | None:
    """Return id and version as the reader will see them, and another contract than the topic's where it is by that.

    All versions of an article meet in one partition.
    """
    try:
        sent = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(sent, dict):
        return None
    form = NinjsV1 if is_ninjs(sent) else None
    name = "id" if not form else "uri" if "uri" in sent else "guid"
    identifier = sent.get(name)
    if not isinstance(identifier, str):
        return None
    return identifier.strip(), str(sent.get("version", 1))[:MOST_VERSION], form
