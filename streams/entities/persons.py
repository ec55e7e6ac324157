"""Persons within an article: who a surname means, and whose office holder somebody is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from streams.entities.mention import Mention
from streams.entities.names import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from streams.entities.entry import Entry
    from streams.entities.reading import Reading

_SHORTEST_SURNAME = 3
_FIRST_AND_LAST = 2
_ABBREVIATED = 4
_ARTICLES = frozenset(["al", "el", "bin", "ben", "van", "von", "de", "di", "da", "le", "la", "du", "abu"])


@dataclass(frozen=True, slots=True)
class Persons:
    """Full names of an article, folded: by family name, by any part that may stand for the whole, by known bearer."""

    by_surname: Mapping[str, str]
    by_part: Mapping[str, str]
    by_bearer: Mapping[str, str]


def find_persons(mentions: Iterable[Mention], reading: Reading) -> Persons:
    """Return the persons that the article names in full. The first to bear a surname keeps it."""
    surnames: dict[str, str] = {}
    bearers: dict[str, str] = {}
    for mention in mentions:
        if mention.type == "PERSON" and " " in mention.key:
            if mention.entries:
                bearers.setdefault(mention.entries[0].name, mention.key)
            for surname in _surnames(mention):
                surnames.setdefault(surname, mention.key)
    first = {name.partition(" ")[0]: name for name in surnames.values()}
    given = {part: name for part, name in first.items() if reading.gazetteer.is_word("given", part)}
    return Persons(by_surname={**given, **surnames}, by_part={**first, **surnames}, by_bearer=bearers)


def named_person(name: str, mention: Mention, persons: Persons) -> tuple[str, Mention]:
    """Return the full name that a mention stands for, and the mention as that person's.

    A surname that the gazetteer knows is that bearer's where the article has the full name, else whoever's it is here.
    """
    known = persons.by_bearer.get(mention.entries[0].name) if mention.entries else None
    full = known or persons.by_part.get(name, name)
    is_anothers = full != name and full not in persons.by_bearer.values()
    return full, replace(mention, entries=()) if is_anothers else mention


def _surnames(mention: Mention) -> tuple[str, ...]:
    """Return what a full name's bearer is called in short, with and without the article: "al-Assad", "Assad".

    Who is filed under the whole name is too easily another by the surname alone, but not in an article with the name.
    """
    parts = mention.key.split()
    surname = key_of(mention.entries[0].surname) if mention.entries else ""
    if not surname or surname == mention.key:
        surname = (
            " ".join(parts[-2:]) if len(parts) > _FIRST_AND_LAST and parts[-2] in _ARTICLES else parts[-1]
        )
    first, _, rest = surname.partition(" ")
    return tuple(dict.fromkeys((surname, rest if rest and first in _ARTICLES else surname)))


def as_person(mention: Mention, persons: Persons, reading: Reading) -> Mention:
    """Return a surname as its bearer's, whatever else the word may be: "Jordan said" where Michael Jordan is named."""
    if mention.type in ("PERSON", "NORP") or mention.key not in persons.by_surname:
        return mention
    if mention.type in ("GPE", "LOC") and reading.is_in("place_before", mention.first - 1):
        return mention
    return replace(mention, type="PERSON", entries=(), country=None)


def surname_at(at: int, persons: Persons, reading: Reading) -> Mention | None:
    """Return the mention that a word is, if it is a surname of the article that nothing has taken for a name."""
    key = reading.key(at)
    if key not in persons.by_surname or len(key) < _SHORTEST_SURNAME:
        return None
    # "May said", but not "May the best win".
    is_shown = reading.is_in("bare_title", at - 1) or reading.is_in("says", at + 1)
    if reading.is_in("question", at) and not is_shown:
        return None
    return Mention(at, at + 1, "PERSON", key)


def addressed_persons(reading: Reading, taken: AbstractSet[int]) -> list[Mention]:
    """Return surnames that the model missed behind "Mr" and the like, or an office's holder behind the office."""
    return [
        Mention(at, at + 1, "PERSON", word.key)
        for at, word in enumerate(reading.words)
        if word.is_capital
        and at not in taken
        and reading.gap(at) in {" ", ". "}
        and _is_addressed(at, reading)
    ]


def _is_addressed(at: int, reading: Reading) -> bool:
    if not reading.is_capital(at - 1) or (
        reading.gap(at) == ". " and len(reading.key(at - 1)) > _ABBREVIATED
    ):
        return False
    if reading.is_in("honorific", at - 1):
        return True
    is_last = not (reading.gap(at + 1) == " " and reading.is_capital(at + 1))
    is_titled = is_last and reading.is_in("bare_title", at - 1)
    return is_titled and reading.gazetteer.bearer(reading.key(at), reading.day, is_titled=True) is not None


def holder_of(name: str, mentions: Sequence[Mention], reading: Reading) -> Entry | None:
    """Return whom the gazetteer knows by a full name, or by a surname where that is enough."""
    full = [entry for entry in reading.gazetteer.names.get(name, ()) if entry.type == "PERSON"]
    if full or " " in name:
        return full[0] if full else None
    is_titled = any(reading.is_in("bare_title", mention.first - 1) for mention in mentions)
    holder = reading.gazetteer.bearer(name, reading.day, is_titled=is_titled)
    if holder is None and any(reading.is_in("rule_after", mention.last) for mention in mentions):
        return reading.gazetteer.ruler(name, reading.day)
    return holder
