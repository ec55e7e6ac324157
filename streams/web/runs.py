"""Marked text as runs: pieces of text, each with the names of the marks that lie on it.

Offsets count code points here and other units in a browser, so they stay here: a page puts pieces after one another.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable

# They steer how text around them is shown, or hide: none of them is meant for who reads an article on the desk.
_STEERING = frozenset(
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufeff"
)
SHOWN_INSTEAD = "\u00b7"


class Mark(NamedTuple):
    """A name on a half-open span of code points."""

    start: int
    end: int
    name: str


class Run(TypedDict):
    """A piece of text, and the marks on it, sorted."""

    text: str
    marks: list[str]


def runs(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Run]:
    """Return a stretch of a text in pieces, cut where a mark begins or ends. Together they are the whole stretch."""
    end = len(text) if end is None else min(end, len(text))
    inside = [
        Mark(max(start, mark.start), min(end, mark.end), mark.name)
        for mark in marks
        if mark.start < end and mark.end > start and mark.start < mark.end
    ]
    cuts = sorted({start, end, *(mark.start for mark in inside), *(mark.end for mark in inside)})
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for mark in inside:
        opening.setdefault(mark.start, []).append(mark.name)
        closing.setdefault(mark.end, []).append(mark.name)
    found: list[Run] = []
    on: list[str] = []
    for begin, stop in pairwise(cuts):
        for name in closing.get(begin, ()):
            on.remove(name)
        on += opening.get(begin, ())
        found.append({"text": harmless(text[begin:stop]), "marks": sorted(set(on))})
    return found


def harmless(text: str) -> str:
    """Return a text of which nothing steers how what is around it is shown; what did is shown as a dot, each."""
    return "".join(
        SHOWN_INSTEAD
        if char in _STEERING or (char < " " and char not in "\n\t") or "\x7f" <= char < "\xa0"
        else char
        for char in text
    )
