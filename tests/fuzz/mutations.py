"""Mutations that libFuzzer does not know: other values in JSON, and long repeats; and words of the formats for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

PIECES = (
    b"\x00", b"\xff", b"\xed\xa0\x80", "\u202e\u200b\ufeff".encode(), b"<", b">", b"</", b"<!--", b"]]>", b"<![CDATA[",
    b"&", b"&#0;", b"&#x110000;", b"&amp;" * 10, b'"', b"'", b"\\", b"\\u0000", b"\\ud800", b"{", b"}", b"[", b"]",
    b":", b",", b"null", b"true", b"-1", b"1e999", b"NaN", b"9" * 40, b"2031-13-45T99:99:99Z",
    b"0001-01-01T00:00:00+23:59", b"9999-12-31T23:59:59-23:59", b"- ", b"&a *a", b"!!python/object:x", b"=", b"~",
    b"..", b"/",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 1e308, "", " ", "\x00", "\ud800", "x" * 5000, [], {}, [None], {"a": []}, "<p>", "http://[",
    "javascript:1", "2031-03-04", [[[[[]]]]], "\u202e",
)  # fmt: skip


def dictionary() -> str:
    """Return what formats are made of, as libFuzzer reads it."""
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in piece) + '"\n' for piece in PIECES)


def reshape(raw: bytes, chance: random.Random) -> bytes | None:
    """Return JSON with another value somewhere; None where it is none. What breaks JSON is refused at once."""
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    holder: Any = content
    while isinstance(holder, dict | list) and holder:
        key = chance.choice(list(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
        if not isinstance(holder[key], dict | list) or not holder[key] or chance.random() < 1 / 3:
            holder[key] = chance.choice(VALUES)
            break
        holder = holder[key]
    return json.dumps(content).encode()


def repeat(raw: bytes, chance: random.Random) -> bytes:
    """Return it with a piece said many times over: what is not linear shows itself by that."""
    first = chance.randint(0, len(raw))
    piece = raw[first : first + chance.randint(1, 40)] or b"\n"
    return raw[:first] + piece * chance.choice((10, 200, 3000)) + raw[first:]
