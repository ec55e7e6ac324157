"""A list of a rule made ready for looking up: every form of its words, and its words in a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.claims.inflection import forms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Run = tuple[frozenset[str], ...]

# As the tokenizer parts words: hyphens stand alone but before a number ("f-16"), apostrophes inside a word do not.
_TOKEN = re.compile(r"=?[a-z]+-\d\w*|=?[\w.'’]+|-")


@dataclass(frozen=True, slots=True)
class Wording:
    """Single words by form, words in a row by the forms of their first, and classes (`@country`).

    A text that holds any of the words holds one of `openers`.
    """

    singles: frozenset[str]
    runs: Mapping[str, tuple[Run, ...]]
    classes: frozenset[str]
    openers: frozenset[str]

    def matches(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield where the words stand in a row of lower-case tokens, as half-open ranges."""
        for place, word in enumerate(words):
            if word in self.singles:
                yield place, place + 1
            for run in self.runs.get(word, ()):
                if fits(run, words, place):
                    yield place, place + len(run)


def fits(run: Run, words: Sequence[str], place: int) -> bool:
    """Return whether the run's words stand in a row from `place`."""
    return len(words) - place >= len(run) and all(
        words[place + offset] in forms for offset, forms in enumerate(run)
    )


def run_of(entry: str, part: str, irregular: Mapping[str, tuple[str, ...]]) -> Run:
    """Return an entry's words in a row, each with its forms. Of several words each may be any part of speech."""
    words = _TOKEN.findall(entry.lower())
    part = part if len(words) == 1 else "word"
    return tuple(forms_of(word, part, irregular) for word in words)


def make_wording(entries: Iterable[str], make_run: Callable[[str], Run]) -> Wording:
    """Return the entries ready for looking up; `make_run` gives the forms of one of them."""
    singles: set[str] = set()
    runs: dict[str, list[Run]] = {}
    classes: set[str] = set()
    for entry in entries:
        if entry.startswith("@"):
            classes.add(entry)
            continue
        run = make_run(entry)
        if len(run) == 1:
            singles |= run[0]
        for form in run[0] if len(run) > 1 else ():
            runs.setdefault(form, []).append(run)
    rows = {form: tuple(found) for form, found in runs.items()}
    return Wording(frozenset(singles), rows, frozenset(classes), frozenset(singles).union(rows))


NOTHING = Wording(frozenset(), {}, frozenset(), frozenset())
