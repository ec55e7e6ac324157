"""`tocsin topics`: make the topics, and show them beside what is declared."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from schemas.acls import acls
from streams.cli.console import out, say, write_lines
from streams.runtime.registry import CONTRACTS, Frames
from streams.runtime.topics import admin, count_partitions, declared_topics, ensure_topics
from streams.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemas.acls import Acl
    from streams.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]

app = typer.Typer(help="Make the topics, or show them.", no_args_is_help=True)


@app.command()
def create() -> None:
    """Make the topics that are missing, with the declared settings, and have their contracts registered.

    The latter where TOCSIN_REGISTRY is set.
    """
    settings = load_settings()
    found = asyncio.run(ensure_topics(settings))
    for name, partitions in found.items():
        say(f"{name}: {partitions} partitions")
    for subject, schema in asyncio.run(Frames(settings).learn(CONTRACTS)).items():
        say(f"{subject}: schema {schema}")


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


@app.command("acls")
def show_acls(as_json: AsJson = False) -> None:
    """Write the commands that let each role do what it needs and no more, as users `tocsin-ROLE`.

    Roles: worker, publisher, subscriber, analyst, desk, rule-author, operator. Run them as somebody who may; edit names
    of users and of subscribers' groups as yours are.
    """
    settings = load_settings()
    found = acls(settings.app_id, settings.topic_prefix)
    if as_json:
        write_lines(json.dumps(each._asdict()).encode() for each in found)
        return
    write_lines(line.encode() for line in commands(found))


def commands(rights: Iterable[Acl]) -> Iterator[str]:
    """Yield lines of a shell, one for what a role may do with several resources of a kind."""
    operations_on: dict[tuple[str, str, bool, str], list[str]] = {}
    for each in rights:
        operations_on.setdefault((each.role, each.resource, each.is_prefix, each.name), []).append(
            each.operation
        )
    together: dict[tuple[str, str, bool, tuple[str, ...]], list[str]] = {}
    for (role, resource, is_prefix, name), found in operations_on.items():
        together.setdefault((role, resource, is_prefix, tuple(sorted(found))), []).append(name)
    for (role, resource, is_prefix, operations), names in together.items():
        may = " ".join(f"--operation {each}" for each in operations)
        what = " ".join(f"--{resource} {name}" for name in names)
        pattern = " --resource-pattern-type prefixed" if is_prefix else ""
        yield (
            'kafka-acls.sh --bootstrap-server "$TOCSIN_BOOTSTRAP" --command-config admin.properties --add '
            f"--allow-principal User:tocsin-{role} {may} {what}{pattern}"
        )


async def _found(settings: Settings) -> dict[str, int]:
    async with admin(settings) as client:
        existing = set(await client.list_topics())
        return await count_partitions(
            client, [topic.name for topic in declared_topics(settings) if topic.name in existing]
        )
