"""Persons within an article: who a surname means, and whose office holder somebody is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from streams.entities.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from streams.entities.entry import Entry
    from streams.entities.reading import Reading

_SHORTEST_SURNAME = 3


@dataclass(frozen=True, slots=True)
class Persons:
    """Full names of an article, folded: by family name, and by any part that may stand for the whole."""

    by_surname: Mapping[str, str]
    by_part: Mapping[str, str]


def find_persons(mentions: Iterable[Mention], reading: Reading) -> Persons:
    """Return the persons that the article names in full. The first to bear a surname keeps it."""
    surnames: dict[str, str] = {}
    for mention in mentions:
        if mention.type == "PERSON" and " " in mention.key:
            surname = mention.entries[0].surname if mention.entries else mention.key.rpartition(" ")[2]
            surnames.setdefault(surname.casefold(), mention.key)
    first = {name.partition(" ")[0]: name for name in surnames.values()}
    given = {part: name for part, name in first.items() if reading.gazetteer.is_word("given", part)}
    return Persons(by_surname={**given, **surnames}, by_part={**first, **surnames})


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
    if key in persons.by_surname and len(key) >= _SHORTEST_SURNAME and not reading.is_in("question", at):
        return Mention(at, at + 1, "PERSON", key)
    return None


def addressed_persons(reading: Reading, taken: AbstractSet[int]) -> list[Mention]:
    """Return surnames that the model missed behind "Mr" and the like."""
    found = []
    for at, word in enumerate(reading.words):
        is_addressed = reading.is_in("honorific", at - 1) and reading.gap(at) in {" ", ". "}
        if is_addressed and word.is_capital and reading.is_capital(at - 1) and at not in taken:
            found.append(Mention(at, at + 1, "PERSON", word.key))
    return found


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
