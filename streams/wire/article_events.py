"""Article events made of other formats: checked before they are sent, so that who sends them learns what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from schemas.article import ArticleV1
from streams.wire.refusal import Refused, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME_CHARS = 200


def make_event(fields: Mapping[str, object]) -> ArticleV1 | Refused:
    """Return the article event with these fields, none of them taken for granted; empty ones count as not there."""
    filled = {name: value for name, value in fields.items() if value not in (None, "", ()) or name == "body"}
    try:
        return ArticleV1.model_validate(filled)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        return refuse(fields.get("id") or fields.get("title"), refusal(problem).detail)


def refuse(name: object, reason: str) -> Refused:
    """Return the refusal of an entry, by the name it has for itself."""
    return Refused(" ".join(str(name or "an entry without id")[:_NAME_CHARS].split()), reason)


def event_bytes(event: ArticleV1) -> bytes:
    """Return an article event as it travels on the topic `articles`: only what its sender said."""
    return event.model_dump_json(exclude_unset=True).encode()
