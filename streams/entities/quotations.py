"""Quotations: where what somebody says word for word begins and ends, over sentences, within a paragraph."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKS = frozenset('"“”')
_LONGEST = 1500
"""Code points; beyond, a mark was left out somewhere."""


class Quotation(NamedTuple):
    """Offsets of the mark that opens it and of the one that closes it, or of its paragraph's end where none does."""

    start: int
    end: int
    is_closed: bool


def quotations_in(text: str) -> list[Quotation]:
    """Return the quotations of a text in order, but for those of which it is not sure that they are one.

    A mark that looks the same on both sides opens where it stands before a word, and closes where it stands after one.
    """
    found: list[Quotation] = []
    start: int | None = None
    for place in _breaks(text):
        is_mark = place < len(text) and text[place] in MARKS
        if is_mark and _opens(text, place):
            # Another that opens, and not right behind the first: that one was never closed.
            is_doubled = start is not None and MARKS.issuperset(text[start:place])
            start = start if is_doubled else place
        elif start is not None:
            if place - start <= _LONGEST and any(map(str.isalnum, text[start:place])):
                found.append(Quotation(start, place, is_mark))
            start = None
    return found


def quotation_at(quotations: Sequence[Quotation], at: int) -> Quotation | None:
    """Return the one of a text's quotations that an offset lies in, None where it lies in none."""
    number = bisect_left(quotations, at, key=lambda quotation: quotation.start) - 1
    return quotations[number] if number >= 0 and at < quotations[number].end else None


def _breaks(text: str) -> list[int]:
    """Return the offsets of all marks and line ends, and of the end of the text."""
    places = {len(text)}
    for letter in ("\n", *MARKS):
        at = text.find(letter)
        while at >= 0:
            places.add(at)
            at = text.find(letter, at + 1)
    return sorted(places)


def _opens(text: str, place: int) -> bool:
    mark = text[place]
    if mark != '"':
        return mark == "“"
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    is_before_a_word = bool(after) and not after.isspace()
    return is_before_a_word and (not before or before.isspace() or before in '("')
