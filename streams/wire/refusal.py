"""A refusal as a value: what every reader of a format answers where it cannot read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from schemas.rejection import Code
    from streams.settings import Settings


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why a message is set aside: a stable code, a sentence for its producer, and the field at fault."""

    code: Code
    detail: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry of a file that is not sent on: what it calls itself, and a sentence for whoever publishes it."""

    name: str
    reason: str


class UnreadableFileError(ValueError):
    """A file of which nothing can be read; the text goes on from the file's name."""


def refusal(problem: ErrorDetails) -> Rejected:
    """Say the first problem that pydantic found in our words."""
    kind, path = problem["type"], ".".join(str(step) for step in problem["loc"])
    if kind == "json_invalid":
        reason = str(problem.get("ctx", {}).get("error", problem["msg"]))
        if "recursion" in reason:
            return Rejected("json.too-deep", f"The JSON is nested too deeply: {reason}.")
        return Rejected("json.invalid", f"The message is not JSON: {reason}.")
    if not path:
        return Rejected(
            "json.not-an-object", "The message is JSON, but not an object with the fields of an article."
        )
    return field_refusal(path, f"{problem['msg']}.")


def field_refusal(path: str, sentence: str) -> Rejected:
    """Name a field at fault, as its sender spells it."""
    return Rejected("field.invalid", f"`{path}`: {sentence}", path)


def oversize(body: str, content_type: str, path: str, settings: Settings) -> Rejected | None:
    """Refuse a body over the limit of its kind; HTML may be larger, since most of it is markup."""
    most = settings.body_bytes if content_type == "text/plain" else settings.html_bytes
    size = len(body.encode())
    if size <= most:
        return None
    return Rejected("body.too-large", f"The body has {size} bytes; at most {most} are read.", path)
