"""Signs: the cues found in a title and a text, and how strongly they speak together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.themes.matcher import find_phrases
from streams.themes.words import split_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from streams.themes.compile import CueId, ThemeRules
    from streams.themes.matcher import Found
    from streams.themes.rules import Cue

Span = tuple[int, int]
# How much a cue counts that first stands after so many words.
Reading = tuple[tuple[int, float], ...]

TITLE = 1.3
# From this word on a text tells the background, which may add so much to what was said before, and no more.
BACKGROUND = 140
MOST_OF_BACKGROUND = 0.5
# A cue of weight 1 would decide alone, whatever speaks against it.
MOST_WEIGHT = 0.98


@dataclass(slots=True)
class Sign:
    """A cue that was found: its first word and span in the text, its first span in the title."""

    word: int | None = None
    span: Span | None = None
    title_span: Span | None = None


Signs = dict[int, Sign]


def read_signs(title: str, text: str, rules: ThemeRules) -> list[Signs]:
    """Return the cues found of each owner, by their number: rules first, then contexts."""
    signs: list[Signs] = [{} for _ in (*rules.rules, *rules.contexts)]
    words = split_words(title)
    for (owner, cue), (_, first, last) in _counting(find_phrases(title, words, rules.matcher), rules):
        sign = signs[owner].setdefault(cue, Sign())
        sign.title_span = sign.title_span or words.span(first, last)
    words = split_words(text)
    for (owner, cue), (_, first, last) in _counting(find_phrases(text, words, rules.matcher), rules):
        sign = signs[owner].setdefault(cue, Sign())
        if sign.span is None:
            sign.word, sign.span = first, words.span(first, last)
    return signs


def strength_of(
    signs: Mapping[int, Sign], cues: Sequence[Cue], reading: Reading, about: Mapping[str, float]
) -> float:
    """Return what the signs say together, 0 or more: their weights add up as -log(1 - weight).

    `about` holds the strengths of the contexts that a cue may need beside it.
    """
    told = background = 0.0
    for at, sign in signs.items():
        cue = cues[at]
        strength = -math.log1p(-min(cue.weight, MOST_WEIGHT)) * company_of(cue, about) * _place(sign, reading)
        if sign.title_span is None and (sign.word or 0) >= BACKGROUND:
            background += strength
        else:
            told += strength
    return told + min(background, MOST_OF_BACKGROUND * told)


def company_of(cue: Cue, about: Mapping[str, float]) -> float:
    """Return how far a cue has the contexts beside it that it needs, in 0..1."""
    return min(1.0, sum(about[name] for name in cue.beside)) if cue.beside else 1.0


def _counting(found: list[Found], rules: ThemeRules) -> Iterator[tuple[CueId, Found]]:
    """Yield what counts: no cue inside an idiom, and none inside a longer cue of its owner."""
    idiom = (0, 0)
    last_of: dict[int, int] = {}
    for each in sorted(found, key=lambda each: (each[1], -each[2])):
        phrase, first, last = each
        if last <= idiom[1] and (first, last) != idiom:
            continue
        if phrase in rules.idioms:
            idiom = (first, last)
        for cue_id in rules.owners[phrase]:
            owner = cue_id[0]
            if last > last_of.get(owner, 0):
                last_of[owner] = last
                yield cue_id, each


def _place(sign: Sign, reading: Reading) -> float:
    if sign.title_span is not None:
        return TITLE
    word = sign.word or 0
    return next(factor for after, factor in reversed(reading) if word >= after)
