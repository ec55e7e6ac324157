"""Rules that were sent at run time: the content of a rule file as JSON, under the name of its family and id."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from streams.knowledge.files import RuleFile
from streams.knowledge.marked import DEEPEST, MOST_BYTES, Marked
from streams.themes.fields import Problem, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from streams.themes.fields import Path

_START = (1, 1)


@dataclass(frozen=True, slots=True)
class SentRule:
    """One rule as it was sent last. `raw` is JSON, None where it was removed; `revision` the offset of the message."""

    family: str
    id: str
    revision: int
    raw: bytes | None

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.family}/{self.id}"


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """What was sent and accepted last of each rule, in the order of revisions, those that were removed included."""

    last: tuple[SentRule, ...] = ()

    @property
    def offset(self) -> int | None:
        """The offset of the last change, None before any."""
        return self.last[-1].revision if self.last else None

    @property
    def standing(self) -> tuple[SentRule, ...]:
        """The rules that are in force."""
        return tuple(each for each in self.last if each.raw is not None)

    def revision_of(self, key: str) -> int:
        """Return the revision that was accepted last of a rule; -1 where none was."""
        return next((each.revision for each in self.last if each.key == key), -1)

    def after(self, rule: SentRule) -> RulesInForce:
        """Return what is in force once this was said, too; what is older than what was known of it changes nothing."""
        if rule.revision <= self.revision_of(rule.key):
            return self
        others = (each for each in self.last if each.key != rule.key)
        return RulesInForce(tuple(sorted((*others, rule), key=lambda each: each.revision)))


def as_files(sent: Iterable[SentRule]) -> list[RuleFile]:
    """Return sent rules as the files that they stand for, without those that were removed."""
    return [
        RuleFile(each.key, each.id, each.raw, is_ours=False, revision=each.revision)
        for each in sent
        if each.raw is not None
    ]


def read_sent(raw: bytes) -> Marked:
    """Read the JSON of a rule, by the bounds of files: size, depth, each field once, no control characters.

    All of it stands in line 1: whoever sent it made it from something else, and looks for the field.
    """
    if len(raw) > MOST_BYTES:
        return _unreadable(Problem((), f"a rule of at most {MOST_BYTES} bytes", f"{len(raw)}"))
    try:
        content = json.loads(raw, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return _unreadable(Problem((), "JSON in UTF-8", str(error) or type(error).__name__))
    problem = next(_faults(content, (), 0), None)
    return _unreadable(problem) if problem else Marked(content)


def _unreadable(problem: Problem) -> Marked:
    return Marked(problems=((_START, problem),))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        again = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field {show(again)} stands twice")
    return made


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _faults(value: object, path: Path, depth: int) -> Iterator[Problem]:
    """Yield what no file could hold, outermost first."""
    if depth > DEEPEST:
        yield Problem(path[:3], f"at most {DEEPEST} lists and mappings inside one another", "more")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _faults(name, (*path, name), depth)
            yield from _faults(inner, (*path, name), depth + 1)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _faults(inner, (*path, place), depth + 1)
    elif isinstance(value, str) and any(_is_control(sign) for sign in value):
        yield Problem(path, "a text without control characters", show(value))


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t"
