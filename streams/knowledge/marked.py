"""YAML read with the place of everything in it, and without what a rule file has no use for.

Only plain values in mappings and lists: no tags, so no objects; no anchors and aliases, so no file that grows when it
is read; no key twice, of which YAML would silently take the last. Reading is linear in a file of bounded size.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from yaml.reader import ReaderError

from streams.themes.fields import Problem, show

if TYPE_CHECKING:
    from streams.themes.fields import Path

# Line and column, both from 1, as editors count.
Place = tuple[int, int]

MOST_BYTES = 100_000
DEEPEST = 20
# Longer than any number or date of a rule; of more digits than some thousands Python makes no number.
_LONGEST_NUMBER = 40
_TEXT = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"
_START: Place = (1, 1)
# libyaml reads ten times as fast, which is half a second of each process's start; not every build of yaml has it, and
# it takes some files that YAML's own parser refuses. So it reads our files alone, which both read alike.
FASTEST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Marked:
    """The content of a file, None where it cannot be read, what is wrong with it, and where everything stands."""

    content: object = None
    problems: tuple[tuple[Place, Problem], ...] = ()
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)

    def place_of(self, problem: Problem) -> Place:
        """Return where a problem stands: its field, or the nearest one around it that the file has."""
        if problem.is_key and problem.path in self.keys:
            return self.keys[problem.path]
        path = problem.path
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, _START)


def read_marked(raw: bytes, *, is_ours: bool = False) -> Marked:
    """Read the bytes of a file. Whatever they are, the answer is content or what is wrong with them."""
    if len(raw) > MOST_BYTES:
        return _unreadable(_START, f"a file of at most {MOST_BYTES} bytes", f"{len(raw)}")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _unreadable(
            _place_at(raw[: error.start].decode("utf-8", "replace")), "UTF-8", "another encoding"
        )
    if is_ours:
        with suppress(yaml.YAMLError, _TooDeepError):
            return _read(FASTEST(text))
    return _read_slowly(text)


def _read(loader: Any) -> Marked:  # noqa: ANN401 - yaml types its loaders in part
    builder = _Builder(loader)
    try:
        content = builder.document()
    finally:
        loader.dispose()
    return Marked(content, tuple(builder.problems), builder.values, builder.keys)


def _read_slowly(text: str) -> Marked:
    """Read with the parser that says best what is wrong."""
    try:
        return _read(yaml.SafeLoader(text))
    except ReaderError as error:
        found = f"the character {error.character:#x}"
        return _unreadable(_place_at(text[: error.position]), "a text without control characters", found)
    except yaml.MarkedYAMLError as error:
        return _unreadable(_place(error.problem_mark or error.context_mark), _said(error))
    except _TooDeepError as error:
        return _unreadable(error.place, f"at most {DEEPEST} lists and mappings inside one another", "more")


def _unreadable(place: Place, wanted: str, found: str = "") -> Marked:
    return Marked(problems=((place, Problem((), wanted, found)),))


def _place(mark: Any) -> Place:  # noqa: ANN401 - one of two classes of yaml
    return (mark.line + 1, mark.column + 1) if mark else _START


def _place_at(before: str) -> Place:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _said(error: yaml.MarkedYAMLError) -> str:
    """Return what YAML itself has to say, in one line."""
    context = f" {error.context}" if error.context else ""
    is_tab = r"'\t'" in str(error.problem)
    hint = (
        "indent with spaces" if is_tab else "texts that hold `: ` or ` #`, or begin with a sign, need quotes"
    )
    return f"no YAML: {error.problem}{context} ({hint})"


class _TooDeepError(Exception):
    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class _Builder:
    """Makes values of YAML's events, one document's."""

    def __init__(self, loader: Any) -> None:  # noqa: ANN401 - yaml types its loaders in part
        self._loader = loader
        self.problems: list[tuple[Place, Problem]] = []
        self.values: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}

    def document(self) -> object:
        loader = self._loader
        loader.get_event()
        if loader.check_event(yaml.StreamEndEvent):
            return None
        loader.get_event()
        content = self._node((), 0)
        loader.get_event()
        if not loader.check_event(yaml.StreamEndEvent):
            self._wrong((), "one document in a file", "a second one", _place(loader.peek_event().start_mark))
        return content

    def _wrong(self, path: Path, wanted: str, found: str, place: Place, *, is_key: bool = False) -> None:
        self.problems.append((place, Problem(path, wanted, found, is_key=is_key)))

    def _node(self, path: Path, depth: int) -> object:
        event = self._loader.get_event()
        place = _place(event.start_mark)
        self.values[path] = place
        if depth > DEEPEST:
            raise _TooDeepError(place)
        if isinstance(event, yaml.AliasEvent):
            self._wrong(
                path, "the words themselves, or the $name of a list", f"the alias *{event.anchor}", place
            )
            return None
        if event.anchor is not None:
            self._wrong(path, "no anchors", f"the anchor &{event.anchor}", place)
        if event.tag is not None:
            self._wrong(path, "no tags", f"the tag {show(event.tag)}", place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, depth)
        return self._scalar(event, path)

    def _sequence(self, path: Path, depth: int) -> list[object]:
        made: list[object] = []
        while not self._loader.check_event(yaml.SequenceEndEvent):
            made.append(self._node((*path, len(made)), depth + 1))
        self._loader.get_event()
        return made

    def _mapping(self, path: Path, depth: int) -> dict[object, object]:
        made: dict[object, object] = {}
        while not self._loader.check_event(yaml.MappingEndEvent):
            place = _place(self._loader.peek_event().start_mark)
            key = self._node((*path, "?"), depth + 1)
            at = (*path, key if isinstance(key, str | int | float) else show(key))
            if isinstance(key, list | dict) or key is None:
                self._wrong(at, "a text", show(key), place, is_key=True)
            elif key in made:
                self._wrong(at, "each field once", f"{show(key)} again", place, is_key=True)
                at = (*path, f"{key} (again)")
            self.keys[at] = place
            value = self._node(at, depth + 1)
            if isinstance(key, str | int | float) and key not in made:
                made[key] = value
        self._loader.get_event()
        return made

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> object:
        """Return the value of a scalar as YAML 1.1 reads it: `on` and `no` are truth values unless quoted."""
        text: str = event.value
        tag = self._loader.resolve(yaml.ScalarNode, text, (True, False)) if event.implicit[0] else _TEXT
        if tag == _TEXT:
            return text
        place = _place(event.start_mark)
        if tag == _MERGE:
            self._wrong(path, "no merge of mappings", "<<", place)
            return text
        if len(text) > _LONGEST_NUMBER:
            self._wrong(path, f"a number of at most {_LONGEST_NUMBER} characters", show(text), place)
            return text
        try:
            value: object = self._loader.construct_object(yaml.ScalarNode(tag, text))
        except (ValueError, yaml.YAMLError):
            self._wrong(path, "a value, or quotes around it", show(text), place)
            return text
        return value
