"""Findings of `tocsin doctor`: what was looked at, whether it is as it should be, and what to do where it is not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from schemas.topics import Topic

Level = Literal["ok", "look", "bad"]

LATE = timedelta(minutes=1)
SILENT = timedelta(days=1)
MUCH_BEHIND = 1000
MOST_NAMED = 8
LOSING = frozenset({"cleanup.policy", "max.message.bytes", "message.timestamp.type"})
"""Settings of topics without which messages are lost, refused or told at a wrong time."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do; `look` is what may be meant so."""

    what: str
    level: Level
    said: str
    todo: str = ""


def judge_topics(declared: Iterable[Topic], found: Mapping[str, int]) -> Finding:
    """Judge which topics there are, by full name, and in how many partitions."""
    listed = list(declared)
    missing = [topic.name for topic in listed if topic.name not in found]
    split = [topic.name for topic in listed if topic.is_one_sequence and found.get(topic.name, 1) != 1]
    if split:
        return Finding(
            "topics", "bad", f"{_some(split)}: not one partition.", "Delete; then `tocsin topics create`."
        )
    if missing:
        return Finding("topics", "bad", f"Missing: {_some(missing)}.", "`tocsin topics create`")
    other = [
        f"{topic.name} ({found[topic.name]}, not {topic.partitions})"
        for topic in listed
        if found[topic.name] != topic.partitions
    ]
    if other:
        return Finding(
            "topics",
            "look",
            f"Other numbers of partitions: {_some(other)}.",
            "Meant so? Then TOCSIN_PARTITIONS.",
        )
    return Finding("topics", "ok", f"All {len(listed)} are there, in as many partitions as declared.")


def judge_configs(declared: Iterable[Topic], found: Mapping[str, Mapping[str, str]]) -> Finding:
    """Judge how topics are set on the broker, by full name; what is lost by another setting is bad."""
    if not found:
        return Finding("topic settings", "ok", "This broker does not tell them.")
    other = [
        (name, f"{topic.name}: {name} is {found[topic.name][name]}, declared {value}")
        for topic in declared
        for name, value in topic.config.items()
        if _parts(found.get(topic.name, {}).get(name, value)) != _parts(value)
    ]
    if not other:
        return Finding("topic settings", "ok", "As declared.")
    is_bad = any(name in LOSING for name, _ in other)
    return Finding(
        "topic settings",
        "bad" if is_bad else "look",
        f"{_some([said for _, said in other])}.",
        "`kafka-configs.sh --alter --entity-type topics --entity-name TOPIC --add-config NAME=VALUE`"
        + ("" if is_bad else ", or meant so"),
    )


def judge_schemas(found: Mapping[str, int | None]) -> Finding:
    """Judge which contracts the schema registry has, by subject."""
    missing = [subject for subject, schema in found.items() if schema is None]
    if missing:
        said = f"As they are now, it does not have: {_some(missing)}."
        return Finding("registry", "look", said, "`tocsin topics create`, or the next worker, registers them")
    return Finding("registry", "ok", f"All {len(found)} contracts are registered.")


def _parts(value: str) -> frozenset[str]:
    return frozenset(value.split(","))


def judge_lag(behind: Mapping[str, int], group: str) -> Finding:
    """Judge how many messages of each topic the workers have yet to acknowledge."""
    total = sum(behind.values())
    said = ", ".join(f"{name} {count}" for name, count in sorted(behind.items()))
    if total > MUCH_BEHIND:
        return Finding(
            "lag",
            "look",
            f"{total} messages wait ({said}).",
            f"More workers of group {group}, or a look at their log.",
        )
    return Finding("lag", "ok", f"{total or 'No'} messages wait.")


def judge_clock(newest: datetime | None, now: datetime) -> Finding:
    """Judge this machine's clock by the newest record on the broker."""
    if newest is None:
        return Finding("clock", "ok", "Nothing on the topics to tell it by.")
    if newest > now + LATE:
        ahead = (newest - now).total_seconds()
        return Finding(
            "clock",
            "bad",
            f"A record on the broker is {ahead:.0f} s ahead of this clock.",
            "Set the clocks by NTP.",
        )
    return Finding("clock", "ok", "No record on the broker is ahead of it.")


def judge_rejected(codes: Iterable[str]) -> Finding:
    """Judge what was set aside in the last day, by code."""
    counts = Counter(codes)
    if not counts:
        return Finding("dead letters", "ok", "None in the last day.")
    said = ", ".join(f"{code} {count}" for code, count in counts.most_common(MOST_NAMED))
    return Finding("dead letters", "look", f"{counts.total()} in the last day: {said}.", "`tocsin rejected`")


def judge_publishers(last: Mapping[str, datetime], now: datetime) -> Finding:
    """Judge when something of each publisher was read last."""
    if not last:
        return Finding("publishers", "look", "No article was read in the last week.", "`tocsin publish FILE`")
    silent = sorted((at, name) for name, at in last.items() if now - at > SILENT)
    if silent:
        said = _some([f"{name} (since {at:%Y-%m-%d %H:%M})" for at, name in silent])
        return Finding("publishers", "look", f"Silent for a day: {said}.", "Are their feeds alive?")
    at, name = max((at, name) for name, at in last.items())
    return Finding(
        "publishers", "ok", f"{len(last)}, all heard of within a day; last {name}, {at:%Y-%m-%d %H:%M} UTC."
    )


def _some(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
