"""Whose words are in the first person: who is quoted, or whose statement follows "Anna Berg said:"."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from streams.entities.quotations import quotation_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from streams.entities.quotations import Quotation
    from streams.entities.reading import Reading
    from streams.entities.speeches import Name, Speech

FIRST = frozenset(["i", "me", "myself"])
_ENDS = frozenset(".!?;")
# Words between a quotation and the verb that says whose it is.
_MOST_BEHIND = 12
_MOST_AHEAD = 24
# A quotation goes on over a paragraph of other words at most.
_MOST_PARAGRAPHS = 2


def first_persons(reading: Reading) -> list[int]:
    """Return the words by which somebody speaks of himself."""
    return [
        at for at, word in enumerate(reading.words) if word.key in FIRST and _is_first_person(at, reading)
    ]


def _is_first_person(at: int, reading: Reading) -> bool:
    """Whether "I" is no number and no initial: not in "Carlos I" and "I. Newton"."""
    word = reading.words[at]
    if word.key != "i":
        return True
    is_number = reading.is_capital(at - 1) and reading.gap(at) == " "
    return word.text == "I" and not is_number and not word.has_dot(reading.text)


class Tellers:
    """Says whose the words of a text in the first person are."""

    def __init__(
        self,
        speeches: Sequence[Speech],
        names: Sequence[Name],
        quotations: Sequence[Quotation],
        reading: Reading,
    ) -> None:
        self._reading, self._quotations = reading, quotations
        self._speeches = sorted(speeches, key=lambda speech: speech.at)
        self._names = names
        self._whose: dict[Quotation, int | None] = {}
        last: Quotation | None = None
        for quotation in quotations:
            self._whose[quotation] = self._quoted(quotation, last)
            last = quotation

    def teller(self, at: int) -> int | None:
        """Return the number of the person who says a word; None where that is not sure."""
        quotation = quotation_at(self._quotations, self._reading.words[at].start)
        return self._whose[quotation] if quotation else self._stated(at)

    def _quoted(self, quotation: Quotation, last: Quotation | None) -> int | None:
        """Return who is quoted: who is said to say it behind it or ahead of it, or who was quoted last."""
        speech = self._behind(quotation) or self._ahead(quotation)
        if speech is not None:
            return speech.number
        number = self._whose[last] if last else None
        if last is None or number is None:
            return None
        is_near = self._reading.text.count("\n\n", last.end, quotation.start) <= _MOST_PARAGRAPHS
        return number if is_near and self._between(last.end, quotation.start) <= {number} else None

    def _between(self, start: int, end: int) -> AbstractSet[int | None]:
        """Return who is named and who speaks between two offsets, None for somebody unknown."""
        words = range(self._reading.number_at(start), self._reading.number_at(end))
        named = {name.number for name in self._names if name.first in words}
        return named | {speech.number for speech in self._speeches if speech.at in words}

    def _behind(self, quotation: Quotation) -> Speech | None:
        first = self._reading.number_at(quotation.end)
        place = self._place(first)
        if not quotation.is_closed or place == len(self._speeches):
            return None
        speech = self._speeches[place]
        begin = min(speech.at, speech.verb)
        is_near = begin - first <= _MOST_BEHIND
        return None if not is_near or any(map(self._reading.ends_before, range(first, begin + 1))) else speech

    def _ahead(self, quotation: Quotation) -> Speech | None:
        first = self._reading.number_at(quotation.start)
        place = self._place(first) - 1
        if place < 0 or first - self._speeches[place].verb > _MOST_AHEAD:
            return None
        speech = self._speeches[place]
        said = self._reading.text[self._reading.words[speech.verb].end : quotation.start]
        is_led = "\n" not in said or said.rstrip().endswith(":")
        return speech if is_led and _ENDS.isdisjoint(said) else None

    def _stated(self, at: int) -> int | None:
        """Return whose statement without marks a word stands in: "Anna Berg said:" and then lines of her own."""
        place = self._place(at) - 1
        if place < 0:
            return None
        gap = self._reading.gap(self._speeches[place].verb + 1).lstrip()
        return self._speeches[place].number if gap.startswith(":") and "\n" in gap else None

    def _place(self, at: int) -> int:
        """Return the place of the first speech whose speaker stands at or behind a word."""
        return bisect_left(self._speeches, at, key=lambda speech: speech.at)
