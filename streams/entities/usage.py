"""Literal or not: whether a place's name stands for the ground or for who governs there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.entities.mention import Mention
    from streams.entities.reading import Reading

_LONGEST_CHAIN = 8
_MOST_AUXILIARIES = 3
_MOST_ADJECTIVES = 2
_ENDINGS = ("s", "ed", "d", "es")
_VERBS = ("speech_after", "acts_after", "governs_after")
_HEADS = ("state_noun", "state_head", "force_head", "title")


def is_literal(mentions: Sequence[Mention], reading: Reading) -> bool:
    """Return whether some mention may mean the ground; a name that only speaks and acts is its government's."""
    return not all(is_government(mention, reading) for mention in mentions)


def is_government(mention: Mention, reading: Reading) -> bool:
    """Return whether a mention stands for who governs there.

    It acts ("Moscow and Minsk denied"), takes the blame ("blamed Moscow", "sanctions against Moscow"), owns what
    states own ("Moscow's demand") or tells whose officials they are ("U.S. diplomats", "president of Chile").
    """
    first = _chain_start(mention.first, reading)
    before = first - 1 - (reading.key(first - 1) == "the")
    is_close = reading.gap(before + 1) == " "
    if is_close and (reading.is_in("blames_before", before) or reading.is_in("agents_before", before)):
        return True
    if _owns(mention.last, reading) or (is_close and _is_offices(before, reading)):
        return True
    after = _chain_end(mention.last, reading)
    is_object = reading.is_in("place_before", before) or reading.is_in("object_before", before)
    return reading.gap(after) == " " and not is_object and _is_act(after, reading)


def _owns(at: int, reading: Reading) -> bool:
    """Whether a word, behind a name or its possessive, begins with what only states have: "'s nuclear programme"."""
    is_possessive = reading.key(at) == "s" and reading.gap(at) in {"'", "’"}
    at += is_possessive
    for noun in range(at, at + 1 + (_MOST_ADJECTIVES if is_possessive else 0)):
        if reading.gap(noun) != " ":
            return False
        if any(reading.is_in(group, noun) for group in _HEADS):
            return True
    return False


def _is_offices(before: int, reading: Reading) -> bool:
    """Whether an office or a body of state and "of" end at a word: "the foreign minister of"."""
    is_of = reading.key(before) == "of" and reading.gap(before) == " "
    return is_of and any(reading.is_in(group, before - 1) for group in ("state_head", "force_head", "title"))


def _is_act(at: int, reading: Reading) -> bool:
    """Whether a verb of speech or of government begins at a word: "denied", "has flatly denied", "is considering"."""
    for _ in range(_MOST_AUXILIARIES):
        if not (reading.is_in("auxiliary", at) or reading.key(at).endswith("ly")) or reading.gap(at) != " ":
            break
        at += 1
    key = reading.key(at)
    forms = {key, *(key + ending for ending in _ENDINGS)}
    if key.endswith("ing"):
        forms |= {key.removesuffix("ing") + ending for ending in _ENDINGS}
    is_word = reading.gazetteer.is_word
    return reading.gap(at) == " " and any(is_word(group, form) for form in forms for group in _VERBS)


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
