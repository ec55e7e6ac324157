"""Theme rules and contexts, read from the parsed content of their files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from streams.themes.fields import Fields, Problem, RuleError
from streams.themes.phrases import spell_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streams.themes.fields import Path

# Bounds on what a rule may ask: rules may come from people we do not know.
MOST_CUES = 1_000
MOST_PHRASES = 1_000
MOST_PHRASE_CHARS = 400
MOST_SPELLINGS_OF_A_RULE = 2_000
MOST_CONTEXTS = 100
MOST_EXAMPLES = 200
_MOST_FACTOR = 5

_ID = re.compile(r"[a-z]+(-[a-z]+)*\Z")
_ID_SAID = "small letters in words joined by hyphens, such as armed-conflict"
_MEDIA_TOPIC = re.compile(r"medtop:[0-9]{8}\Z")
_KEYS = ("theme", "label", "medtop", "why", "source", "licence", "floor", "contexts", "cues", "examples")
_WAYS = ("phrase", "phrases", "each")


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign of a theme or context, in one or several spellings, that scores `weight` where it stands alone.

    With `beside`, it counts only as far as the text is about those contexts: "minister" beside a state.
    """

    phrases: tuple[str, ...]
    weight: float
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text that must raise the theme, or a near miss that must not."""

    text: str
    expect: bool
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a text is about besides its themes: sport, markets, foreign states.

    `idioms` are phrases whose words mean something else elsewhere: a cue inside one does not count.
    """

    name: str
    why: str
    cues: tuple[Cue, ...]
    idioms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeRule:
    """One theme: its cues, and how far each context speaks for it (above 0) or against it (below 0).

    `medtop` and `label` are the IPTC Media Topic that comes nearest.
    """

    theme: str
    why: str
    medtop: str
    label: str
    floor: float
    cues: tuple[Cue, ...]
    contexts: tuple[tuple[str, float], ...] = ()
    examples: tuple[Example, ...] = ()


def parse_theme_rule(content: Mapping[str, Any], where: str) -> ThemeRule:
    """Return the rule of one file; `where` names it in errors.

    Raises:
        RuleError: a `ValueError` with everything that is wrong; its text names file and field.

    """
    fields = Fields(cast("Mapping[object, object]", content), [])
    fields.known(*_KEYS)
    fields.texts("source", "licence")
    rule = ThemeRule(
        theme=fields.matching("theme", _ID, _ID_SAID),
        why=fields.text("why"),
        medtop=fields.matching("medtop", _MEDIA_TOPIC, "an IPTC Media Topic such as medtop:20000642"),
        label=fields.text("label"),
        floor=fields.number("floor", 0, 1),
        cues=_cues(fields),
        contexts=_contexts(fields),
        examples=tuple(_example(fields.at(*item)) for item in fields.items("examples", MOST_EXAMPLES)),
    )
    _refuse(fields, where)
    return rule


def parse_context(content: Mapping[str, Any], where: str) -> Context:
    """Return the context of one file; `where` names it in errors.

    Raises:
        RuleError: as `parse_theme_rule`.

    """
    fields = Fields(cast("Mapping[object, object]", content), [])
    fields.known("context", "why", "source", "licence", "cues", "idioms")
    fields.texts("source", "licence")
    context = Context(
        name=fields.matching("context", _ID, _ID_SAID),
        why=fields.text("why"),
        cues=_cues(fields),
        idioms=tuple(_phrase(*item, fields) for item in fields.items("idioms", MOST_PHRASES)),
    )
    _refuse(fields, where)
    return context


def _refuse(fields: Fields, where: str) -> None:
    if fields.problems:
        raise RuleError(where, fields.problems)


def _cues(fields: Fields) -> tuple[Cue, ...]:
    cues = tuple(cue for item in fields.items("cues", MOST_CUES) for cue in _cue(fields.at(*item)))
    if not fields.problems:
        spellings = sum(len(spell_out(phrase)) for cue in cues for phrase in cue.phrases)
        if spellings > MOST_SPELLINGS_OF_A_RULE:
            wanted = f"cues that stand for at most {MOST_SPELLINGS_OF_A_RULE} sequences of words together"
            fields.problems.append(Problem((*fields.path, "cues"), wanted, str(spellings)))
    return cues


def _cue(fields: Fields) -> list[Cue]:
    """Read `phrase` (one cue), `phrases` (one, in several spellings) or `each` (several of one weight)."""
    fields.known(*_WAYS, "weight", "beside", "why")
    fields.texts("why")
    weight = fields.number("weight", 0, 1)
    beside = tuple(_name(*item, fields) for item in fields.items("beside", MOST_CONTEXTS))
    ways = [way for way in _WAYS if way in fields.content]
    if len(ways) != 1:
        fields.problems.append(Problem(fields.path, f"must have one of {', '.join(_WAYS)}"))
        return []
    if ways == ["phrase"]:
        phrase = _phrase((*fields.path, "phrase"), fields.content["phrase"], fields)
        return [Cue((phrase,), weight, beside)]
    phrases = tuple(_phrase(*item, fields) for item in fields.items(ways[0], MOST_PHRASES, least=1))
    spellings = [phrases] if ways == ["phrases"] else [(phrase,) for phrase in phrases]
    return [Cue(each, weight, beside) for each in spellings]


def _phrase(path: Path, found: object, fields: Fields) -> str:
    if not isinstance(found, str) or len(found) > MOST_PHRASE_CHARS:
        fields.wrong(path, f"a phrase of at most {MOST_PHRASE_CHARS} characters", found)
        return ""
    try:
        spell_out(found)
    except ValueError as error:
        fields.problems.append(Problem(path, str(error)))
    return found


def _name(path: Path, found: object, fields: Fields) -> str:
    if not isinstance(found, str):
        fields.wrong(path, "the name of a context", found)
    return str(found)


def _contexts(fields: Fields) -> tuple[tuple[str, float], ...]:
    factors = fields.under("contexts", MOST_CONTEXTS)
    return tuple((str(name), factors.number(name, -_MOST_FACTOR, _MOST_FACTOR)) for name in factors.content)


def _example(fields: Fields) -> Example:
    fields.known("text", "title", "expect")
    title = fields.text("title") if fields.content.get("title") is not None else None
    return Example(fields.text("text"), fields.flag("expect"), title)
