"""Mutations: what is made of good input, by bytes, by what formats are made of, and by putting two together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

PIECES = (
    b"\x00", b"\xff", b"\xed\xa0\x80", "\u202e\u200b\ufeff".encode(), b"<", b">", b"</", b"<!--", b"]]>", b"<![CDATA[",
    b"&", b"&#0;", b"&#x110000;", b"&amp;" * 20, b'"', b"'", b"\\", b"\\u0000", b"\\ud800", b"{", b"}", b"[", b"]",
    b":", b",", b"null", b"true", b"-1", b"1e999", b"NaN", b"9" * 400, b"2031-13-45T99:99:99Z",
    b"0001-01-01T00:00:00+23:59", b"9999-12-31T23:59:59-23:59", b"- ", b"&a *a", b"!!python/object:x", b"\n" * 50,
    b" " * 500, b"=", b"~", b"..", b"/",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 1e308, "", " ", "\x00", "\ud800", "x" * 5000, [], {}, [None], {"a": []}, "<p>", "http://[",
    "javascript:1", "2031-03-04", [[[[[]]]]], "\u202e",
)  # fmt: skip
MOST_BYTES = 200_000


def mutate(pool: Sequence[bytes], chance: random.Random) -> bytes:
    """Return an input made of those in the pool by one to six mutations."""
    raw = chance.choice(pool)
    # What breaks JSON is refused at once; what only says odd things gets further.
    kinds = chance.choice((KINDS, (_reshape,)))
    for _ in range(chance.randint(1, 6)):
        raw = chance.choice(kinds)(raw, pool, chance)[:MOST_BYTES]
    return raw


def _flip(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    if not raw:
        return raw
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]


def _insert(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randint(0, len(raw))
    return raw[:at] + chance.choice(PIECES) * chance.choice((1, 1, 1, 3, 200)) + raw[at:]


def _cut(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    first, last = sorted(chance.randint(0, len(raw)) for _ in range(2))
    return raw[:first] + raw[last:]


def _repeat(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    first = chance.randint(0, len(raw))
    piece = raw[first : first + chance.randint(1, 40)]
    return raw[:first] + piece * chance.choice((2, 10, 1000)) + raw[first:]


def _splice(raw: bytes, pool: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(pool)
    return raw[: chance.randint(0, len(raw))] + other[chance.randint(0, len(other)) :]


def _reshape(raw: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    """Put another value somewhere into JSON."""
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        return _insert(raw, (), chance)
    holder: Any = content
    while isinstance(holder, dict | list) and holder:
        key = chance.choice(list(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
        if not isinstance(holder[key], dict | list) or not holder[key] or chance.random() < 1 / 3:
            holder[key] = chance.choice(VALUES)
            break
        holder = holder[key]
    return json.dumps(content).encode()


KINDS: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    _flip,
    _insert,
    _cut,
    _repeat,
    _splice,
    _reshape,
)
