"""Words of a text with their places: the alphabet in which cues are written and found."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")


class Shape(IntEnum):
    """How a word is capitalised. A cue asks for a shape; a word of a higher one answers too."""

    LOWER = 0
    CAPITAL = 1
    CAPITALS = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The runs of letters and digits of a text: three lists of one length, surfaces and half-open offsets."""

    surfaces: list[str]
    starts: list[int]
    ends: list[int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of words `first` to `last`, the latter excluded."""
        return self.starts[first], self.ends[last - 1]


def split_words(text: str) -> Words:
    """Return the words in order. Hyphens, apostrophes and full stops part words: "U.S.-led" is three."""
    matches = list(_WORD.finditer(text))
    spans = [match.span() for match in matches]
    return Words(
        surfaces=[match.group() for match in matches],
        starts=[start for start, _ in spans],
        ends=[end for _, end in spans],
    )


def fold(word: str) -> str:
    """Return a word without case and accents, so that "Orbán" and "ORBAN" are one."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def shape_of(word: str) -> Shape:
    """Return how a word is capitalised; a single capital letter (an initial) counts as capitals."""
    if not word[0].isupper():
        return Shape.LOWER
    return Shape.CAPITALS if word.isupper() else Shape.CAPITAL
