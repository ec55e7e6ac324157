"""A claim rule as a value, and how its file's content becomes one. The format: `streams/data/claims/README.md`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from streams.claims.kind import Kind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

Part = Literal["verb", "noun", "word", "phrase"]
Principal = Literal["actor", "location", "recipient"]
PARTS = cast("tuple[Part, ...]", get_args(Part))
ROLES = ("actor", "recipient", "location")
CLASSES = ("@country", "@actor", "@place", "@person")

# Bounds on what a rule may ask: rules may come from people we do not know.
MOST_WORDS = 2_000
MOST_TRIGGERS = 200
MOST_CHARS = 80

_KEYS = {
    "id", "why", "source", "licence", "kind", "title", "theme", "severity", "family", "principal", "event_type",
    "planned_as", "cameo", "priority", "mutual", "lists", "irregular", "units", "where", "unless", "triggers",
    "examples", *ROLES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """Some slot holds some of the words (`where`), or none does (`unless`)."""

    slots: tuple[str, ...]
    words: tuple[str, ...]


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


def parse_claim_rule(content: Mapping[str, Any], where: str) -> ClaimRule:
    """Return the rule that a file's parsed content describes. Raises `ValueError` naming file and field."""
    read = _Reader(where)
    read.known(content, _KEYS, "")
    lists = read.named_words(content.get("lists", {}), "lists")
    irregular = read.named_words(content.get("irregular", {}), "irregular")
    rule_id, why = read.text(content, "id"), read.text(content, "why")
    if "triggers" not in content:
        return ClaimRule(rule_id, why, lists=lists, irregular=irregular)
    shared = [read.conditions(content.get(name, {}), name) for name in ("where", "unless")]
    return ClaimRule(
        rule_id,
        why,
        event_type=read.text(content, "event_type"),
        planned_as=read.text(content, "planned_as" if "planned_as" in content else "event_type"),
        kind=_kind(content, read),
        priority=read.number(content.get("priority", 0), "priority"),
        is_mutual=content.get("mutual", False) is True,
        units=read.words(content.get("units", []), "units"),
        triggers=_triggers(content["triggers"], shared, read),
        roles=_roles(content, read, ""),
        lists=lists,
        irregular=irregular,
    )


def _kind(content: Mapping[str, Any], read: _Reader) -> Kind | None:
    if content.get("kind") is None:
        return None
    return Kind(
        id=read.text(content, "kind"),
        title=read.text(content, "title"),
        theme=read.text(content, "theme"),
        event_type=read.text(content, "event_type"),
        severity=cast("Severity", read.one_of(content, "severity", get_args(Severity))),
        family=read.text(content, "family"),
        principal=cast("Principal", read.one_of(content, "principal", get_args(Principal))),
        cameo=read.words(content.get("cameo", []), "cameo"),
    )


def _triggers(sent: object, shared: list[tuple[Condition, ...]], read: _Reader) -> tuple[Trigger, ...]:
    if not isinstance(sent, list) or not 1 <= len(sent) <= MOST_TRIGGERS:
        raise read.wrong("triggers", f"expected a list of 1 to {MOST_TRIGGERS} triggers")
    return tuple(_trigger(each, f"triggers[{place}]", shared, read) for place, each in enumerate(sent))


def _trigger(sent: object, field_name: str, shared: list[tuple[Condition, ...]], read: _Reader) -> Trigger:
    if not isinstance(sent, Mapping):
        raise read.wrong(field_name, "expected a mapping")
    read.known(sent, {*PARTS, *ROLES, "where", "unless"}, field_name)
    parts = [part for part in PARTS if part in sent]
    if len(parts) != 1:
        raise read.wrong(field_name, f"expected exactly one of {', '.join(PARTS)}")
    words = read.words(sent[parts[0]], f"{field_name}.{parts[0]}")
    if not words:
        raise read.wrong(f"{field_name}.{parts[0]}", "expected at least one word")
    return Trigger(
        parts[0],
        words,
        where=shared[0] + read.conditions(sent.get("where", {}), f"{field_name}.where"),
        unless=shared[1] + read.conditions(sent.get("unless", {}), f"{field_name}.unless"),
        roles=_roles(sent, read, f"{field_name}."),
    )


def _roles(content: Mapping[str, Any], read: _Reader, prefix: str) -> Mapping[str, tuple[str, ...]]:
    return {role: read.words(content[role], prefix + role) for role in ROLES if role in content}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads fields, and names file and field where one is wrong."""

    where: str

    def wrong(self, field_name: str, what: str) -> ValueError:
        return ValueError(f"{self.where}: {field_name}: {what}")

    def known(self, content: Mapping[str, Any], keys: Iterable[str], field_name: str) -> None:
        for key in content:
            if key not in keys:
                raise self.wrong(field_name or str(key), f"unknown key {key!r}")

    def text(self, content: Mapping[str, Any], key: str) -> str:
        found = content.get(key)
        if not isinstance(found, str) or not found.strip():
            raise self.wrong(key, "expected a text")
        return found.strip()

    def number(self, found: object, key: str) -> int:
        if not isinstance(found, int) or isinstance(found, bool) or not -9 <= found <= 9:  # noqa: PLR2004 - README
            raise self.wrong(key, "expected a whole number from -9 to 9")
        return found

    def one_of(self, content: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
        found = self.text(content, key)
        if found not in allowed:
            raise self.wrong(key, f"expected one of {', '.join(allowed)}")
        return found

    def words(self, found: object, field_name: str) -> tuple[str, ...]:
        """Return a list's entries. A lone text counts as a list of one."""
        entries = [found] if isinstance(found, str) else found
        if not isinstance(entries, list) or len(entries) > MOST_WORDS:
            raise self.wrong(field_name, f"expected a list of at most {MOST_WORDS} words")
        for entry in entries:
            if not isinstance(entry, str) or not entry.strip() or len(entry) > MOST_CHARS:
                hint = " (quote words that YAML reads as something else)"
                raise self.wrong(field_name, f"expected words, found {entry!r}{hint}")
            if entry.startswith("@") and entry not in (*CLASSES, "@later"):
                raise self.wrong(field_name, f"unknown class {entry!r}")
        return tuple(entry.strip() for entry in entries)

    def named_words(self, found: object, field_name: str) -> Mapping[str, tuple[str, ...]]:
        if not isinstance(found, Mapping):
            raise self.wrong(field_name, "expected names, each with a list of words")
        return {str(name): self.words(words, f"{field_name}.{name}") for name, words in found.items()}

    def conditions(self, found: object, field_name: str) -> tuple[Condition, ...]:
        if not isinstance(found, Mapping):
            raise self.wrong(field_name, "expected slots, each with a list of words")
        made = []
        for slots, words in found.items():
            if not isinstance(slots, str):
                raise self.wrong(field_name, f'expected the name of a slot, found {slots!r} (quote "on")')
            names = tuple(slot.strip() for slot in slots.split("|"))
            made.append(Condition(names, self.words(words, f"{field_name}.{slots}")))
        return tuple(made)
