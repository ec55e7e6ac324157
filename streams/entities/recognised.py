"""What the model recognised, mended: titles, question words and possessives cut off, line ends kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.entities.entity import type_labels
from streams.entities.mention import Mention
from streams.entities.nonnames import is_event, is_no_name, is_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from streams.entities.reading import Reading

_LONGEST_PERSON = 5
_LONGEST_NAME = 10
_FIRST_AND_LAST = 2
_TOWN = 15_000
_GENERATIONS = frozenset(["jr", "sr"])
# The model's types for names whose parts name nobody: "the U.S. Open", "the Geneva Conventions".
_OTHER_NAMES = ("EVENT", "WORK_OF_ART", "LAW", "PRODUCT")


def recognised(doc: Doc, reading: Reading) -> tuple[list[Mention], set[int]]:
    """Return the model's names in order, mended, those that are none left out; and the words of other names."""
    names: list[Mention] = []
    others: set[int] = set()
    for ent in doc.ents:
        if ent.label_ not in type_labels and ent.label_ not in _OTHER_NAMES:
            continue
        first, last = reading.number_at(ent.start_char), reading.number_at(ent.end_char)
        is_person = ent.label_ in _OTHER_NAMES and _is_full_name(first, last, reading)
        kind = "PERSON" if is_person else ent.label_
        if is_event(first, last, reading):
            others.update(range(first, last))
        elif kind in type_labels:
            parts = (part for line in _lines(first, last, reading) for part in _apart(*line, kind, reading))
            mended = (_mended(*part, reading) for part in parts)
            names.extend(mention for mention in mended if mention is not None)
        elif sum(reading.is_capital(at) for at in range(first, last)) > 1:
            others.update(range(first, last))
    return names, others


def _is_full_name(first: int, last: int, reading: Reading) -> bool:
    """Whether a name that the model took for a thing's is a given name and another: "Torbjorn Eide"."""
    is_thing = last - first == _FIRST_AND_LAST and reading.is_in("given", first)
    is_capital = reading.is_capital(first) and reading.is_capital(first + 1) and reading.gap(first + 1) == " "
    return is_thing and is_capital and not reading.is_in("surname_head", first + 1)


def _lines(first: int, last: int, reading: Reading) -> Iterator[tuple[int, int]]:
    """Part a name at line ends and notes: a headline does not run on into the text, nor a name into "[1]" after it."""
    start = first
    for at in range(first + 1, last):
        if "\n" in (gap := reading.gap(at)) or gap.startswith(("(", "[")):
            yield start, at
            start = at
    if start < last:
        yield start, last


def _apart(first: int, last: int, kind: str, reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Part two towns that the model took for one name: "Trondheim and Bergen"."""
    places = reading.gazetteer.places
    for at in range(first + 1, last - 1):
        if reading.key(at) == "and" and not places.find(reading.name(first, last)):
            sides = (places.find(reading.name(first, at)), places.find(reading.name(at + 1, last)))
            if all(any(place.population >= _TOWN for place in side) for side in sides):
                yield first, at, "GPE"
                yield at + 1, last, "GPE"
                return
    yield first, last, kind


def _mended(first: int, last: int, kind: str, reading: Reading) -> Mention | None:
    if _is_addressed(first, last, reading):
        kind = "PERSON"
    first, last = _trimmed(first, last, kind, reading)
    if last - first > 1 and reading.is_in("rule_after", last - 1) and _is_surname(last - 2, reading):
        # "the Clinton administration" is his who led it.
        first, last, kind = last - 2, last - 1, "PERSON"
    part = reading.words[first:last]
    if not any(word.text[0].isupper() or word.text[0].isdigit() for word in part):
        return None
    if len(part) > _LONGEST_NAME or is_no_name(first, last, reading):
        return None
    if kind == "PERSON" and (len(part) > _LONGEST_PERSON or any(word.text.isdigit() for word in part)):
        return None
    if kind != "PERSON" and is_office(first, last, reading):
        return None
    has_dot = kind == "PERSON" and last - first > 1 and _ends_with_dot(first, last - 1, reading)
    return Mention(first, last, kind, reading.name(first, last), has_dot=has_dot)


def _is_addressed(first: int, last: int, reading: Reading) -> bool:
    """Whether a name begins with what only persons are called by: "Mr Lind", "Spokesperson Jonas Lind"."""
    if reading.is_in("honorific", first) or reading.is_in("honorific", first - 1):
        return True
    return reading.is_in("office_head", first) and _is_full_name(first + 1, last, reading)


def _ends_with_dot(first: int, at: int, reading: Reading) -> bool:
    """Whether a person's name ends with an abbreviation, whose dot is its own: "Jonas Lind Jr."."""
    is_initial = len(reading.key(at)) == 1 and reading.is_in("given", first)
    is_short = is_initial or reading.key(at) in _GENERATIONS
    return is_short and reading.words[at].has_dot(reading.text)


def _is_surname(at: int, reading: Reading) -> bool:
    return reading.key(at) in reading.gazetteer.surnames and reading.key(at) not in reading.gazetteer.names


def _trimmed(first: int, last: int, kind: str, reading: Reading) -> tuple[int, int]:
    """Cut off what is not name: "Will Russia", "President Macron", "Iran's"."""
    while first < last and (
        reading.is_in("question", first) or (kind == "PERSON" and reading.is_in("title", first))
    ):
        first += 1
    # "Macron Visits Kyiv" of a headline.
    verb = next((at for at in range(first + 1, last) if reading.is_in("headline_verb", at)), last)
    last = last if kind == "ORG" and verb == last - 1 else verb
    # "Putin’s bluff", all of which the model may take for a name.
    while kind == "PERSON" and last - first > 1 and reading.words[last - 1].text.islower():
        last -= 1
    while first < last and (
        reading.key(last - 1) == "s" or (last - first > 1 and reading.is_in("question", last - 1))
    ):
        last -= 1
    return first, last
