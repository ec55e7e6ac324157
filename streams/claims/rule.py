"""A claim rule as a value, and how its file's content becomes one. The format: `streams/data/claims/README.md`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from streams.claims.examples import Example, parse_examples
from streams.claims.kind import Kind, Severity
from streams.claims.words import (
    Condition,
    arguments_at,
    conditions_at,
    irregular_forms,
    named_words,
    words_at,
)
from streams.themes.fields import Fields, Problem, RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping

Part = Literal["verb", "noun", "word", "phrase"]
Principal = Literal["actor", "location", "recipient"]
PARTS = cast("tuple[Part, ...]", get_args(Part))
ROLES = ("actor", "recipient", "location")
# PLOVER's, as far as news tells them apart (DEMAND is REQUEST, FIGHT is ASSAULT, YIELD is CONCEDE).
EVENT_TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT",
    "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip

MOST_TRIGGERS = 200
_LEAST_PRIORITY, _MOST_PRIORITY = -9, 9

_ID = re.compile(r"[a-z]+(-[a-z]+)*\Z")
_ID_SAID = "small letters in words joined by hyphens, such as troop-buildup"
_CODE = re.compile(r"[0-9]{2,4}\Z")
_OF_KINDS = ("title", "theme", "severity", "family", "principal", "cameo", "alerts_a_day")
MOST_ALERTS_A_DAY = 10_000
_KEYS = (
    "id", "why", "source", "licence", "kind", *_OF_KINDS, "event_type", "planned_as", "priority", "mutual", "lists",
    "irregular", "units", *ROLES, "where", "unless", "triggers", "examples",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of the happening, and what must and must not stand around them.

    `roles` holds only the arguments that differ from the rule's own.
    """

    part: Part
    words: tuple[str, ...]
    where: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """One rule file. A file may hold lists alone, for the others: then it has no trigger and no event type.

    `planned_as` is the event type of what is only planned: a promise of aid is an agreement before it is aid.
    `alerts_a_day` is how many alerts its author expects of it, the noise budget. `revision` tells which one it is of a
    rule that was sent at run time, and is no field of the file.
    """

    id: str
    why: str
    event_type: str = ""
    planned_as: str = ""
    kind: Kind | None = None
    priority: int = 0
    is_mutual: bool = False
    units: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    irregular: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    alerts_a_day: float | None = None
    revision: int | None = None


def parse_claim_rule(content: Mapping[str, Any], where: str) -> ClaimRule:
    """Return the rule that a file's parsed content describes.

    Raises `RuleError`, a `ValueError`, with everything that is wrong; its text names file and field.
    """
    fields = Fields(cast("Mapping[object, object]", content), [])
    rule = _rule(fields)
    if fields.problems:
        raise RuleError(where, fields.problems)
    return rule


def _rule(fields: Fields) -> ClaimRule:
    fields.known(*_KEYS)
    rule_id, why = fields.matching("id", _ID, _ID_SAID), fields.text("why")
    fields.texts("source", "licence")
    lists, irregular = named_words(fields, "lists"), irregular_forms(fields, "irregular")
    if "triggers" not in fields.content and (lists or irregular):
        return ClaimRule(rule_id, why, lists=lists, irregular=irregular)
    event_type = fields.one_of("event_type", EVENT_TYPES)
    has_plan = "planned_as" in fields.content
    return ClaimRule(
        rule_id,
        why,
        event_type=event_type,
        planned_as=fields.one_of("planned_as", EVENT_TYPES) if has_plan else event_type,
        kind=_kind(fields, event_type),
        priority=int(fields.number("priority", _LEAST_PRIORITY, _MOST_PRIORITY, default=0)),
        is_mutual=fields.flag("mutual", default=False),
        units=words_at(fields, "units"),
        triggers=_triggers(fields),
        roles=arguments_at(fields, ROLES),
        lists=lists,
        irregular=irregular,
        examples=parse_examples(fields),
        alerts_a_day=fields.number("alerts_a_day", 0, MOST_ALERTS_A_DAY, default=0.0)
        if "alerts_a_day" in fields.content
        else None,
    )


def _kind(fields: Fields, event_type: str) -> Kind | None:
    if fields.content.get("kind") is None:
        stray = next((key for key in _OF_KINDS if key in fields.content and key != "cameo"), None)
        if stray:
            wanted = f"the field `kind` beside {stray!r}, or neither"
            fields.problems.append(Problem((stray,), wanted, is_key=True))
        return None
    return Kind(
        id=fields.matching("kind", _ID, _ID_SAID),
        title=fields.text("title", most=80),
        theme=fields.matching("theme", _ID, "the id of a theme"),
        event_type=event_type,
        severity=cast("Severity", fields.one_of("severity", get_args(Severity))),
        family=fields.matching("family", _ID, "the name of a family of kinds, such as posture"),
        principal=cast("Principal", fields.one_of("principal", get_args(Principal))),
        cameo=_codes(fields),
    )


def _codes(fields: Fields) -> tuple[str, ...]:
    codes = []
    for path, found in fields.items("cameo", most=100):
        if isinstance(found, str) and _CODE.match(found):
            codes.append(found)
        else:
            fields.wrong(path, 'a CAMEO code in quotes, such as "150"', found)
    return tuple(codes)


def _triggers(fields: Fields) -> tuple[Trigger, ...]:
    shared = [conditions_at(fields, name) for name in ("where", "unless")]
    return tuple(
        _trigger(fields.at(path, found), shared)
        for path, found in fields.items("triggers", MOST_TRIGGERS, least=1)
    )


def _trigger(fields: Fields, shared: list[tuple[Condition, ...]]) -> Trigger:
    fields.known(*PARTS, *ROLES, "where", "unless")
    parts = [part for part in PARTS if part in fields.content]
    if len(parts) != 1:
        fields.problems.append(Problem(fields.path, f"wanted exactly one of {', '.join(PARTS)}"))
    words = [words_at(fields, part) for part in parts]
    for part in parts:
        if fields.content[part] == []:
            fields.wrong((*fields.path, part), "at least one word", [])
    return Trigger(
        parts[0] if parts else "word",
        words[0] if words else (),
        where=shared[0] + conditions_at(fields, "where"),
        unless=shared[1] + conditions_at(fields, "unless"),
        roles=arguments_at(fields, ROLES),
    )
