"""`tocsin rejected`: look at the messages that were set aside, and send one again."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from schemas import topics
from streams.cli.console import out, say
from streams.runtime.client import read_topic, sender
from streams.runtime.refusals import BrokerError
from streams.settings import load_settings
from streams.wire.rejections import read_rejection, write_retry

if TYPE_CHECKING:
    from streams.settings import Settings
    from streams.wire.message import Incoming

SHOWN_CHARS = 60

Retry = Annotated[
    str | None, typer.Option(help="Send this message again, as it came: its PARTITION:OFFSET as listed.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def rejected(retry: Retry = None, as_json: AsJson = False) -> None:
    """Show the dead letters: where each came from, what is wrong with it, and how it begins."""
    settings = load_settings()
    if retry is None:
        _show(asyncio.run(_all(settings)), as_json)
    else:
        asyncio.run(_retry(retry, settings))


async def _all(settings: Settings) -> list[Incoming]:
    return [message async for message in read_topic(topics.REJECTED.name, settings)]


async def _retry(place: str, settings: Settings) -> None:
    for message in await _all(settings):
        if _place(message) == place:
            again = write_retry(message)
            async with sender(settings) as opened:
                await opened.send(again)
            say(f"Sent again to {settings.topic(again.topic)}.")
            return
    raise BrokerError(f"No message at {place}: `tocsin rejected` lists those that are there.")


def _show(messages: list[Incoming], as_json: bool) -> None:
    table = Table("at", "code", "detail", "attempt", "bytes", "begins")
    for message in messages:
        why = read_rejection(message)
        whole = message.whole or b""
        begins, size = whole[:SHOWN_CHARS].decode("utf-8", "replace"), len(whole)
        if as_json:
            reason = why.model_dump(exclude_none=True) if why else {}
            out.print_json(
                json.dumps({"at": _place(message), "bytes": size, "begins": begins, **reason}), indent=None
            )
        elif why:
            table.add_row(
                _place(message), why.code, Text(why.detail), str(why.attempt), str(size), Text(repr(begins))
            )
        else:
            table.add_row(_place(message), "?", "no reason in its headers", "", str(size), Text(repr(begins)))
    if not as_json:
        out.print(table)
        say(f"{len(messages)} messages set aside.")


def _place(message: Incoming) -> str:
    return f"{message.partition}:{message.offset}"
