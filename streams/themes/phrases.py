"""The pattern language of cues: small on purpose, so that no rule, from whomever, can make matching slow.

asset freeze            words in this order, in any case, whatever parts them: "asset-freeze"
sanction*               any ending: "sanctions", "sanctioned"
peace|truce talks       either word
troop* (are|were)? sent "are", "were" or neither
secretary _ state       any one word
Turkey, US              a capital asks for a capital, capitals for capitals: not "turkey", not "us"
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from streams.themes.words import Shape, fold, shape_of

MOST_WORDS = 8
MOST_SPELLINGS = 128
SHORTEST_STEM = 3

_PLACE = re.compile(r"(?:\(([^\s()?]+)\)|([^\s()?]+))(\?)?\Z")
_CHOICE = re.compile(r"[^\W_]+\*?\Z")


@dataclass(frozen=True, slots=True)
class Symbol:
    """What one word of a text must be: `folded` itself, or its beginning where `is_stem`; "" is any word."""

    folded: str
    shape: Shape = Shape.LOWER
    is_stem: bool = False


ANY = Symbol("")


def spell_out(phrase: str) -> tuple[tuple[Symbol, ...], ...]:
    """Return every sequence of words that a phrase stands for.

    Raises:
        ValueError: the phrase is not of the language, too long, or stands for too many sequences.

    """
    places = [_read_place(place) for place in phrase.replace("-", " ").split()]
    if not 0 < len(places) <= MOST_WORDS:
        raise ValueError(f"{phrase!r} must have 1 to {MOST_WORDS} words")
    count = 1
    for choices in places:
        count *= len(choices)
    if count > MOST_SPELLINGS:
        raise ValueError(f"{phrase!r} stands for {count} sequences of words, more than {MOST_SPELLINGS}")
    spellings = tuple(tuple(s for s in choice if s is not None) for choice in product(*places))
    for spelling in spellings:
        if not spelling or ANY in (spelling[0], spelling[-1]):
            raise ValueError(f"{phrase!r} must begin and end with a word of its own")
    return spellings


def _read_place(text: str) -> list[Symbol | None]:
    """Return the symbols that may stand in one place; None where the place may stay empty."""
    match = _PLACE.match(text)
    if match is None:
        raise ValueError(f"{text!r} is not a word, a choice `a|b` or `(a|b)?`")
    choices: list[Symbol | None] = [
        _read_choice(choice) for choice in (match.group(1) or match.group(2)).split("|")
    ]
    return [*choices, None] if match.group(3) else choices


def _read_choice(text: str) -> Symbol:
    if text == "_":
        return ANY
    if not _CHOICE.match(text):
        raise ValueError(f"{text!r} is not a word: letters and digits, `*` only at the end")
    word = text.removesuffix("*")
    is_stem = word != text
    if is_stem and len(word) < SHORTEST_STEM:
        raise ValueError(f"{text!r} has a stem of fewer than {SHORTEST_STEM} letters")
    return Symbol(fold(word), shape_of(word), is_stem)
