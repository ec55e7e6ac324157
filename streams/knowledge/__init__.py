"""Knowledge: rules, gazetteer and model, opened and checked once. The only package that reads `streams/data`."""

from __future__ import annotations

from streams.knowledge.errors import KnowledgeError
from streams.knowledge.files import DATA
from streams.knowledge.opening import (
    READ_LANGUAGES,
    Knowledge,
    Versions,
    compile_rules,
    load_alerting,
    load_knowledge,
    open_alerting,
    open_knowledge,
    open_rules,
    read_all_rules,
    refuse_errors,
    with_rules,
)
from streams.knowledge.records import load_countries
from streams.knowledge.rulesets import Finding, RuleSet, Sheet

__all__ = [
    "DATA",
    "READ_LANGUAGES",
    "Finding",
    "Knowledge",
    "KnowledgeError",
    "RuleSet",
    "Sheet",
    "Versions",
    "compile_rules",
    "load_alerting",
    "load_countries",
    "load_knowledge",
    "open_alerting",
    "open_knowledge",
    "open_rules",
    "read_all_rules",
    "refuse_errors",
    "with_rules",
]
