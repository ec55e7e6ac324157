"""Compiles rules and contexts into what `score_themes` reads: one matcher, and whose cue each phrase is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from streams.themes.matcher import Matcher, build_matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.themes.rules import Context, ThemeRule

# Owner (rules first, then contexts) and the number of the cue among its own.
CueId = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ThemeRules:
    """Rules and contexts, compiled. `owners[phrase]` holds the cues that a phrase is a spelling of."""

    rules: tuple[ThemeRule, ...]
    contexts: tuple[Context, ...]
    matcher: Matcher
    owners: tuple[tuple[CueId, ...], ...]
    idioms: frozenset[int]


def build_theme_rules(rules: Iterable[ThemeRule], contexts: Iterable[Context] | None = None) -> ThemeRules:
    """Compile rules, and the contexts that they name, for `score_themes`.

    Without contexts the rules stand alone: nothing speaks for or against a theme but its own cues.

    Raises:
        ValueError: a rule names a context that is not given, or a theme or context comes twice.

    """
    rules = tuple(rules)
    if contexts is None:
        rules, contexts = tuple(_alone(rule) for rule in rules), ()
    contexts = tuple(contexts)
    _check_names(rules, contexts)
    phrases: dict[str, int] = {}
    owners: dict[int, dict[CueId, None]] = {}
    for number, cues in enumerate([each.cues for each in rules] + [each.cues for each in contexts]):
        for at, cue in enumerate(cues):
            for phrase in cue.phrases:
                index = phrases.setdefault(phrase, len(phrases))
                owners.setdefault(index, {})[number, at] = None
    idioms = {phrases.setdefault(idiom, len(phrases)) for context in contexts for idiom in context.idioms}
    return ThemeRules(
        rules=rules,
        contexts=contexts,
        matcher=build_matcher(phrases),
        owners=tuple(tuple(owners.get(index, ())) for index in range(len(phrases))),
        idioms=frozenset(idioms),
    )


def _alone(rule: ThemeRule) -> ThemeRule:
    return replace(rule, contexts=(), cues=tuple(replace(cue, beside=()) for cue in rule.cues))


def _check_names(rules: Sequence[ThemeRule], contexts: Sequence[Context]) -> None:
    names = [context.name for context in contexts]
    every = [*names, *(rule.theme for rule in rules)]
    for name in every:
        if every.count(name) > 1:
            raise ValueError(f"{name} comes twice")
    for rule in rules:
        for name, _ in rule.contexts:
            _check_context(name, names, f"{rule.theme}: contexts")
        for name in (name for cue in rule.cues for name in cue.beside):
            _check_context(name, names, f"{rule.theme}: beside")
    for context in contexts:
        if any(cue.beside for cue in context.cues):
            raise ValueError(f"{context.name}: beside is for the cues of themes")


def _check_context(name: str, names: Sequence[str], where: str) -> None:
    if name not in names:
        raise ValueError(f"{where}: {name!r} is not among the contexts {', '.join(names)}")
