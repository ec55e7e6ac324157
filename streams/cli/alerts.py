"""`tocsin alerts`: follow the alerts as they come."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from schemas import topics
from schemas.alert import AlertV1
from streams.cli.console import out, say, write_lines
from streams.cli.render import render_alert
from streams.runtime.client import read_topic
from streams.settings import load_settings

if TYPE_CHECKING:
    from streams.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, as it stands on the topic.")]
New = Annotated[bool, typer.Option("--new", help="Only what comes from now on.")]
Once = Annotated[bool, typer.Option("--once", help="End when everything that is there now was shown.")]


def alerts(as_json: AsJson = False, new: New = False, once: Once = False) -> None:
    """Show every revision of every alert, then follow the topic until Ctrl-C."""
    asyncio.run(_follow(load_settings(), as_json, new, once))


async def _follow(settings: Settings, as_json: bool, new: bool, once: bool) -> None:
    known: dict[str, set[str]] = {}
    async for message in read_topic(topics.ALERTS.name, settings, follow=not once, from_end=new):
        if message.value is None:
            continue
        if as_json:
            write_lines([message.value])
            continue
        try:
            alert = AlertV1.model_validate_json(message.value)
        except ValueError:
            say(f"Not an alert: partition {message.partition}, offset {message.offset}.")
            continue
        out.print(render_alert(alert, known.get(alert.id, ())))
        known[alert.id] = {evidence.claim_id for evidence in alert.evidence}
