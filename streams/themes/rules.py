"""Theme rules and contexts, read from the parsed content of their files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from streams.themes.phrases import spell_out

if TYPE_CHECKING:
    from collections.abc import Mapping

_ID = re.compile(r"[a-z]+(-[a-z]+)*\Z")
_MEDIA_TOPIC = re.compile(r"medtop:[0-9]{8}\Z")


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
        ValueError: a field is missing, unknown or not what it must be; the message names file and field.

    """
    known = ("theme", "label", "medtop", "why", "source", "licence", "floor", "contexts", "cues", "examples")
    _refuse_unknown(content, known, where)
    return ThemeRule(
        theme=_matching(content, "theme", _ID, where),
        why=_text(content, "why", where),
        medtop=_matching(content, "medtop", _MEDIA_TOPIC, where),
        label=_text(content, "label", where),
        floor=_number(content.get("floor"), 0, 1, f"{where}: floor"),
        cues=_cues(content, where),
        contexts=_contexts(content.get("contexts", {}), where),
        examples=tuple(
            _example(each, f"{where}: examples[{index}]")
            for index, each in enumerate(_list(content, "examples", where))
        ),
    )


def parse_context(content: Mapping[str, Any], where: str) -> Context:
    """Return the context of one file; `where` names it in errors.

    Raises:
        ValueError: as `parse_theme_rule`.

    """
    _refuse_unknown(content, ("context", "why", "source", "licence", "cues", "idioms"), where)
    idioms = tuple(_phrase(each, f"{where}: idioms") for each in _list(content, "idioms", where))
    return Context(
        name=_matching(content, "context", _ID, where),
        why=_text(content, "why", where),
        cues=_cues(content, where),
        idioms=idioms,
    )


def _cues(content: Mapping[str, Any], where: str) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    for index, each in enumerate(_list(content, "cues", where)):
        cues.extend(_cue(each, f"{where}: cues[{index}]"))
    return tuple(cues)


def _cue(content: object, where: str) -> list[Cue]:
    """Read `phrase` (one cue), `phrases` (one, in several spellings) or `each` (several of one weight)."""
    content = _mapping(content, where)
    _refuse_unknown(content, ("phrase", "phrases", "each", "weight", "beside", "why"), where)
    weight = _number(content.get("weight"), 0, 1, f"{where}.weight")
    beside = tuple(str(name) for name in _list(content, "beside", where))
    ways = [way for way in ("phrase", "phrases", "each") if way in content]
    if len(ways) != 1:
        raise ValueError(f"{where} must have one of phrase, phrases, each")
    if "phrase" in content:
        return [Cue((_phrase(content["phrase"], f"{where}.phrase"),), weight, beside)]
    phrases = [_phrase(phrase, f"{where}.{ways[0]}") for phrase in _list(content, ways[0], where)]
    if not phrases:
        raise ValueError(f"{where}.{ways[0]} is empty")
    spellings = [tuple(phrases)] if ways == ["phrases"] else [(phrase,) for phrase in phrases]
    return [Cue(each, weight, beside) for each in spellings]


def _phrase(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{where} must be a text, not {value!r}")  # noqa: TRY004 - callers catch one error
    try:
        spell_out(value)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error
    return value


def _contexts(content: object, where: str) -> tuple[tuple[str, float], ...]:
    where = f"{where}: contexts"
    return tuple(
        (str(name), _number(factor, -5, 5, f"{where}.{name}"))
        for name, factor in _mapping(content, where).items()
    )


def _example(content: object, where: str) -> Example:
    content = _mapping(content, where)
    _refuse_unknown(content, ("text", "title", "expect"), where)
    expect, title = content.get("expect"), content.get("title")
    if not isinstance(expect, bool):
        raise ValueError(f"{where}.expect must be true or false")  # noqa: TRY004
    if title is not None and not isinstance(title, str):
        raise ValueError(f"{where}.title must be a text")
    return Example(_text(content, "text", where), expect, title)


def _mapping(value: object, where: str) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{where} must be a mapping")  # noqa: TRY004 - callers catch one error
    return value


def _refuse_unknown(content: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    unknown = sorted(str(name) for name in content if name not in known)
    if unknown:
        raise ValueError(f"{where}: unknown field {', '.join(unknown)}")


def _text(content: Mapping[str, Any], field: str, where: str) -> str:
    value = content.get(field)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{where}: {field} must be a text")
    return value


def _matching(content: Mapping[str, Any], field: str, form: re.Pattern[str], where: str) -> str:
    value = _text(content, field, where)
    if not form.match(value):
        raise ValueError(f"{where}: {field} {value!r} must have the form {form.pattern}")
    return value


def _list(content: Mapping[str, Any], field: str, where: str) -> list[Any]:
    value = content.get(field, [])
    if not isinstance(value, list):
        raise ValueError(f"{where}: {field} must be a list")  # noqa: TRY004
    return value


def _number(value: object, low: float, high: float, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{where} must be a number from {low} to {high}, not {value!r}")
    return float(value)
