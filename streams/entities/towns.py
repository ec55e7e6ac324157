"""Towns and states that the model misses: datelines in capitals, "Gainesville, Fla.", "in Byesville"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.entities.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from streams.entities.reading import Reading

_LONGEST_TOWN = 3
_SHORTEST_TOWN = 4


def dateline_towns(reading: Reading, taken: AbstractSet[int]) -> list[Mention]:
    """Return towns in capitals that begin a line before a date, a bracket or a dash: "BELGRADE, July 3"."""
    found = []
    for at, word in enumerate(reading.words):
        if word.text.isupper() and at not in taken and (at == 0 or "\n" in reading.gap(at)):
            length = _dateline_length(reading, at)
            if length:
                found.append(Mention(at, at + length, "GPE", reading.name(at, at + length)))
    return found


def abbreviated_states(reading: Reading, taken: AbstractSet[int]) -> list[Mention]:
    """Return states named by an abbreviation after a town: "Gainesville, Fla."."""
    found = []
    for at, word in enumerate(reading.words):
        area = reading.gazetteer.abbreviations.get(word.key)
        if area is None or at in taken or not word.is_capital or reading.gap(at) != ", ":
            continue
        if reading.is_capital(at - 1):
            found.append(Mention(at, at + 1, "GPE", area[1], has_dot=word.has_dot(reading.text)))
    return found


def unseen_towns(reading: Reading, taken: AbstractSet[int]) -> list[Mention]:
    """Return towns that the words around give away: "in Byesville", "Byesville, Ohio"."""
    found = []
    at = 1
    while at < len(reading.words):
        length = _town_length(reading, at, taken) if at not in taken and reading.is_capital(at) else 0
        if length:
            found.append(Mention(at, at + length, "GPE", reading.name(at, at + length)))
        at += length or 1
    return found


def is_area(reading: Reading, at: int) -> bool:
    """Whether a state or province begins at a word, written out or abbreviated."""
    if not reading.is_capital(at):
        return False
    if reading.key(at) in reading.gazetteer.abbreviations:
        return True
    names = {reading.name(at, at + 1), reading.name(at, at + 2)}
    return any(place.level == "state" for name in names for place in reading.gazetteer.places.find(name))


def _dateline_length(reading: Reading, at: int) -> int:
    for length in range(_LONGEST_TOWN, 0, -1):
        part = reading.words[at : at + length]
        rest = reading.text[part[-1].end : part[-1].end + 3].lstrip(" ,")
        is_led_on = (
            rest[:1].isdigit() or rest[:1] in {"(", "—", "–", "-"} or reading.is_in("month", at + length)
        )
        is_line = is_led_on and all(word.text.isupper() for word in part)
        if is_line and reading.gazetteer.places.find(reading.name(at, at + length)):
            return len(part)
    return 0


def _town_length(reading: Reading, at: int, taken: AbstractSet[int]) -> int:
    """Return of how many words the town is that begins here; 0 for none."""
    is_led = reading.is_in("in", at - 1) and reading.gap(at) == " "
    for last in range(min(at + _LONGEST_TOWN, len(reading.words)), at, -1):
        is_followed = reading.gap(last) == ", " and is_area(reading, last)
        if (is_led or is_followed) and _is_whole(reading, at, last) and taken.isdisjoint(range(at, last)):
            key = reading.name(at, last)
            places = reading.gazetteer.places.find(key)
            if places and (is_followed or _is_plain_town(key, reading, is_variant=places[0].is_variant)):
                return last - at
    return 0


def _is_whole(reading: Reading, first: int, last: int) -> bool:
    """Whether all words are capital and the next does not go on with the name."""
    goes_on = reading.gap(last) in {" ", "-"} and reading.is_capital(last)
    return not goes_on and all(reading.is_capital(at) for at in range(first, last))


def _is_plain_town(key: str, reading: Reading, *, is_variant: bool) -> bool:
    return not is_variant and len(key) >= _SHORTEST_TOWN and not reading.gazetteer.is_word("not_a_place", key)
