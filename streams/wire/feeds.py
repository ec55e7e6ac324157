"""RSS and Atom to article events. Where a feed names the publisher that an entry is from, it is the entry's source."""

from __future__ import annotations

import calendar
import io
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import feedparser

from streams.clean.references import unescape
from streams.wire.article_events import make_event, refuse
from streams.wire.refusal import UnreadableFileError
from streams.wire.versions import version_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemas.article import ArticleV1
    from streams.wire.refusal import Refused

# Clocks differ, and time zones are forgotten; what is dated later than this is a mistake or an embargo.
_AHEAD = timedelta(hours=1)
# What comes out of the parser, which means to raise nothing, for broken encodings and characters that do not exist.
_RAISED_BY_PARSER = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
_TAG = re.compile(r"<[^<>]*>")
_URL_CHARS = 2048


def read_feed(raw: bytes, now: datetime) -> tuple[ArticleV1 | Refused, ...]:
    """Return the entries in their order. Raises `UnreadableFileError` where it is no feed.

    An entry without a date, or from the future, is refused: it would be read as news of the day.
    """
    try:
        # A stream, since the parser takes a bare value for an address to open.
        found = feedparser.parse(io.BytesIO(raw), resolve_relative_uris=False, sanitize_html=False)
    except _RAISED_BY_PARSER as error:
        raise UnreadableFileError(f"is no RSS or Atom feed that can be read: {error}.") from None
    if not found.entries and not found.version:
        reason = f": {found.bozo_exception}" if found.bozo else ""
        raise UnreadableFileError(f"is no RSS or Atom feed that can be read{reason}.")
    return tuple(_event(entry, found.feed, now) for entry in found.entries)


def _event(entry: Mapping[str, Any], feed: Mapping[str, Any], now: datetime) -> ArticleV1 | Refused:
    identifier = entry.get("id") or entry.get("link")
    created = _created(entry)
    if created is None:
        return refuse(identifier, "It bears no date that can be read.")
    if created > now + _AHEAD:
        return refuse(identifier, f"It is dated {created:%Y-%m-%d %H:%M} UTC, more than an hour from now.")
    body, content_type, language = _body(entry)
    return make_event(
        {
            "id": identifier,
            "version": version_at(created),
            "source": _source(entry, feed),
            "url": _url(entry.get("link")),
            "title": _title(entry),
            "body": body,
            "content_type": content_type,
            "language": language or feed.get("language"),
            "published_at": created,
            "authors": _authors(entry),
        }
    )


def _created(entry: Mapping[str, Any]) -> datetime | None:
    """Return when this version was made: when the entry was updated, or else published.

    Read past the parser's own look-up, which passes one off as the other.
    """
    own = dict(entry.items())
    moments = (own.get("updated_parsed"), own.get("published_parsed"), own.get("created_parsed"))
    for moment in filter(None, moments):
        try:
            return datetime.fromtimestamp(calendar.timegm(moment), UTC)
        except (ValueError, OverflowError, OSError):
            continue
    return None


def _source(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    """Return the publisher that the entry names, or else the feed's: a feed may carry what others wrote."""
    origin: Mapping[str, Any] = entry.get("source") or {}
    own = origin.get("title") or _host(origin.get("href"))
    return own or feed.get("publisher") or feed.get("title") or _host(feed.get("link"))


def _host(address: object) -> str | None:
    try:
        return urlsplit(str(address or "")).hostname
    except ValueError:
        return None


def _url(address: object) -> str | None:
    said = str(address or "")
    return said if said.startswith(("http://", "https://")) and len(said) <= _URL_CHARS else None


def _title(entry: Mapping[str, Any]) -> str:
    """Return the headline without the markup that some feeds put into it."""
    kind = str((entry.get("title_detail") or {}).get("type"))
    title = str(entry.get("title") or "")
    return unescape(_TAG.sub("", title)) if "html" in kind else title


def _body(entry: Mapping[str, Any]) -> tuple[str, str, str | None]:
    """Return text, media type and language of the whole text, or of the summary where there is no more."""
    parts: Iterable[Mapping[str, Any]] = (*(entry.get("content") or ()), entry.get("summary_detail") or {})
    for part in parts:
        text = str(part.get("value") or "")
        if text.strip():
            if "html" in str(part.get("type")) and "<" in text:
                return text, "text/html", part.get("language")
            return unescape(text), "text/plain", part.get("language")
    return "", "text/plain", None


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    names = [str(author.get("name") or "") for author in entry.get("authors") or ()]
    return tuple(dict.fromkeys(name for name in names or [str(entry.get("author") or "")] if name.strip()))
