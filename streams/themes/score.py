"""Scores the themes of a text by the cues it holds, and by what else it is about."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from streams.themes.compile import ThemeRules, build_theme_rules
from streams.themes.signs import company_of, read_signs, strength_of
from streams.themes.theme import ThemeScore

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streams.themes.rules import ThemeRule
    from streams.themes.signs import Reading, Signs

__all__ = ["ThemeRules", "build_theme_rules", "score_themes"]

# News is told first, background last; what a text is about besides shows in all of it.
READING: Reading = ((0, 1.0), (60, 0.6), (140, 0.25), (300, 0.1))
READING_OF_CONTEXTS: Reading = ((0, 1.0), (60, 0.6), (140, 0.4), (300, 0.25))
# What speaks against a theme is forgiven up to here: one ambiguous word makes no football match.
FORGIVEN = 0.3
# What speaks for a theme besides may add so much to what its own cues say: a state's name is no theme.
MOST_SUPPORT = 1.0


def score_themes(title: str | None, text: str, rules: ThemeRules) -> tuple[ThemeScore, ...]:
    """Return the themes that reach their floor, strongest first, equals by name.

    Each cue counts once, where it counts most: in the title, or near the beginning of the text. Two cues of
    0.5 make 0.75; contexts add to what the cues say, or take from it.
    """
    signs = read_signs(title or "", text, rules)
    about = {
        context.name: strength_of(found, context.cues, READING_OF_CONTEXTS, {})
        for context, found in zip(rules.contexts, signs[len(rules.rules) :], strict=True)
    }
    scores = (_score(rule, found, about) for rule, found in zip(rules.rules, signs, strict=False))
    return tuple(sorted((s for s in scores if s is not None), key=lambda s: (-s.score, s.theme)))


def _score(rule: ThemeRule, signs: Signs, about: Mapping[str, float]) -> ThemeScore | None:
    own = strength_of(signs, rule.cues, READING, about)
    if own <= 0:
        return None
    score = -math.expm1(-max(own + _bearing_of_contexts(rule, own, about), 0.0))
    if score < rule.floor:
        return None
    spoke = [sign for at, sign in signs.items() if company_of(rule.cues[at], about) > 0]
    return ThemeScore(
        theme=rule.theme,
        score=score,
        spans=tuple(sorted({sign.span for sign in spoke if sign.span})),
        title_spans=tuple(sorted({sign.title_span for sign in spoke if sign.title_span})),
        medtop=rule.medtop,
    )


def _bearing_of_contexts(rule: ThemeRule, own: float, about: Mapping[str, float]) -> float:
    support = sum(factor * about[name] for name, factor in rule.contexts if factor > 0)
    doubt = sum(factor * max(0.0, about[name] - FORGIVEN) for name, factor in rule.contexts if factor < 0)
    return min(support, MOST_SUPPORT * own) + doubt
