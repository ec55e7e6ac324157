"""The words of a claim rule, checked: lists of entries, and conditions on what stands in a slot.

An entry is a word, words in a row, `$list` or `@class`. There are no patterns: nothing that a rule says can make
looking for it slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.claims.slots import CLASSES, PLACES_OF_ARGUMENTS, SLOTS, WANTED
from streams.themes.fields import Problem, show

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from streams.themes.fields import Fields, Path

# Bounds on what a rule may ask: rules may come from people we do not know.
MOST_WORDS = 2_000
MOST_CHARS = 80
MOST_WORDS_IN_A_ROW = 8
MOST_CONDITIONS = 40
MOST_LISTS = 200
MOST_NAMED = 2_000

# Each character belongs to one part of the form only, so that no text makes matching it slow.
_ENTRY = re.compile(r"=?[\w.'’]+(?:[ -]+=?[\w.'’]+)*\Z")
_LIST = re.compile(r"\$[a-z][a-z0-9_]*\Z")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_WORD = (
    "words (letters, digits, spaces, hyphens, apostrophes; = before an exact form), or the $name of a list"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """Some slot holds some of the words (`where`), or none does (`unless`)."""

    slots: tuple[str, ...]
    words: tuple[str, ...]


def words_at(fields: Fields, key: object, classes: Collection[str] = ()) -> tuple[str, ...]:
    """Return the entries of a list, none where it is missing. A lone text counts as a list of one."""
    found = fields.content.get(key, [])
    lone = isinstance(found, str)
    items = [((*fields.path, key), found)] if lone else fields.items(key, MOST_WORDS)
    return tuple(entry for path, each in items if (entry := _entry(path, each, classes, fields)))


def _entry(path: Path, found: object, classes: Collection[str], fields: Fields) -> str:
    entry = found.strip() if isinstance(found, str) else ""
    if entry in classes:
        return entry
    if entry.startswith("@"):
        wanted = f"one of {', '.join(classes)}" if classes else "words or a $list: a class cannot stand here"
        fields.wrong(path, wanted, found, classes)
    elif not 0 < len(entry) <= MOST_CHARS or not _is_entry(entry):
        wanted = (
            f"{_WORD}; at most {MOST_WORDS_IN_A_ROW} words, {MOST_CHARS} characters, no regular expression"
        )
        fields.wrong(path, wanted, found)
    else:
        return entry
    return ""


def _is_entry(entry: str) -> bool:
    if entry.startswith("$"):
        return _LIST.match(entry) is not None
    is_short = len(entry.split()) <= MOST_WORDS_IN_A_ROW
    return is_short and _ENTRY.match(entry) is not None and any(letter.isalnum() for letter in entry)


def named_words(fields: Fields, key: str) -> Mapping[str, tuple[str, ...]]:
    """Return named lists of words."""
    named = fields.under(key, MOST_LISTS)
    for name in named.content:
        if not isinstance(name, str) or not _NAME.match(name):
            wanted = "a name of small letters, digits and _"
            fields.problems.append(Problem((*named.path, name), wanted, show(name), is_key=True))
    return {str(name): words_at(named, name, CLASSES) for name in named.content}


def irregular_forms(fields: Fields, key: str) -> Mapping[str, tuple[str, ...]]:
    """Return words, each with the forms that its spelling does not give."""
    named = fields.under(key, MOST_NAMED)
    for name in named.content:
        if not isinstance(name, str):
            fields.problems.append(Problem((*named.path, name), "a word", show(name), is_key=True))
    return {str(name): words_at(named, name) for name in named.content}


def conditions_at(fields: Fields, key: str) -> tuple[Condition, ...]:
    """Return the conditions under `where` or `unless`, in the order of the file."""
    sent = fields.under(key, MOST_CONDITIONS)
    made = []
    for slots in sent.content:
        names = tuple(slot.strip() for slot in slots.split("|")) if isinstance(slots, str) else ()
        unknown = [name for name in names if name not in SLOTS]
        if unknown or not 0 < len(names) <= MOST_CONDITIONS:
            near = fields.nearest(unknown[0], SLOTS) if unknown else ""
            found = show(unknown[0] if unknown else slots)
            fields.problems.append(Problem((*sent.path, slots), WANTED, found, near, is_key=True))
        made.append(Condition(names, words_at(sent, slots, CLASSES)))
    return tuple(made)


def arguments_at(fields: Fields, roles: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return where each argument is looked for, of those that the fields name."""
    return {role: _places_of(fields, role) for role in roles if role in fields.content}


def _places_of(fields: Fields, role: str) -> tuple[str, ...]:
    places = []
    for path, found in fields.items(role, MOST_CONDITIONS):
        if isinstance(found, str) and found in PLACES_OF_ARGUMENTS:
            places.append(found)
        else:
            fields.wrong(path, f"{WANTED}, @place or @later", found, PLACES_OF_ARGUMENTS)
    return tuple(places)
