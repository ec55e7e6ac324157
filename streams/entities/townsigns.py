"""What the words beside a name say of it: somebody's home, where a party's member sits, whose police it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from streams.entities.reading import Reading

_PARTIES = frozenset({"D", "R"})
_MOST_COUNTIES = 16


def follows_party(at: int, reading: Reading) -> bool:
    """Whether the letter of an American party stands before: "Rep. Ana Brook, D-Byesville"."""
    if reading.gap(at) != "-" or at == 0 or reading.words[at - 1].text not in _PARTIES:
        return False
    return reading.gap(at - 1) in {", ", " (", "("}


def is_home(at: int, persons: AbstractSet[str], reading: Reading) -> bool:
    """Whether somebody is said to be from here: "Ana Brook, 30, of Byesville" or "Ana Brook of Byesville"."""
    if reading.key(at - 1) != "of" or reading.gap(at) != " ":
        return False
    before = at - 2
    if reading.gap(at - 1) == ", " and reading.key(before).isdigit():
        return reading.gap(before) == ", "
    return (
        reading.gap(at - 1) in {" ", ", "} and reading.is_capital(before) and reading.key(before) in persons
    )


def is_townsfolk(at: int, reading: Reading) -> bool:
    """Whether a word tells of a town's people or offices: "Byesville police", "Byesville Mayor"."""
    return reading.is_in("townsfolk", at) and reading.gap(at) == " "


def is_before_counties(at: int, reading: Reading) -> bool:
    """Whether the list of names that goes on here ends with "counties": "Muskingum, Noble and Guernsey counties"."""
    for last in range(at, min(at + _MOST_COUNTIES, len(reading.words))):
        if reading.key(last) == "counties":
            return reading.gap(last) == " "
        if reading.gap(last) not in {" ", ", "} or not (
            reading.is_capital(last) or reading.key(last) == "and"
        ):
            return False
    return False
