"""The rule book: all claim rules, opened once and indexed by the words that set them off.

Looking for triggers costs one dictionary look-up a token, however many rules there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from streams.claims.rule import ROLES, ClaimRule, Condition, Part, Trigger, parse_claim_rule
from streams.claims.wording import NOTHING, Run, Wording, make_wording, run_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streams.claims.cues import Cues
    from streams.claims.kind import Kind

__all__ = ["ClaimRule", "RuleBook", "build_rule_book", "parse_claim_rule"]

_DEFAULT_ROLES = {
    "actor": ("subject",),
    "recipient": ("object", "clause", "against", "on", "with", "to", "at", "for", "from", "of", "between"),
    "location": ("@place",),
}
# Lists that the grammar itself looks into, and that a book may lack.
_SHARED = ("light", "effect", "places", "actors", "forces", "state", "locals")


@dataclass(frozen=True, slots=True)
class Check:
    """A condition ready for use."""

    slots: tuple[str, ...]
    wording: Wording


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
    """Return the rules, indexed. Raises `ValueError` for an id or list told twice, or a list that no file has."""
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


class _Binder:
    """Resolves list names and word forms across all rules."""

    def __init__(self, rules: tuple[ClaimRule, ...]) -> None:
        self._rules = rules
        self.lists = {name: words for rule in rules for name, words in rule.lists.items()}
        self._irregular = {word: forms for rule in rules for word, forms in rule.irregular.items()}
        self.wording = lru_cache(maxsize=None)(self._wording)

    def cues(self) -> Iterable[Cue]:
        order = 0
        for rule in self._rules:
            for trigger in rule.triggers:
                checks = [self._checks(found) for found in (trigger.where, trigger.unless)]
                for entry in self._flat(trigger.words, (), rule.id):
                    run = run_of(entry, trigger.part, self._irregular)
                    yield self._cue(rule, trigger, run, order, checks)
                    order += 1

    @staticmethod
    def _cue(rule: ClaimRule, trigger: Trigger, run: Run, order: int, checks: list[tuple[Check, ...]]) -> Cue:
        roles = {role: trigger.roles.get(role, rule.roles.get(role, _DEFAULT_ROLES[role])) for role in ROLES}
        weight = 100 * rule.priority + 3 * len(run) + 3 * len(checks[0]) + (rule.kind is not None)
        return Cue(rule, trigger.part, run, order, weight, checks[0], checks[1], roles)

    def _checks(self, conditions: tuple[Condition, ...]) -> tuple[Check, ...]:
        return tuple(Check(condition.slots, self.wording(condition.words)) for condition in conditions)

    def _wording(self, words: tuple[str, ...]) -> Wording:
        entries = self._flat(words, (), "lists")
        return make_wording(entries, lambda entry: run_of(entry, "word", self._irregular))

    def _flat(self, words: tuple[str, ...], inside: tuple[str, ...], where: str) -> tuple[str, ...]:
        flat: list[str] = []
        for word in words:
            name = word[1:]
            if not word.startswith("$"):
                flat.append(word)
            elif name not in self.lists or name in inside:
                raise ValueError(f"{where}: list {word!r} is not defined, or holds itself")
            else:
                flat.extend(self._flat(self.lists[name], (*inside, name), where))
        return tuple(flat)
