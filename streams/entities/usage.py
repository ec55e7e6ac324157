"""Literal or not: whether a place's name stands for the ground or for who governs there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.entities.mention import Mention
    from streams.entities.reading import Reading

_LONGEST_CHAIN = 8


def is_literal(mentions: Sequence[Mention], reading: Reading) -> bool:
    """Return whether some mention may mean the ground; a name that only speaks and acts is its government's."""
    return not all(_acts(mention, reading) for mention in mentions)


def _acts(mention: Mention, reading: Reading) -> bool:
    """Whether the words beside make a name act ("Moscow and Minsk denied") or take the blame ("blamed Moscow")."""
    first = _chain_start(mention.first, reading)
    before = first - 1 - (reading.key(first - 1) == "the")
    if reading.is_in("blames_before", before):
        return reading.gap(before + 1) == " "
    after = _chain_end(mention.last, reading)
    acts = reading.is_in("speech_after", after) or reading.is_in("acts_after", after)
    is_object = reading.is_in("place_before", before) or reading.is_in("object_before", before)
    return acts and reading.gap(after) == " " and not is_object


def _chain_start(at: int, reading: Reading) -> int:
    """Return where a list of names begins that ends with the name at a word: "Moscow, Minsk and Tehran"."""
    for _ in range(_LONGEST_CHAIN):
        last = at - 1 - (reading.key(at - 1) == "the")
        if reading.key(last) == "and" and reading.is_capital(last - 1) and reading.gap(last) in {" ", ", "}:
            at = last - 1
        elif reading.gap(at) == ", " and reading.is_capital(at - 1):
            at -= 1
        else:
            break
    return at


def _chain_end(at: int, reading: Reading) -> int:
    """Return the word after a list of names, of single words, whose first ends before a word."""
    for _ in range(_LONGEST_CHAIN):
        if reading.key(at) == "and" and reading.gap(at) in {" ", ", "}:
            name = at + 1 + (reading.key(at + 1) == "the")
            return name + 1 if reading.is_capital(name) else at
        if not (reading.gap(at) == ", " and reading.is_capital(at)):
            break
        at += 1
    return at
