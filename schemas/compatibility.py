"""Would a change of a contract break somebody? Compared with what was released, and said by whose name.

    python -m schemas.compatibility            compare; exit code 1 where a change breaks somebody
    python -m schemas.compatibility --release  take what is generated now as released

What Tocsin writes may gain fields, and what it reads may come to want less; nothing else can change unnoticed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from schemas.generate import CONTRACTS, schema_path
from schemas.topics import ARTICLES, RULES, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schemas.generate import Format

RELEASED = Path(__file__).parent / "released"
READ_BY_US = (ARTICLES.name, RULES.name, "ninjs")

Schema = dict[str, Any]

# What narrows when it grows, and what when it shrinks.
LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems")
MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")


class Break(NamedTuple):
    """A change that somebody does not expect: the path of the field, and what is other."""

    path: str
    what: str


def breaks(before: Schema, after: Schema, *, is_read: bool) -> list[Break]:
    """Return what would break those who write to us, where a contract `is_read` by us, or else those who read it."""
    return list(_differences(_Side(before, before), _Side(after, after), "", is_read))


class _Side(NamedTuple):
    """A part of a schema, and the whole of it, in which references are looked up."""

    part: Schema
    whole: Schema

    def inner(self, part: Schema) -> _Side:
        """Return another part of the same whole, references followed."""
        while "$ref" in part:
            part = self.whole["$defs"][part["$ref"].rpartition("/")[2]] | {
                name: value for name, value in part.items() if name != "$ref"
            }
        return _Side(part, self.whole)

    @property
    def properties(self) -> dict[str, Schema]:
        found: dict[str, Schema] = self.part.get("properties", {})
        return found

    @property
    def choices(self) -> list[_Side]:
        """Return the alternatives, one where there is no choice."""
        return [self.inner(each) for each in self.part.get("anyOf", [self.part])]

    @property
    def types(self) -> set[str]:
        return {str(each.part.get("type", "any")) for each in self.choices}

    @property
    def values(self) -> set[str] | None:
        """Return the words that are allowed, None where any is."""
        found: set[str] = set()
        for each in self.choices:
            if "enum" in each.part or "const" in each.part:
                found |= {json.dumps(value) for value in each.part.get("enum", [each.part.get("const")])}
            elif each.part.get("type") != "null":
                return None
        return found

    def of_type(self, kind: str) -> _Side | None:
        """Return the alternative of a type."""
        return next((each for each in self.choices if each.part.get("type") == kind), None)


def _differences(before: _Side, after: _Side, path: str, is_read: bool) -> Iterator[Break]:
    yield from _types(before, after, path, is_read)
    yield from _values(before, after, path, is_read)
    for kind in sorted(before.types & after.types):
        old, new = before.of_type(kind), after.of_type(kind)
        if old is None or new is None:
            continue
        if is_read:
            yield from _limits(old, new, path)
        if kind == "object":
            yield from _objects(old, new, path, is_read)
        if kind == "array" and "items" in old.part and "items" in new.part:
            items = old.inner(old.part["items"]), new.inner(new.part["items"])
            yield from _differences(*items, f"{path}[]", is_read)


def _types(before: _Side, after: _Side, path: str, is_read: bool) -> Iterator[Break]:
    wide, narrow = (before, after) if is_read else (after, before)
    if "any" in narrow.types:
        return
    for kind in sorted(wide.types - narrow.types):
        yield Break(path, f"{kind} is no longer taken" if is_read else f"may now be {kind}")


def _values(before: _Side, after: _Side, path: str, is_read: bool) -> Iterator[Break]:
    wide, narrow = (before.values, after.values) if is_read else (after.values, before.values)
    if narrow is None:
        return
    if wide is None:
        yield Break(path, "takes certain words only" if is_read else "may now be any word")
        return
    for value in sorted(wide - narrow):
        yield Break(path, f"{value} is no longer taken" if is_read else f"may now be {value}")


def _objects(before: _Side, after: _Side, path: str, is_read: bool) -> Iterator[Break]:
    required_before, required = (set(each.part.get("required", ())) for each in (before, after))
    for name in sorted(before.properties.keys() | after.properties.keys()):
        where = f"{path}.{name}".lstrip(".")
        if name not in after.properties:
            yield Break(where, "is no longer read" if is_read else "is gone")
        elif is_read and name in required - required_before:
            yield Break(where, "is needed now")
        elif not is_read and name in required_before - required:
            yield Break(where, "may be left out now")
        if name in before.properties and name in after.properties:
            old, new = before.inner(before.properties[name]), after.inner(after.properties[name])
            yield from _differences(old, new, where, is_read)


def _limits(before: _Side, after: _Side, path: str) -> Iterator[Break]:
    for name in (*LEAST, *MOST):
        old, new = before.part.get(name), after.part.get(name)
        if new is None or new == old:
            continue
        if old is None or (new > old if name in LEAST else new < old):
            yield Break(path, f"{name} is {new} now")
    if "pattern" in after.part and after.part["pattern"] != before.part.get("pattern"):
        yield Break(path, f"must match {after.part['pattern']} now")


def main(arguments: Sequence[str]) -> int:
    """Compare or release; the number returned is the exit code."""
    if "--release" in arguments:
        RELEASED.mkdir(exist_ok=True)
        for contract in CONTRACTS:
            (RELEASED / schema_path(contract).name).write_text(schema_path(contract).read_text())
        return 0
    found = [(contract, each) for contract in CONTRACTS for each in _of(contract)]
    for contract, each in found:
        sys.stderr.write(
            f"{contract.name}: {each.path or 'the value'} {each.what}: breaks {_who(contract)}\n"
        )
    return 1 if found else 0


def _of(contract: Topic | Format) -> list[Break]:
    released = RELEASED / schema_path(contract).name
    if not released.exists():
        return []
    before, after = json.loads(released.read_text()), json.loads(schema_path(contract).read_text())
    return breaks(before, after, is_read=contract.name in READ_BY_US)


def _who(contract: Topic | Format) -> str:
    if not isinstance(contract, Topic):
        return "newsroom systems"
    return ", ".join(contract.written_by if contract.name in READ_BY_US else contract.read_by)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
