"""How near a text comes to each theme, and what speaks for and against it: the sums behind `score_themes`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.themes.score import READING, effect_of, read_article, score_of
from streams.themes.signs import company_of, strength_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from streams.themes.compile import ThemeRules
    from streams.themes.rules import ThemeRule
    from streams.themes.signs import Sign, Signs

# Contexts that add or take less than this are not worth a word.
_LEAST_FELT = 0.01


@dataclass(frozen=True, slots=True)
class CueFound:
    """A cue where it counts first: its words, weight, and how far (0..1) the contexts are there that it needs."""

    words: str
    weight: float
    beside: tuple[str, ...]
    company: float


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a text says of one theme. It is raised where `score` reaches `floor`.

    `alone` is what its own cues would score; `contexts` are the other matters of the text that add to that or take
    from it, each with what it does on the scale of the cues, the strongest first.
    """

    theme: str
    score: float
    floor: float
    alone: float
    cues: tuple[CueFound, ...]
    contexts: tuple[tuple[str, float], ...]

    @property
    def is_raised(self) -> bool:
        """Whether the theme reaches its floor."""
        return self.alone > 0 and self.score >= self.floor


def weigh_themes(title: str | None, text: str, rules: ThemeRules) -> tuple[Weighing, ...]:
    """Return every theme of which a cue stands in the title or text, the highest score first, equals by name."""
    signs, about = read_article(title, text, rules)
    weighed = [
        _weighing(rule, found, about, title or "", text)
        for rule, found in zip(rules.rules, signs, strict=True)
        if found
    ]
    return tuple(sorted(weighed, key=lambda each: (-each.score, each.theme)))


def _weighing(rule: ThemeRule, signs: Signs, about: Mapping[str, float], title: str, text: str) -> Weighing:
    own = strength_of(signs, rule.cues, READING, about)
    felt = [(name, effect_of(factor, about[name])) for name, factor in rule.contexts]
    return Weighing(
        theme=rule.theme,
        score=score_of(rule, own, about) if own > 0 else 0.0,
        floor=rule.floor,
        alone=-math.expm1(-own),
        cues=tuple(_cues(rule, signs, about, title, text)),
        contexts=tuple(
            sorted((each for each in felt if abs(each[1]) >= _LEAST_FELT), key=lambda each: -abs(each[1]))
        ),
    )


def _cues(
    rule: ThemeRule, signs: Signs, about: Mapping[str, float], title: str, text: str
) -> Iterator[CueFound]:
    for at, sign in sorted(signs.items(), key=lambda each: -rule.cues[each[0]].weight):
        cue = rule.cues[at]
        yield CueFound(_words(sign, title, text), cue.weight, cue.beside, company_of(cue, about))


def _words(sign: Sign, title: str, text: str) -> str:
    if sign.title_span is not None:
        return title[slice(*sign.title_span)]
    return text[slice(*sign.span)] if sign.span is not None else ""
