"""Quotations: where what somebody says word for word begins and ends, over sentences, within a paragraph."""

from __future__ import annotations

from typing import NamedTuple

MARKS = frozenset('"“”')
_LONGEST = 1500
"""Code points; beyond, a mark was left out somewhere."""


class Quotation(NamedTuple):
    """Offsets of the marks: of the one that opens it, and of the one that closes it, None where none does."""

    start: int
    end: int | None


def quotation_at(text: str, at: int) -> Quotation | None:
    """Return the quotation that an offset lies in, None where it lies in none or that is not sure.

    A mark that looks the same on both sides opens where it stands before a word, and closes where it stands after one.
    """
    paragraph = text.rfind("\n", 0, at) + 1
    start = None
    for place in range(max(paragraph, at - _LONGEST), at):
        if text[place] in MARKS:
            start = place if _opens(text, place) else None
    if start is None:
        return None
    limit = text.find("\n", at)
    following = range(at, min(len(text) if limit < 0 else limit, start + _LONGEST))
    end = next((place for place in following if text[place] in MARKS), None)
    return Quotation(start, end) if end is None or not _opens(text, end) else None


def quotations_in(text: str) -> list[Quotation]:
    """Return the quotations of a text in order, each within its paragraph."""
    found: list[Quotation] = []
    start: int | None = None
    for place, letter in enumerate(text):
        if letter == "\n":
            if start is not None:
                found.append(Quotation(start, place))
            start = None
        elif letter in MARKS:
            if _opens(text, place):
                start = place if start is None else start
            elif start is not None:
                if any(map(str.isalnum, text[start:place])):
                    found.append(Quotation(start, place))
                start = None
    if start is not None:
        found.append(Quotation(start, None))
    return found


def _opens(text: str, place: int) -> bool:
    mark = text[place]
    if mark != '"':
        return mark == "“"
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    is_before_a_word = bool(after) and not after.isspace()
    return is_before_a_word and (not before or before.isspace() or before in '("')
