"""Phrases of a watchlist, found in texts: whole words, however they are spelled."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from streams.entities.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_KEPT = 1_024

_DOTTED = re.compile(r"[A-Z](?:\.[A-Z])+\b\.?")
_WORD = re.compile(r"[^\W_]+")
# Not that of "Kyiv's", which always parts.
_APOSTROPHES = re.compile(r"['`\u2018\u2019\u02bb\u02bc](?![sS](?!\w))")
_HYPHENS = re.compile(r"[-\u00ad\u2010\u2011]")


class _Runs(NamedTuple):
    """Words in a row, so many of them, and the words with which they begin."""

    length: int
    firsts: frozenset[str]
    runs: frozenset[str]


class Texts:
    """Texts in which phrases are looked for. They are read once, and not before somebody asks."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._runs: dict[int, frozenset[str]] = {}

    def hold(self, phrases: tuple[str, ...]) -> bool:
        """Say whether one of the phrases stands in one of the texts."""
        return any(self._hold(wanted) for wanted in _runs_of(phrases))

    def _hold(self, wanted: _Runs) -> bool:
        if wanted.firsts.isdisjoint(self._words):
            return False
        if wanted.length not in self._runs:
            self._runs[wanted.length] = frozenset(
                " ".join(words[first : first + wanted.length])
                for words in self._spellings
                for first in range(len(words) - wanted.length + 1)
            )
        return not wanted.runs.isdisjoint(self._runs[wanted.length])

    @cached_property
    def _spellings(self) -> list[list[str]]:
        return [words for text in self._texts for words in spellings(text)]

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(self._spellings))


def spellings(text: str) -> list[list[str]]:
    """Return the words of a text, without case and accents; several ways where it is a matter of taste what one is.

    A hyphen or apostrophe parts words ("al-Qaeda", "d'Ivoire": the first way), or is passed over ("Sana'a",
    "re-election"). Dotted capitals are one word.
    """
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), unicodedata.normalize("NFC", text))
    joined = _APOSTROPHES.sub("", plain)
    ways = dict.fromkeys((plain, joined, _HYPHENS.sub("", joined)))
    return [[word.lower() if word.isascii() else fold(word) for word in _WORD.findall(way)] for way in ways]


@lru_cache(maxsize=MOST_KEPT)
def _runs_of(phrases: tuple[str, ...]) -> tuple[_Runs, ...]:
    """Return what phrases look for; kept, for the same lists are asked about every alert."""
    found: dict[int, set[tuple[str, ...]]] = {}
    for words in (words for phrase in phrases for words in spellings(phrase)):
        found.setdefault(len(words), set()).add(tuple(words))
    return tuple(
        _Runs(length, frozenset(run[0] for run in runs), frozenset(map(" ".join, runs)))
        for length, runs in sorted(found.items())
        if length
    )
