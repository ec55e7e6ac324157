"""Towns and states that the model misses: datelines in capitals, "Gainesville, Fla.", "in Byesville"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.entities.led import is_near_at, is_person_at, is_place_at, is_taken_at
from streams.entities.mention import Mention
from streams.entities.townsigns import follows_party, is_before_counties, is_home, is_townsfolk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from streams.entities.places import Place
    from streams.entities.reading import Reading

_LONGEST_TOWN = 3
_SHORTEST_TOWN = 4
# A name that only something done to it or a town beside it gives away must be a town of this size; one that nothing
# gives away, a great one.
_TAKEN_TOWN = 15_000
_GREAT_TOWN = 100_000


def dateline_towns(reading: Reading, taken: AbstractSet[int]) -> list[Mention]:
    """Return towns in capitals that begin a line or sentence before a date, a bracket or a dash: "BELGRADE, July 3"."""
    found = []
    for at, word in enumerate(reading.words):
        if (
            word.text.isupper()
            and at not in taken
            and not reading.is_in("not_a_place", at)
            and (at == 0 or reading.begins_sentence(at))
        ):
            length = _dateline_length(reading, at)
            if length:
                found.append(Mention(at, at + length, "GPE", reading.name(at, at + length)))
    return found


def abbreviated_states(reading: Reading, taken: AbstractSet[int]) -> list[Mention]:
    """Return states named by an abbreviation after a town or a party: "Gainesville, Fla.", "D-Fla."."""
    found = []
    for at, word in enumerate(reading.words):
        area = reading.gazetteer.abbreviations.get(word.key)
        if area is None or at in taken or not word.is_capital:
            continue
        is_behind_town = reading.gap(at) == ", " and reading.is_capital(at - 1)
        if is_behind_town or follows_party(at, reading):
            found.append(Mention(at, at + 1, "GPE", area[1], has_dot=word.has_dot(reading.text)))
    return found


def unseen_towns(
    reading: Reading, taken: AbstractSet[int], places: AbstractSet[int], persons: AbstractSet[str]
) -> list[Mention]:
    """Return towns that the words around give away: "in Byesville", "Byesville, Ohio", "Goma and Byesville".

    `places` are the words of known places, whose names are towns again where a sentence begins with one; a part of a
    name in `persons` is no town.
    """
    found = []
    near = set(places)
    named = {reading.key(at) for at in places if not {at - 1, at + 1} & places}
    firsts = reading.gazetteer.places.firsts
    at = 0
    while at < len(reading.words):
        is_free = at not in taken and reading.is_capital(at) and reading.key(at) in firsts
        length = _told_length(reading, at, taken, persons, named) if is_free else 0
        length = length or (_town_length(reading, at, taken, near) if is_free else 0)
        if length and reading.key(at) not in persons:
            found.append(Mention(at, at + length, "GPE", reading.name(at, at + length)))
            near.update(range(at, at + length))
        at += length or 1
    return found


def is_persons_name(key: str, reading: Reading) -> bool:
    """Whether a word is a given name, or the surname of somebody whom the gazetteer knows."""
    gazetteer = reading.gazetteer
    return (
        gazetteer.is_word("given", key)
        or gazetteer.is_word("common_surname", key)
        or key in gazetteer.surnames
    )


def is_area(reading: Reading, at: int) -> bool:
    """Whether a state or province begins at a word, written out or abbreviated."""
    if not reading.is_capital(at):
        return False
    if reading.key(at) in reading.gazetteer.abbreviations:
        return True
    names = {reading.name(at, at + 1), reading.name(at, at + 2)}
    return any(reading.gazetteer.places.states(name) for name in names)


def _dateline_length(reading: Reading, at: int) -> int:
    for length in range(_LONGEST_TOWN, 0, -1):
        part = reading.words[at : at + length]
        rest = reading.text[part[-1].end : part[-1].end + 3].lstrip(" ,")
        is_led_on = (
            rest[:1].isdigit() or rest[:1] in {"(", "—", "–", "-"} or reading.is_in("month", at + length)
        )
        if all(word.text.isupper() for word in part) and (is_led_on or rest[:1] == ":"):
            places = reading.gazetteer.places.find(reading.name(at, at + length))
            # "BEIRUT: ..." is a dateline, "READING: ..." a heading.
            if places and (
                is_led_on or _is_plain_town(reading.name(at, at + length), places, _GREAT_TOWN, reading)
            ):
                return len(part)
    return 0


def _told_length(
    reading: Reading, at: int, taken: AbstractSet[int], persons: AbstractSet[str], named: AbstractSet[str]
) -> int:
    """Return of how many words the town or county is that begins here by what the words beside it tell; 0 for none."""
    is_told = follows_party(at, reading) or is_home(at, persons, reading)
    find = reading.gazetteer.places.find
    for last in range(min(at + _LONGEST_TOWN, len(reading.words)), at, -1):
        if not taken.isdisjoint(range(at, last)) or not _is_capital_run(reading, at, last):
            continue
        key = reading.name(at, last)
        is_again = last == at + 1 and key in named and reading.begins_sentence(at)
        is_county = is_before_counties(last, reading) or reading.is_in("county_head", last - 1)
        if not (is_told or is_again or is_county or is_townsfolk(last, reading)):
            continue
        is_named = is_persons_name(key, reading) and not (is_told or is_county)
        if len(key) < _SHORTEST_TOWN or is_named or reading.gazetteer.is_word("not_a_place", key):
            continue
        if find(key) or (is_county and find(f"{key} county")):
            return last - at
    return 0


def _is_capital_run(reading: Reading, first: int, last: int) -> bool:
    """Whether all words are capital, parted by spaces, and the next does not go on with the name."""
    goes_on = reading.gap(last) in {" ", "-"} and reading.is_capital(last) and not is_townsfolk(last, reading)
    return not goes_on and all(
        reading.is_capital(at) and (at == first or reading.gap(at) in {" ", ". ", "-"})
        for at in range(first, last)
    )


def _town_length(reading: Reading, at: int, taken: AbstractSet[int], near: AbstractSet[int]) -> int:
    """Return of how many words the town is that begins here; 0 for none."""
    least = _least_town(reading, at, near)
    for last in range(min(at + _LONGEST_TOWN, len(reading.words)), at, -1):
        is_followed = reading.gap(last) == ", " and is_area(reading, last)
        if _is_whole(reading, at, last) and taken.isdisjoint(range(at, last)):
            key = reading.name(at, last)
            places = reading.gazetteer.places.find(key)
            is_plain = least is not None and _is_plain_town(key, places, least, reading)
            if places and (is_followed or (is_plain and (least != _GREAT_TOWN or _is_prose(reading, last)))):
                return last - at
    return 0


def _is_prose(reading: Reading, at: int) -> bool:
    """Whether a word goes on with a sentence: names in tables of results are teams, not towns."""
    return at < len(reading.words) and reading.gap(at) in {" ", "'", "’"} and reading.words[at].text.islower()


def _least_town(reading: Reading, at: int, near: AbstractSet[int]) -> int | None:
    """Return how many people a town must have to be one by the words before it; None where it would be none."""
    if is_person_at(at, reading):
        return None
    if reading.gap(at) == " " and (reading.is_in("in", at - 1) or is_near_at(at, reading)):
        return 0
    is_named = is_persons_name(reading.key(at), reading)
    if not is_named and (
        is_place_at(at, reading) or is_taken_at(at, reading) or _is_listed(reading, at, near)
    ):
        return _TAKEN_TOWN
    return None if is_named else _GREAT_TOWN


def _is_listed(reading: Reading, at: int, near: AbstractSet[int]) -> bool:
    """Whether a place stands before, parted by "and" or a comma."""
    if reading.key(at - 1) == "and":
        return at - 2 in near and reading.gap(at) == " " and reading.gap(at - 1) in {" ", ", "}
    return at - 1 in near and reading.gap(at) == ", "


def _is_whole(reading: Reading, first: int, last: int) -> bool:
    """Whether all words are capital and the next does not go on with the name."""
    goes_on = reading.gap(last) in {" ", "-"} and reading.is_capital(last)
    return not goes_on and all(reading.is_capital(at) for at in range(first, last))


def _is_plain_town(key: str, places: Sequence[Place], least: int, reading: Reading) -> bool:
    if len(key) < _SHORTEST_TOWN or reading.gazetteer.is_word("not_a_place", key):
        return False
    return any(not place.is_variant and place.population >= least for place in places)
