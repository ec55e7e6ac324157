"""What the words before a name show it to be: a place ("the town of Breda") or a person ("General Breda")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streams.entities.mention import Mention
    from streams.entities.reading import Reading


# Between a name and its office stand a state and few other words.
_MOST_WORDS = 5
_QUOTATION_ENDS = frozenset('"”')
_BEFORE_OFFICE = frozenset(("the", "a", "an", "s", "former"))


def is_led(mention: Mention, reading: Reading) -> bool:
    """Whether a place is wanted here, whoever else bears the name."""
    return is_place_at(mention.first, reading)


def is_place_at(at: int, reading: Reading) -> bool:
    """Whether the words before a word lead to a place: "near", "into", "the outskirts of"."""
    if reading.gap(at) != " ":
        return False
    return reading.is_in("place_before", at - 1) or _is_part_of(at, reading)


def is_near_at(at: int, reading: Reading) -> bool:
    """Whether they lead to a place so surely that even a given name is one: "in", "near", "the town of"."""
    if reading.gap(at) != " ":
        return False
    return reading.is_in("place_sure", at - 1) or _is_part_of(at, reading)


def is_taken_at(at: int, reading: Reading) -> bool:
    """Whether something is done here that is done to places more than to persons: "fled", "shelled", "captured"."""
    return reading.gap(at) == " " and reading.is_in("place_taken", at - 1)


def is_person_at(at: int, reading: Reading) -> bool:
    """Whether a title stands right before a word that only a person bears."""
    return reading.is_in("person_before", at - 1) and reading.gap(at) in {" ", ". "}


def is_described_at(at: int, reading: Reading) -> bool:
    """Whether an office is said of the name before a word: "Karin Ekholm, Norway's foreign minister"."""
    if reading.gap(at) != ", ":
        return False
    for last in range(at, at + _MOST_WORDS):
        if last > at and reading.gap(last) not in {" ", "'", "’", "-"}:
            return False
        if reading.is_in("title", last):
            return True
        if not reading.is_capital(last) and reading.key(last) not in _BEFORE_OFFICE:
            return False
    return False


def is_called_town_at(at: int, reading: Reading) -> bool:
    """Whether they call it a town outright, so that it need be on no list: "the village of Dabiq"."""
    is_of = reading.key(at - 1) == "of" and reading.gap(at) == reading.gap(at - 1) == " "
    return is_of and reading.is_in("town_of", at - 2)


def is_quoted_at(at: int, reading: Reading) -> bool:
    """Whether they end a quotation by telling who said it: "“It is over,” says Manal"."""
    is_said = reading.is_in("says", at - 1) and reading.gap(at) == " "
    return is_said and not _QUOTATION_ENDS.isdisjoint(reading.gap(at - 1))


def _is_part_of(at: int, reading: Reading) -> bool:
    return (
        reading.key(at - 1) == "of" and reading.is_in("place_head_of", at - 2) and reading.gap(at - 1) == " "
    )
