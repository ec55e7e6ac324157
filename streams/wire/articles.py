"""What arrives on the topic `articles`: bytes to an `Article`, or the reason why not."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import from_json

from schemas.article import ArticleV1
from streams.clean.article import Article, Hint
from streams.wire.ninjs import is_ninjs, read_ninjs
from streams.wire.refusal import Rejected, oversize, refusal

if TYPE_CHECKING:
    from collections.abc import Collection

    from streams.settings import Settings

__all__ = ["Rejected", "field_names", "outdated", "read_article", "unreadable"]


def read_article(raw: bytes | None, settings: Settings) -> Article | Rejected:
    """Read one article event or one ninjs news object. Bad input is a value, never an exception.

    Which of the two it is, its fields say: see `is_ninjs`. What is neither is refused as an article event.
    """
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
    fields = field_names(raw)
    return read_ninjs(raw, fields, settings) if is_ninjs(fields) else _read_event(raw, settings)


def unreadable(error: Exception) -> Rejected:
    """Return the rejection of an article whose reading raised. What the error says may quote the article: left out."""
    return Rejected("article.unreadable", f"Reading the article failed: {type(error).__name__}.")


def outdated() -> Rejected:
    """Return the rejection of a version that comes after a later one: it is counted, and changes nothing."""
    return Rejected(
        "version.outdated", "A later version of this article has been read; this one is ignored.", "version"
    )


def field_names(raw: bytes) -> Collection[str]:
    """Return the names in the outermost object; none where there is no object."""
    try:
        sent = from_json(raw, cache_strings="keys")
    except ValueError:
        return ()
    return sent.keys() if isinstance(sent, dict) else ()


def _read_event(raw: bytes, settings: Settings) -> Article | Rejected:
    try:
        sent = ArticleV1.model_validate_json(raw)
    except ValidationError as error:
        return refusal(error.errors(include_url=False, include_input=False)[0])
    return oversize(sent.body, sent.content_type, "body", settings) or _article(sent)


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
        hints=(Hint("genre", " ".join(sent.genre.split()), origin="article"),)
        if sent.genre and sent.genre.strip()
        else (),
        first_published_at=sent.first_published_at and sent.first_published_at.astimezone(UTC),
        embargoed_until=sent.embargoed_until and sent.embargoed_until.astimezone(UTC),
        purpose=sent.purpose,
    )
