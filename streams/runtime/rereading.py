"""Rereading in the pool: each article once by several sets of rules, and what each of them reports."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from streams.backtest.reread import Recorded, Reread, reread
from streams.clean.fingerprint import fingerprint
from streams.events.keys import split_report
from streams.knowledge import Knowledge, KnowledgeError, open_knowledge, with_rules
from streams.runtime.pool import Work
from streams.runtime.reading import settle_in
from streams.wire.answers import report_of
from streams.wire.articles import Rejected, field_names, read_article
from streams.wire.enriched import is_enriched, read_enriched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.clean.article import Article
    from streams.knowledge import RuleSet
    from streams.settings import Settings

_opened: list[tuple[Knowledge, ...] | KnowledgeError] = []


def rereading(sets: Sequence[RuleSet]) -> Work[Reread]:
    """Return the pool's work that reads by these sets of rules."""
    return Work(partial(_open, tuple(sets)), _ready, _read)


def read_record(raw: bytes, settings: Settings) -> Article | Recorded | Rejected:
    """Read an article event, a news object or an enriched article, told apart by their fields."""
    if is_enriched(field_names(raw)):
        return read_enriched(raw)
    return read_article(raw, settings)


def _open(sets: tuple[RuleSet, ...], settings: Settings) -> None:
    settle_in()
    try:
        first = open_knowledge(settings.model, sets[0])
        _opened.append((first, *(with_rules(first, rules) for rules in sets[1:])))
    except KnowledgeError as error:
        _opened.append(error)


def _ready() -> int:
    _by()
    return os.getpid()


def _read(found: Article | Recorded, learned: frozenset[str]) -> Reread:
    return read_by(found, _by(), learned)


def read_by(found: Article | Recorded, by: Sequence[Knowledge], learned: frozenset[str]) -> Reread:
    """Return what an article reports by each set of rules."""
    read = reread(found, by, learned)
    reports = [report_of(each, knowledge.policy.genres) for each, knowledge in zip(read, by, strict=True)]
    parts = [split_report(report, each.kinds) for report, each in zip(reports, by, strict=True)]
    return Reread(
        article=read[0].article,
        reports=tuple(parts),
        bare=replace(reports[0], claims=()),
        fingerprint=read[0].fingerprint or fingerprint(read[0].text),
        repeatable=read[0].repeatable,
        applied=read[0].applied,
        is_recorded=isinstance(found, Recorded),
        copies=found.copies if isinstance(found, Recorded) else None,
    )


def _by() -> tuple[Knowledge, ...]:
    found = _opened[0]
    if isinstance(found, KnowledgeError):
        raise found
    return found
