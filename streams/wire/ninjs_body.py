"""Which of the bodies of a ninjs news object is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas.ninjs import BODY_PREFIX
from streams.wire.refusal import Rejected, field_refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemas.ninjs import NinjsV1

# Roles (2.x, 3.x) and endings of names (1.x) by which senders mark the whole text, in this or that shape; a teaser or
# a caption is called something else.
_MARKUP = frozenset(("html", "html5", "xhtml", "richtext", "richhtml", "richhtml5"))
_WHOLE = _MARKUP | {"main", "text", "plain", "plaintext", "body", "full"}
THREE = 3
"""The line of ninjs that has capitals inside its names."""

_READ = ("text/plain", "text/html", "application/xhtml+xml")
_BLOCK = re.compile(r"<(?:p|br|div|li|blockquote|h[1-6])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that may be read. `path` is where the sender put it."""

    value: str
    content_type: str
    path: str
    role: str = ""


NO_BODY = Body("", "text/plain", "")


def find_body(sent: NinjsV1, line: int) -> Body | Rejected:
    """Return the body to read.

    One that is the whole text goes before one of another role; then one that keeps its paragraphs before one that has
    run them together, since sentences are read paragraph by paragraph; then the role `main`; then plain text, whose
    offsets are the sender's own; then the sender's order.
    """
    missing = _missing_path(sent, line)
    try:
        readable = list(_bodies(sent))
    except _UnreadableError as error:
        return field_refusal(error.path, "Input should be a valid string.")
    filled = [body for body in readable if body.value.strip()]
    if filled:
        return min(filled, key=_rank)
    if sent.bodies and not readable:
        name = "contentType" if line == THREE else "contenttype"
        return field_refusal(f"bodies.0.{name}", f"No body is of a type that is read: {', '.join(_READ)}.")
    return field_refusal(missing, "Body must not be empty unless the article is canceled or withheld.")


class _UnreadableError(Exception):
    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def _missing_path(sent: NinjsV1, line: int) -> str:
    if sent.named_bodies:
        return next(iter(sent.named_bodies))
    if sent.bodies:
        return "bodies.0.value"
    return "bodies" if line > 1 or sent.bodies is not None else "body_text"


def _rank(body: Body) -> tuple[bool, bool, bool, bool]:
    is_plain = body.content_type == "text/plain"
    breaks = body.value.strip().count("\n") if is_plain else len(_BLOCK.findall(body.value)) - 1
    return (body.role not in _WHOLE, breaks < 1, body.role != "main", not is_plain)


def _bodies(sent: NinjsV1) -> Iterator[Body]:
    for at, each in enumerate(sent.bodies or ()):
        role = (each.role or "text").strip().lower()
        said = (each.content_type or "").partition(";")[0].strip().lower()
        content_type = said or ("text/html" if role in _MARKUP else "text/plain")
        if content_type in _READ:
            yield Body(each.value, content_type, f"bodies.{at}.value", role)
    for name, value in sent.named_bodies.items():
        if value is None:
            continue
        if not isinstance(value, str) or "\x00" in value:
            raise _UnreadableError(name)
        ending = name.removeprefix(BODY_PREFIX).lower()
        # An ending that says nothing known (`body_nitf`): what begins with an element is markup.
        is_markup = ending in _MARKUP or (ending not in _WHOLE and value.lstrip().startswith("<"))
        yield Body(value, "text/html" if is_markup else "text/plain", name, ending)
