"""`tocsin doctor`: is everything as it should be, and what to do where it is not."""

from __future__ import annotations

import asyncio
import importlib.util
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from schemas import topics
from schemas.seen import SeenV1
from streams.cli.console import out, write_lines
from streams.cli.diagnosis import (
    SILENT,
    Finding,
    judge_clock,
    judge_configs,
    judge_lag,
    judge_publishers,
    judge_rejected,
    judge_schemas,
    judge_topics,
)
from streams.knowledge import KnowledgeError, open_alerting, open_rules
from streams.runtime.client import how_far, read_topic
from streams.runtime.refusals import BrokerError
from streams.runtime.registry import CONTRACTS, look_up
from streams.runtime.topics import admin, count_partitions, declared_topics, read_configs
from streams.settings import load_settings
from streams.wire.rejections import read_rejection

if TYPE_CHECKING:
    from streams.settings import Settings

EXIT_BAD = 1
STYLES = {"ok": ("✓", "green"), "look": ("!", "yellow"), "bad": ("✗", "bold red")}

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def doctor(as_json: AsJson = False) -> None:
    """Look at broker, topics, schema registry, model, rules, lag, clock, dead letters and publishers; say what to do.

    The exit code is 1 where something is wrong. `!` is what may be meant so.
    """
    findings = asyncio.run(_findings(load_settings()))
    if as_json:
        write_lines(json.dumps(asdict(each), ensure_ascii=False).encode() for each in findings)
    else:
        for each in findings:
            _print(each)
    if any(each.level == "bad" for each in findings):
        raise typer.Exit(EXIT_BAD)


async def _findings(settings: Settings) -> list[Finding]:
    found = [_model(settings), _rules(settings)]
    if settings.registry:
        found.append(await _registry(settings))
    now = datetime.now(UTC)
    try:
        partitions = await _partitions(settings)
        found.insert(0, Finding("broker", "ok", f"Answers at {settings.bootstrap}."))
        found.append(judge_topics(declared_topics(settings), partitions))
        if found[-1].level == "bad":
            return found
        found.append(judge_configs(declared_topics(settings), await _configs(settings, list(partitions))))
        found.append(await _lag(settings, partitions))
        found += await _read(settings, now)
    except BrokerError as error:
        found.append(Finding("broker", "bad", str(error)))
    return found


async def _partitions(settings: Settings) -> dict[str, int]:
    async with admin(settings) as client:
        existing = set(await client.list_topics())
        wanted = [topic.name for topic in declared_topics(settings) if topic.name in existing]
        return await count_partitions(client, wanted)


async def _configs(settings: Settings, names: list[str]) -> dict[str, dict[str, str]]:
    """Return the settings of topics; none where the broker does not tell them, as the embedded one."""
    try:
        async with admin(settings) as client:
            return await read_configs(client, names)
    except BrokerError:
        return {}


def _model(settings: Settings) -> Finding:
    if importlib.util.find_spec(settings.model) is None:
        return Finding("model", "bad", f"{settings.model} is not installed.", "TOCSIN_MODEL, or install it.")
    return Finding("model", "ok", f"{settings.model} is installed.")


def _rules(settings: Settings) -> Finding:
    try:
        rules = open_rules(users=settings.rules)
        kinds, _ = open_alerting(rules)
    except KnowledgeError as error:
        return Finding("rules", "bad", str(error), "`tocsin rules check`")
    where = f", with those in {settings.rules}" if settings.rules else ""
    return Finding("rules", "ok", f"{len(kinds)} kinds of alert{where}.")


async def _registry(settings: Settings) -> Finding:
    try:
        return judge_schemas(await look_up(CONTRACTS, settings))
    except BrokerError as error:
        return Finding("registry", "bad", str(error))


async def _lag(settings: Settings, partitions: dict[str, int]) -> Finding:
    names = {settings.topic(each.name): each.name for each in (topics.ARTICLES, topics.CLAIMS)}
    places = [(full, number) for full in names for number in range(partitions[full])]
    behind = dict.fromkeys(names.values(), 0)
    for (full, _), standing in (await how_far(places, settings)).items():
        behind[names[full]] += max(0, standing.end - standing.done)
    return judge_lag(behind, settings.app_id)


async def _read(settings: Settings, now: datetime) -> list[Finding]:
    newest: datetime | None = None
    last: dict[str, datetime] = {}
    async for message in read_topic(topics.SEEN.name, settings):
        at = datetime.fromtimestamp(message.timestamp or 0, UTC)
        newest = max(newest or at, at)
        if message.value:
            publisher = SeenV1.read(message.value).publisher
            last[publisher] = max(last.get(publisher, at), at)
    codes = []
    async for message in read_topic(topics.REJECTED.name, settings):
        at = datetime.fromtimestamp(message.timestamp or 0, UTC)
        if now - at < SILENT:
            why = read_rejection(message)
            codes.append(why.code if why else "unknown")
    return [judge_clock(newest, now), judge_rejected(codes), judge_publishers(last, now)]


def _print(finding: Finding) -> None:
    glyph, style = STYLES[finding.level]
    line = Text(f"{glyph} ", style=style).append(f"{finding.what}: ", style="bold").append(finding.said)
    if finding.todo:
        line.append(f" → {finding.todo}", style="cyan")
    out.print(line, soft_wrap=True)
