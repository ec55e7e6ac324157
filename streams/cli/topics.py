"""`tocsin topics`: make the topics, and show them beside what is declared."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from streams.cli.console import out, say
from streams.runtime.topics import admin, count_partitions, declared_topics, ensure_topics
from streams.settings import load_settings

if TYPE_CHECKING:
    from streams.settings import Settings

app = typer.Typer(help="Make the topics, or show them.", no_args_is_help=True)


@app.command()
def create() -> None:
    """Make the topics that are missing, with the declared settings."""
    found = asyncio.run(ensure_topics(load_settings()))
    for name, partitions in found.items():
        say(f"{name}: {partitions} partitions")


@app.command()
def show() -> None:
    """Show each topic: what it carries, how it is declared, and whether the broker has it."""
    settings = load_settings()
    found = asyncio.run(_found(settings))
    table = Table("topic", "what", "key", "partitions", "cleanup", "kept", "on the broker")
    for topic in declared_topics(settings):
        kept = "for ever" if topic.retention_ms < 0 else f"{topic.retention_ms // 86_400_000} days"
        there = f"{found[topic.name]} partitions" if topic.name in found else "missing"
        table.add_row(topic.name, topic.about, topic.key, str(topic.partitions), topic.cleanup, kept, there)
    out.print(table)


async def _found(settings: Settings) -> dict[str, int]:
    async with admin(settings) as client:
        existing = set(await client.list_topics())
        return await count_partitions(
            client, [topic.name for topic in declared_topics(settings) if topic.name in existing]
        )
