"""The words that decide whether something happened: word lists read from data, ready for look-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from spacy.tokens import Token

Effect = Literal["plan", "open", "deny", "report", "factive", "happen"]

EFFECTS: Final[tuple[Effect, ...]] = ("plan", "open", "deny", "report", "factive", "happen")
LISTS: Final = (
    "negators",
    "conditionals",
    "backgrounds",
    "eras",
    "bygone",
    "works",
    "spans_of_years",
    "raisers",
    "reporters",
    "stances",
    "bargains",
    "seals",
    "denials",
    "pointers",
    "denied",
    "after_it",
)


@dataclass(frozen=True, slots=True)
class Cues:
    """What words do to a clause or a noun that they govern, by lemma; and the lists that have no lemma.

    `over_clause` and `over_noun` are keyed by lemma, or by lemma, a space and its particle or preposition
    ("rule out", "call for"), which goes before the bare lemma; `modals` and `modifiers` by the word in lower case.
    A negated one of `raisers` negates what it governs. `reporters` make their subject the source of all that they
    govern, `stances` only of a whole clause. `seals` are what makes `bargains` exist: "agreed to a truce".
    `denials` are verbs, as written, that with one of `denied` behind them ("it", "the claim"; `pointers` may stand
    between) deny what was said before; `after_it` are words that may follow "it" there. What states that are `bygone`
    do is history; what novels and other `works` tell is no news.
    """

    over_clause: Mapping[str, Effect]
    over_noun: Mapping[str, Effect]
    modals: Mapping[str, Effect]
    modifiers: Mapping[str, Effect]
    negators: frozenset[str]
    conditionals: frozenset[str]
    backgrounds: frozenset[str]
    eras: frozenset[str]
    bygone: frozenset[str]
    works: frozenset[str]
    spans_of_years: frozenset[str]
    raisers: frozenset[str]
    reporters: frozenset[str]
    stances: frozenset[str]
    bargains: frozenset[str]
    seals: frozenset[str]
    denials: frozenset[str]
    pointers: frozenset[str]
    denied: frozenset[str]
    after_it: frozenset[str]

    def effect(self, governor: Token, *, is_noun: bool, preposition: str = "") -> Effect | None:
        """Return what `governor` does to what depends on it: its phrasal form first, then the bare lemma."""
        table = self.over_noun if is_noun else self.over_clause
        lemma = governor.lemma_.lower()
        particles = [child.lower_ for child in governor.children if child.dep_ == "prt"]
        for second in (*particles, preposition):
            if second and (effect := table.get(f"{lemma} {second}")):
                return effect
        return table.get(lemma)


def parse_cues(content: object, where: str) -> Cues:
    """Read the parsed content of a cue file.

    Raises `ValueError` naming `where` and the field: a word list that is half read would judge half the news.
    """
    if not isinstance(content, Mapping):
        raise ValueError(f"{where}: expected a mapping of sections")  # noqa: TRY004 - bad data, not a bad call
    governors = _section(content, "governors", where)
    lists = {name: frozenset(_words(content.get(name), f"{where}: {name}")) for name in LISTS}
    return Cues(
        over_clause=_table(governors, ("any", "clause"), f"{where}: governors"),
        over_noun=_table(governors, ("any", "noun"), f"{where}: governors"),
        modals=_table(_section(content, "modals", where), ("words",), f"{where}: modals"),
        modifiers=_table(_section(content, "modifiers", where), ("words",), f"{where}: modifiers"),
        **lists,
    )


def _section(content: Mapping[object, object], name: str, where: str) -> Mapping[object, object]:
    section = content.get(name)
    if not isinstance(section, Mapping):
        raise ValueError(f"{where}: {name}: expected a mapping of effects")  # noqa: TRY004 - bad data
    return section


def _table(section: Mapping[object, object], keys: Sequence[str], where: str) -> dict[str, Effect]:
    table: dict[str, Effect] = {}
    for name, entry in section.items():
        effect = next((effect for effect in EFFECTS if effect == name), None)
        if effect is None:
            raise ValueError(f"{where}: {name}: expected one of {', '.join(EFFECTS)}")
        if not isinstance(entry, Mapping):
            raise ValueError(f"{where}: {name}: expected a mapping of word lists")  # noqa: TRY004 - bad data
        for key in keys:
            words = _words(entry, f"{where}: {name}", key) if key in entry else ()
            twin = next((word for word in words if table.setdefault(word, effect) != effect), None)
            if twin is not None:
                raise ValueError(f"{where}: {name}.{key}: {twin!r} already means {table[twin]!r}")
    return table


def _words(entry: object, where: str, key: str = "words") -> tuple[str, ...]:
    """Return the words under `key`; YAML reads an unquoted "no" as false, which is no word."""
    words = entry.get(key) if isinstance(entry, Mapping) else None
    if not isinstance(words, list):
        raise ValueError(f"{where}: expected a list of words under {key!r}")  # noqa: TRY004 - bad data
    for word in words:
        if not isinstance(word, str) or not word.strip():
            raise ValueError(f"{where}: {key}: {word!r} is not a word (quote it)")
    return tuple(word.strip().lower() for word in words)
