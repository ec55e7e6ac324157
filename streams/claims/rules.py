"""The rule book: all claim rules, opened once and indexed by the words that set them off.

Looking for triggers costs one dictionary look-up a token, however many rules there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from streams.claims.rule import ROLES, ClaimRule, Part, Trigger, parse_claim_rule
from streams.claims.wording import NOTHING, Run, Wording, make_wording, run_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streams.claims.cues import Cues
    from streams.claims.kind import Kind
    from streams.claims.words import Condition

__all__ = ["ClaimRule", "RuleBook", "build_rule_book", "parse_claim_rule"]

_DEFAULT_ROLES = {
    "actor": ("subject",),
    "recipient": ("object", "clause", "against", "on", "with", "to", "at", "for", "from", "of", "between"),
    "location": ("@place",),
}
# Bounds on what rules may ask for together, lists written out: lists that hold lists grow fast.
MOST_CUES_OF_A_RULE = 1_000
MOST_CUES = 100_000
MOST_ENTRIES = 300_000
DEEPEST_LIST = 20
# Lists that the grammar itself looks into, and that a book may lack.
_SHARED = (
    "light",
    "undergone",
    "targeted",
    "noticed",
    "charging",
    "answering",
    "owning_up",
    "mediating",
    "weapons_alone",
    "persons",
    "of_many",
    "homebound",
    "means",
    "grounds",
    "effect",
    "places",
    "actors",
    "forces",
    "state",
    "locals",
)


@dataclass(frozen=True, slots=True)
class Check:
    """A condition ready for use; `written` are its words as the rule has them."""

    slots: tuple[str, ...]
    wording: Wording
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """One way in which a rule can be set off. `order` is unique; `weight` tells how specific it is."""

    rule: ClaimRule
    part: Part
    run: Run
    order: int
    weight: int
    where: tuple[Check, ...]
    unless: tuple[Check, ...]
    roles: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules. `kinds` by id; `index` by the lower-case forms of a cue's first word; `lists` by name.

    `factuality` holds the words that decide a claim's status, which all rules share.
    """

    rules: tuple[ClaimRule, ...]
    kinds: Mapping[str, Kind]
    index: Mapping[str, tuple[Cue, ...]]
    lists: Mapping[str, Wording]
    units: Mapping[str, frozenset[str]]
    factuality: Cues


def build_rule_book(rules: Iterable[ClaimRule], factuality: Cues) -> RuleBook:
    """Return the rules, indexed.

    Raises `ValueError` for an id, list or kind told twice, a list that no file has, or more words than are allowed.
    """
    kept = tuple(sorted(rules, key=lambda rule: rule.id))
    _refuse_twins(kept)
    binder = _Binder(kept)
    by_form: dict[str, list[Cue]] = {}
    for cue in binder.cues():
        for form in cue.run[0]:
            by_form.setdefault(form, []).append(cue)
    return RuleBook(
        rules=kept,
        kinds={rule.kind.id: rule.kind for rule in kept if rule.kind},
        index={form: tuple(cues) for form, cues in by_form.items()},
        lists=dict.fromkeys(_SHARED, NOTHING)
        | {name: binder.wording((f"${name}",)) for name in binder.lists},
        units={rule.id: binder.wording(rule.units).openers for rule in kept},
        factuality=factuality,
    )


def _refuse_twins(rules: tuple[ClaimRule, ...]) -> None:
    seen: set[str] = set()
    for rule in rules:
        for name in (rule.id, *(f"${name}" for name in rule.lists)):
            if name in seen:
                raise ValueError(f"{rule.id}: {name!r} is defined twice")
            seen.add(name)
    kinds: dict[str, Kind] = {}
    for rule in rules:
        facts = rule.kind and replace(rule.kind, cameo=())
        if facts and kinds.setdefault(facts.id, facts) != facts:
            raise ValueError(f"{rule.id}: kind {facts.id!r} has other facts in another rule")


class _Binder:
    """Resolves list names and word forms across all rules."""

    def __init__(self, rules: tuple[ClaimRule, ...]) -> None:
        self._rules = rules
        self.lists = {name: words for rule in rules for name, words in rule.lists.items()}
        self._irregular = {word: forms for rule in rules for word, forms in rule.irregular.items()}
        self._owners = {name: rule.id for rule in rules for name in rule.lists}
        self._written_out: dict[str, tuple[str, ...]] = {}
        self._entries = 0
        self.wording = lru_cache(maxsize=None)(self._wording)

    def cues(self) -> Iterable[Cue]:
        order = 0
        for rule in self._rules:
            first = order
            for trigger in rule.triggers:
                checks = [self._checks(found) for found in (trigger.where, trigger.unless)]
                for entry in self._flat(trigger.words, (), rule.id):
                    if entry.startswith("@"):
                        raise ValueError(
                            f"{rule.id}: a trigger has words, and a list of its own holds {entry!r}"
                        )
                    run = run_of(entry, trigger.part, self._irregular)
                    yield self._cue(rule, trigger, run, order, checks)
                    order += 1
                if order - first > MOST_CUES_OF_A_RULE or order > MOST_CUES:
                    raise ValueError(
                        f"{rule.id}: more than {MOST_CUES_OF_A_RULE} words set it off, or {MOST_CUES} all rules"
                    )

    @staticmethod
    def _cue(rule: ClaimRule, trigger: Trigger, run: Run, order: int, checks: list[tuple[Check, ...]]) -> Cue:
        roles = {role: trigger.roles.get(role, rule.roles.get(role, _DEFAULT_ROLES[role])) for role in ROLES}
        weight = 100 * rule.priority + 3 * len(run) + 3 * len(checks[0]) + (rule.kind is not None)
        return Cue(rule, trigger.part, run, order, weight, checks[0], checks[1], roles)

    def _checks(self, conditions: tuple[Condition, ...]) -> tuple[Check, ...]:
        return tuple(
            Check(condition.slots, self.wording(condition.words), condition.words) for condition in conditions
        )

    def _wording(self, words: tuple[str, ...]) -> Wording:
        entries = self._flat(words, (), "lists")
        self._entries += len(entries)
        if self._entries > MOST_ENTRIES:
            raise ValueError(f"lists and conditions have more than {MOST_ENTRIES} words together")
        return make_wording(entries, lambda entry: run_of(entry, "word", self._irregular))

    def _flat(self, words: tuple[str, ...], inside: tuple[str, ...], where: str) -> tuple[str, ...]:
        """Return words with every list written out."""
        flat: list[str] = []
        for word in words:
            flat.extend(self._list(word[1:], inside, where) if word.startswith("$") else (word,))
            if len(flat) > MOST_CUES_OF_A_RULE:
                raise ValueError(f"{where}: more than {MOST_CUES_OF_A_RULE} words with all lists written out")
        return tuple(flat)

    def _list(self, name: str, inside: tuple[str, ...], where: str) -> tuple[str, ...]:
        # Each list is written out once: lists that hold the one before twice would double with each.
        if name not in self._written_out:
            if name not in self.lists or name in inside or len(inside) == DEEPEST_LIST:
                raise ValueError(f"{where}: list {'$' + name!r} is not defined, or holds itself")
            self._written_out[name] = self._flat(
                self.lists[name], (*inside, name), f"{self._owners[name]}: ${name}"
            )
        return self._written_out[name]
