"""`tocsin tap`: look at what is on a topic, or comes."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from streams.cli.completion import TOPIC_NAMES, topic_names
from streams.cli.console import plain, print_line, write_lines
from streams.cli.tap_where import read_condition, value_of
from streams.runtime.client import read_topic
from streams.settings import load_settings
from streams.wire.framing import schema_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streams.cli.tap_where import Condition
    from streams.wire.message import Incoming

KEY_CHARS = 40

Name = Annotated[
    str,
    typer.Argument(metavar="TOPIC", help=f"One of {', '.join(TOPIC_NAMES)}.", autocompletion=topic_names),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CONDITION",
        help="FIELD=VALUE, FIELD!=VALUE or FIELD~LETTERS; FIELD is key, header.NAME or a path into the value. "
        "Several must all hold.",
    ),
]
Follow = Annotated[bool, typer.Option("--follow", "-f", help="Go on with what comes, until Ctrl-C.")]
Most = Annotated[int | None, typer.Option("--most", "-n", min=1, help="End after so many.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, with headers and whole value.")]


def tap(
    topic: Name, where: Where = None, follow: Follow = False, most: Most = None, as_json: AsJson = False
) -> None:
    """Show the messages of a topic, one a line: partition:offset, time, key, and how the value begins.

    No consumer group is joined: looking changes nothing.
    """
    if topic not in TOPIC_NAMES:
        meant = get_close_matches(topic, TOPIC_NAMES, n=1)
        hint = f" Did you mean {meant[0]}?" if meant else ""
        raise typer.BadParameter(
            f"{topic[:60]!r} is no topic of Tocsin's.{hint} There are {', '.join(TOPIC_NAMES)}."
        )
    try:
        conditions = [read_condition(each) for each in where or []]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--where") from None
    messages = read_topic(topic, load_settings(), follow=follow)
    asyncio.run(_tap(messages, conditions, most, as_json))


async def _tap(
    messages: AsyncIterator[Incoming], conditions: list[Condition], most: int | None, as_json: bool
) -> None:
    shown = 0
    async for message in messages:
        value = value_of(message)
        if not all(condition.holds(message, value) for condition in conditions):
            continue
        if as_json:
            write_lines([_as_json(message, value)])
        else:
            print_line(_line(message))
        shown += 1
        if most and shown >= most:
            return


def _line(message: Incoming) -> Text:
    line = Text(f"{message.partition}:{message.offset} ", style="cyan", end="\n")
    line.append(f"{_time(message)} ", style="dim")
    line.append(f"{plain((message.key or b'').decode('utf-8', 'replace'))[:KEY_CHARS]} ", style="bold")
    begins = "no value" if message.value is None else message.value[:400].decode("utf-8", "replace")
    return line.append(plain(begins))


def _as_json(message: Incoming, value: object) -> bytes:
    return json.dumps(
        {
            "partition": message.partition,
            "offset": message.offset,
            "time": _time(message),
            "key": None if message.key is None else message.key.decode("utf-8", "replace"),
            "headers": {name: each.decode("utf-8", "replace") for name, each in message.headers},
            **({"schema": schema_of(message.frame)} if message.frame else {}),
            "value": value,
        },
        ensure_ascii=False,
    ).encode("utf-8", "replace")


def _time(message: Incoming) -> str:
    return datetime.fromtimestamp(message.timestamp or 0, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
