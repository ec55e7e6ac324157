"""An article as this stage reads it: its words, and what the gazetteer says of them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from streams.entities.names import words_of

if TYPE_CHECKING:
    from datetime import date

    from streams.entities.gazetteer import Gazetteer
    from streams.entities.names import Word

_NONE: frozenset[str] = frozenset()
SENTENCE_ENDS = frozenset(".!?\n;")
_SENTENCE_BREAK = frozenset('.!?\n:;•"“‘')


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one article with its words, named by their number; `groups` are the word lists that each is in."""

    text: str
    words: list[Word]
    gazetteer: Gazetteer
    day: date
    groups: list[frozenset[str]]

    def gap(self, at: int) -> str:
        """Return what stands between a word and the one before it; a line end at the edges of the text."""
        if not 0 < at < len(self.words):
            return "\n"
        return self.text[self.words[at - 1].end : self.words[at].start]

    def name(self, first: int, last: int) -> str:
        """Return the folded name that the words from `first` up to but not including `last` make."""
        return " ".join(word.key for word in self.words[first:last])

    def key(self, at: int) -> str:
        """Return a word, folded; nothing beyond the edges of the text."""
        return self.words[at].key if 0 <= at < len(self.words) else ""

    def is_in(self, group: str, at: int) -> bool:
        """Whether a word belongs to a word list of the gazetteer."""
        return 0 <= at < len(self.words) and group in self.groups[at]

    def is_capital(self, at: int) -> bool:
        """Whether a word begins with a capital letter."""
        return 0 <= at < len(self.words) and self.words[at].is_capital

    def begins_sentence(self, at: int) -> bool:
        """Whether a word stands first in a sentence, a line or a quotation."""
        return not _SENTENCE_BREAK.isdisjoint(self.gap(at))

    def ends_before(self, at: int) -> bool:
        """Whether a sentence or a line ends before a word; the dot of a title ends none: "Mr. Berg"."""
        is_titled = self.gap(at) == ". " and self.is_in("title", at - 1)
        return not is_titled and not SENTENCE_ENDS.isdisjoint(self.gap(at))

    def number_at(self, offset: int) -> int:
        """Return the number of the first word that begins at an offset of the text or behind it."""
        return bisect_left(self.words, offset, key=attrgetter("start"))


def read_words(text: str, gazetteer: Gazetteer, day: date) -> Reading:
    """Return the reading of a text as of a day."""
    words = words_of(text)
    groups = [gazetteer.groups.get(word.key, _NONE) for word in words]
    return Reading(text, words, gazetteer, day, groups)
