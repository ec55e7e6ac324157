"""What the model's names must be, by the company they keep: towns after "in", heads such as "River" or "Ministry"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from streams.entities.led import (
    is_called_town_at,
    is_described_at,
    is_led,
    is_near_at,
    is_person_at,
    is_place_at,
    is_taken_at,
)
from streams.entities.persons import addressed_persons
from streams.entities.towns import abbreviated_states, dateline_towns, is_area, is_persons_name, unseen_towns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from streams.entities.mention import Mention
    from streams.entities.places import Place
    from streams.entities.reading import Reading

_PLACES = ("GPE", "LOC", "FAC")
# Below this a town is a place where the words say so ("in Byesville"); above it, it is one by its name alone. Many
# towns share their names with persons, fewer with organisations.
_GREAT_TOWN = {"PERSON": 100_000, "ORG": 25_000, "NORP": 25_000}
# What is fled or shelled is a town of some size, or a person.
_TAKEN_TOWN = 15_000
# A statesman's surname that is a town of this size too may be the town: "Austin".
_FAMOUS_TOWN = 500_000
_SHORTEST_TOWN = 4
_FIRST_AND_LAST = 2
_MOST_BETWEEN = 4


def corrected(mentions: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Return the mentions with towns and states that the model missed added, and types set right.

    What one mention shows of a name holds for all: a town once named with "in" is a town throughout.
    """
    mentions = _unbodied(mentions, reading)
    persons = {part for mention in mentions if mention.type == "PERSON" for part in mention.key.split()[1:]}
    added = dateline_towns(reading, _words(mention for mention in mentions if mention.entries))
    mentions = _credible(mentions, _words(added), reading)
    taken = _words(mentions)
    added += abbreviated_states(reading, taken)
    unlisted = [mention for mention in mentions if not mention.entries]
    towns = {mention.key for mention in added} | {
        mention.key
        for mention in unlisted
        if (mention.type == "NORP" or mention.key not in persons) and _is_town(mention, reading)
    }
    led = {mention.key for mention in unlisted if is_led(mention, reading)}
    leaders = {mention.key for mention in unlisted if _is_leader(mention, reading)} - towns - led
    added += addressed_persons(reading, taken)
    kept = [
        mention if mention.entries else _retyped(mention, towns, leaders, reading) for mention in mentions
    ]
    places = _words(mention for mention in (*kept, *added) if mention.type == "GPE")
    added += unseen_towns(reading, taken | _words(added), places, persons)
    return sorted([*kept, *added], key=lambda mention: mention.first)


def _unbodied(mentions: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Return as persons the states' names that have a body or a family: "Jordan said his knee hurt"."""
    persons = {mention.key for mention in mentions if mention.type == "GPE" and _has_own(mention, reading)}
    return [
        replace(mention, type="PERSON", entries=(), country=None)
        if mention.key in persons and not is_led(mention, reading)
        else mention
        for mention in mentions
    ]


def _has_own(mention: Mention, reading: Reading) -> bool:
    for at in range(mention.last, mention.last + _MOST_BETWEEN):
        if reading.gap(at) != " ":
            return False
        if reading.key(at) in {"his", "her"}:
            return at > mention.last and reading.is_in("own_noun", at + 1)
    return False


def _words(mentions: Iterable[Mention]) -> set[int]:
    return {at for mention in mentions for at in range(mention.first, mention.last)}


def _credible(mentions: Iterable[Mention], datelines: set[int], reading: Reading) -> list[Mention]:
    """Leave out what only looks like a name: part of a dateline or a title, a common word that begins a sentence."""
    small = {word.key for word in reading.words if word.text.islower()}
    return [
        mention
        for mention in mentions
        if mention.entries
        or (
            datelines.isdisjoint(range(mention.first, mention.last))
            and not _is_no_name(mention, small, reading)
        )
    ]


def _is_no_name(mention: Mention, small: AbstractSet[str], reading: Reading) -> bool:
    if mention.last - mention.first > 1:
        return False
    if reading.is_in("portfolio", mention.first) and reading.is_in("minister", mention.last):
        return True
    if not reading.begins_sentence(mention.first):
        return False
    is_name = reading.is_in("given", mention.first) or mention.key in reading.gazetteer.surnames
    return not is_name and (mention.key in small or _is_common_word(mention, reading))


def _is_common_word(mention: Mention, reading: Reading) -> bool:
    """Whether a town's name is the word of the language that it is too: "Nice weather came"."""
    goes_on = reading.gap(mention.last) == " " and reading.words[mention.last].text.islower()
    is_word = reading.is_in("not_a_place", mention.first) and not reading.is_in("state_body", mention.first)
    return goes_on and is_word and not reading.is_in("says", mention.last)


def _is_leader(mention: Mention, reading: Reading) -> bool:
    """Whether a word that the model took for a town or body is a statesman's surname, by what it does."""
    if mention.type == "PERSON" or mention.key not in reading.gazetteer.surnames:
        return False
    if reading.is_in("rule_after", mention.last) or is_person_at(mention.first, reading):
        return True
    if mention.type == "ORG":
        return False
    is_in_office = reading.gazetteer.bearer(mention.key, reading.day) is not None
    is_great = _is_town_of(_FAMOUS_TOWN, reading.gazetteer.places.find(mention.key))
    return not is_great and (is_in_office or reading.is_in("says", mention.last))


def _retyped(mention: Mention, towns: set[str], leaders: set[str], reading: Reading) -> Mention:
    if mention.key in leaders:
        return replace(mention, type="PERSON")
    area = reading.gazetteer.abbreviations.get(mention.key)
    if area is not None and mention.type != "ORG":
        return replace(
            mention, type="GPE", key=area[1], has_dot=reading.words[mention.last - 1].has_dot(reading.text)
        )
    if mention.key in towns and mention.type not in _PLACES:
        return replace(mention, type="GPE")
    parts = mention.key.split()
    if len(parts) > 1:
        if mention.type == "ORG" and _has_initials(mention, reading):
            return replace(mention, type="PERSON")
        is_person = is_described_at(mention.last, reading) and not reading.gazetteer.places.find(mention.key)
        kind = "PERSON" if is_person else _type_by_head(mention.type, parts, reading)
        return replace(mention, type=kind)
    return replace(mention, type="PERSON") if _is_given(mention, reading) else mention


def _has_initials(mention: Mention, reading: Reading) -> bool:
    """Whether a name is initials and a surname: "S. Lindqvist"."""
    *initials, surname = range(mention.first, mention.last)
    is_name = len(reading.key(surname)) > 1 and not reading.is_in("org_head", surname)
    return is_name and all(
        len(reading.key(at)) == 1 and reading.words[at].has_dot(reading.text) for at in initials
    )


def _is_given(mention: Mention, reading: Reading) -> bool:
    """Whether a single word is a given name and, for all that is known, no town's."""
    if reading.words[mention.first].text.isupper() or not reading.is_in("given", mention.first):
        return False
    is_place = mention.type in _PLACES and (
        bool(reading.gazetteer.places.find(mention.key)) or is_led(mention, reading)
    )
    return mention.type != "NORP" and not is_place


def _type_by_head(kind: str, parts: Sequence[str], reading: Reading) -> str:
    """Return the type that a name's last or first word gives away, else the model's."""
    is_word = reading.gazetteer.is_word
    is_full_name = len(parts) == _FIRST_AND_LAST and is_word("given", parts[0])
    if kind == "PERSON" and is_full_name and is_word("surname_head", parts[-1]):
        return kind
    if is_word("org_head", parts[-1]):
        return "ORG"
    if is_word("place_head", parts[-1]) or is_word("place_first", parts[0]):
        return kind if kind in _PLACES else "LOC"
    return "PERSON" if is_full_name else kind


def _is_town(mention: Mention, reading: Reading) -> bool:
    if mention.type in _PLACES or len(mention.key) < _SHORTEST_TOWN:
        return False
    if is_called_town_at(mention.first, reading) and not reading.is_in("org_head", mention.last - 1):
        return True
    is_followed = reading.gap(mention.last) == ", " and is_area(reading, mention.last)
    if reading.gazetteer.is_word("not_a_place", mention.key) or is_person_at(mention.first, reading):
        return is_followed
    if is_persons_name(mention.key, reading) and not is_near_at(mention.first, reading):
        return is_followed
    places = reading.gazetteer.places.find(mention.key)
    if is_taken_at(mention.first, reading):
        return is_followed or _is_town_of(_TAKEN_TOWN, places)
    is_great = _is_town_of(_GREAT_TOWN[mention.type], places) and not _is_team(mention, reading)
    return bool(places) and (is_followed or is_great or is_place_at(mention.first, reading))


def _is_team(mention: Mention, reading: Reading) -> bool:
    """Whether a town's name that the model took for a body's may be a club's: not led by a small word in a sentence.

    "Leeds 2 Hull 0", "Leeds beat Hull", but "the market in Leeds yesterday".
    """
    if mention.type != "ORG":
        return False
    before, after = mention.first - 1, mention.last
    is_led = (
        before >= 0 and reading.gap(mention.first) in {" ", ", "} and reading.words[before].text.islower()
    )
    goes_on = reading.gap(after) == " " and not reading.words[after].text.islower()
    return not is_led or goes_on


def _is_town_of(population: int, places: Iterable[Place]) -> bool:
    return any(place.population >= population and not place.is_variant for place in places)
