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
    signs, about = read_article(title, text, rules)
    scores = (_score(rule, found, about) for rule, found in zip(rules.rules, signs, strict=True))
    return tuple(sorted((s for s in scores if s is not None), key=lambda s: (-s.score, s.theme)))


def read_article(title: str | None, text: str, rules: ThemeRules) -> tuple[list[Signs], dict[str, float]]:
    """Return the cues found of each theme, in the order of the rules, and how far the text is about each context."""
    signs = read_signs(title or "", text, rules)
    about = {
        context.name: strength_of(found, context.cues, READING_OF_CONTEXTS, {})
        for context, found in zip(rules.contexts, signs[len(rules.rules) :], strict=True)
    }
    return signs[: len(rules.rules)], about


def score_of(rule: ThemeRule, own: float, about: Mapping[str, float]) -> float:
    """Return a theme's score, of what its own cues say and what the text is about besides."""
    return -math.expm1(-max(own + bearing_of_contexts(rule, own, about), 0.0))


def _score(rule: ThemeRule, signs: Signs, about: Mapping[str, float]) -> ThemeScore | None:
    own = strength_of(signs, rule.cues, READING, about)
    if own <= 0:
        return None
    score = score_of(rule, own, about)
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


def bearing_of_contexts(rule: ThemeRule, own: float, about: Mapping[str, float]) -> float:
    """Return what the text's other matters add to what a theme's own cues say, or take from it."""
    effects = [effect_of(factor, about[name]) for name, factor in rule.contexts]
    support = sum(effect for effect in effects if effect > 0)
    doubt = sum(effect for effect in effects if effect < 0)
    return min(support, MOST_SUPPORT * own) + doubt


def effect_of(factor: float, strength: float) -> float:
    """Return what a context of some strength adds, or takes away but for what is forgiven."""
    return factor * strength if factor > 0 else factor * max(0.0, strength - FORGIVEN)
