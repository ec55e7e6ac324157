"""The article event: bytes from the topic `articles` to an `Article`, or the reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from pydantic import ValidationError

from schemas.article import ArticleV1
from streams.clean.article import Article

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


def read_article(raw: bytes | None, settings: Settings) -> Article | Rejected:
    """Read one article event. Bad input is a value, never an exception."""
    if not raw:
        return Rejected(
            "message.empty", "The message has no value; to take an article back, send it `withdrawn`."
        )
    if len(raw) > settings.message_bytes:
        return Rejected(
            "message.too-large",
            f"The message has {len(raw)} bytes; at most {settings.message_bytes} are read.",
        )
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return Rejected("encoding.not-utf8", f"Byte {error.start} is not UTF-8; send JSON encoded as UTF-8.")
    try:
        sent = ArticleV1.model_validate_json(raw)
    except ValidationError as error:
        return _refusal(error.errors(include_url=False, include_input=False)[0])
    size, most = len(sent.body.encode()), _most_bytes(sent, settings)
    if size > most:
        return Rejected("body.too-large", f"The body has {size} bytes; at most {most} are read.", "body")
    return _article(sent)


def _most_bytes(sent: ArticleV1, settings: Settings) -> int:
    return settings.body_bytes if sent.content_type == "text/plain" else settings.html_bytes


def unreadable(error: Exception) -> Rejected:
    """Return the rejection of an article whose reading raised. What the error says may quote the article: left out."""
    return Rejected("article.unreadable", f"Reading the article failed: {type(error).__name__}.")


def _refusal(problem: ErrorDetails) -> Rejected:
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
    return Rejected("field.invalid", f"`{path}`: {problem['msg']}.", path)


def _article(sent: ArticleV1) -> Article:
    return Article(
        id=sent.id,
        source=sent.source,
        published_at=sent.published_at.astimezone(UTC),
        body=sent.body,
        version=sent.version,
        is_withdrawn=sent.status == "withdrawn",
        url=sent.url,
        title=sent.title,
        content_type=sent.content_type,
        language=sent.language,
        authors=sent.authors,
    )
