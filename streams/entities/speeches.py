"""Where words say that somebody says something: "Anna Berg, the minister, said", "said Anna Berg", "she added"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from streams.entities.reading import Reading

_MOST_APPOSED = 14
_MOST_TITLE = 8
_MOST_BETWEEN = 2
_COMMAS = frozenset([", ", " , "])
_IN_TITLE = frozenset([" ", ", ", ". ", "-", "'", "’"])
_SMALL_IN_TITLE = frozenset(["the", "a", "s", "of", "for"])
# What a quotation ends with, and what stands before "said" where the speaker comes after.
_BEFORE_SAID = frozenset(',"”')
_OF_ANOTHER = frozenset(["about", "against", "at", "by", "for", "from", "of", "on", "to", "with"])


class Verb(NamedTuple):
    """The word by which somebody speaks, and whether it stands before the speaker: "said Anna Berg"."""

    at: int
    is_before: bool


class Name(NamedTuple):
    """Words `first` up to but not including `last` that name the person of that number, and the verb they speak by."""

    first: int
    last: int
    number: int
    verb: Verb | None


class Speech(NamedTuple):
    """That somebody speaks: the word that names him, the verb, and the person's number, None where that is not sure."""

    at: int
    verb: int
    number: int | None


def verb_of(first: int, last: int, reading: Reading) -> Verb | None:
    """Return the verb by which those speak who are named by words `first` up to but not including `last`.

    None where they do not, or another does for them: "a spokesman for Anna Berg said".
    """
    verb = _after(first, last, reading)
    if verb is not None:
        return None if _is_of_another(first, reading) else Verb(verb, is_before=False)
    before = _before(first, reading)
    return None if before is None else Verb(before, is_before=True)


def _after(first: int, last: int, reading: Reading) -> int | None:
    # "The spokesman, Jonas Lind, said", but not "officials who know Jonas Lind, said".
    is_apposed = reading.gap(first) in _COMMAS and reading.gap(last) in _COMMAS
    verb = _verb_from(last, reading) if is_apposed or reading.gap(last) == " " else None
    if verb is not None or reading.gap(last) not in _COMMAS:
        return verb
    for at in range(last + 1, min(last + _MOST_APPOSED, len(reading.words))):
        if reading.gap(at) in _COMMAS and (verb := _verb_from(at, reading)) is not None:
            return verb
        if reading.ends_before(at):
            return None
    return None


def _verb_from(at: int, reading: Reading) -> int | None:
    """Return the verb that begins at a word: "said", "has also said"."""
    for _ in range(_MOST_BETWEEN + 1):
        if reading.is_in("speaks", at):
            return at
        if not reading.is_in("said_how", at) or reading.gap(at + 1) != " ":
            return None
        at += 1
    return None


def _before(first: int, reading: Reading) -> int | None:
    """Return the verb before a name and its title, where it ends a quotation: "," said Col. John Dorrian"."""
    start = _title_start(first, reading)
    for at in range(first - 1, start - 2, -1):
        if reading.is_in("speaks", at):
            gap = reading.gap(at)
            return at if "\n" not in gap and not _BEFORE_SAID.isdisjoint(gap) else None
    return None


def _title_start(first: int, reading: Reading) -> int:
    """Return the first word of the title before a name."""
    at = first
    while first - at < _MOST_TITLE and reading.gap(at) in _IN_TITLE:
        is_part = reading.is_capital(at - 1) or reading.is_in("title", at - 1)
        if reading.is_in("speaks", at - 1) or not (is_part or reading.key(at - 1) in _SMALL_IN_TITLE):
            break
        at -= 1
    return at


def _is_of_another(first: int, reading: Reading) -> bool:
    at = first
    while reading.gap(at) in {" ", ". ", "-"} and (
        reading.is_capital(at - 1) or reading.is_in("title", at - 1) or reading.key(at - 1) == "the"
    ):
        at -= 1
    return reading.gap(at) == " " and reading.key(at - 1) in _OF_ANOTHER
