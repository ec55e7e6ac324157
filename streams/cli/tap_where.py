"""Conditions on messages: `severity=Extreme`, `evidence.publisher~wire`, `header.kind!=talks`, `key=urn:1`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streams.wire.message import Incoming

Operator = Literal["=", "!=", "~"]

_CONDITION = re.compile(r"([A-Za-z_][\w.-]*)(!=|=|~)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a field must be: the same (`=`), another (`!=`), or hold these letters, in any case (`~`).

    The field is `key`, `header.NAME` or a path into the value; where it leads into lists, one of each is enough.
    """

    path: tuple[str, ...]
    operator: Operator
    wanted: str

    def holds(self, message: Incoming, value: object) -> bool:
        """Say whether a message is like that; `value` is what its JSON says."""
        said = list(self._said(message, value))
        if self.operator == "=":
            return self.wanted in said
        if self.operator == "!=":
            return self.wanted not in said
        return any(self.wanted.casefold() in each.casefold() for each in said)

    def _said(self, message: Incoming, value: object) -> Iterator[str]:
        if self.path == ("key",):
            yield (message.key or b"").decode("utf-8", "replace")
        elif self.path[0] == "header":
            name = ".".join(self.path[1:])
            yield from (each.decode("utf-8", "replace") for header, each in message.headers if header == name)
        else:
            yield from _found(value, self.path)


def read_condition(said: str) -> Condition:
    """Return a condition. Raises `ValueError`."""
    found = _CONDITION.fullmatch(said)
    if not found:
        raise ValueError(
            f"{said[:60]!r} is no condition: FIELD=VALUE, FIELD!=VALUE or FIELD~LETTERS, where FIELD is key, "
            "header.NAME or a path into the value, such as evidence.publisher."
        )
    path, operator, wanted = found.groups()
    return Condition(
        tuple(path.split(".")), "=" if operator == "=" else "!=" if operator == "!=" else "~", wanted
    )


def value_of(message: Incoming) -> object:
    """Return what a message's JSON says; its text where it is none, None where there is nothing."""
    if message.value is None:
        return None
    try:
        return json.loads(message.value)
    except ValueError:
        return message.value.decode("utf-8", "replace")
    except RecursionError:
        return message.value[:200].decode("utf-8", "replace")


def _found(value: Any, path: tuple[str, ...]) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        for each in value:
            yield from _found(each, path)
    elif not path:
        yield value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    elif isinstance(value, dict) and path[0] in value:
        yield from _found(value[path[0]], path[1:])
