"""What newsrooms keep in files, told apart by content: JSON, RSS and Atom, NewsML-G2. Out come messages to publish."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING

from streams.wire.article_events import event_bytes
from streams.wire.feeds import read_feed
from streams.wire.newsml import read_newsml
from streams.wire.refusal import Refused, UnreadableFileError

if TYPE_CHECKING:
    from datetime import datetime

MOST_BYTES = 64 * 1024 * 1024
"""Largest file that is read as a whole. JSON Lines are read line by line, and may be of any size."""

_HEAD_BYTES = 64 * 1024
# What stands before the first element costs the reader of feeds its square: 15 kB of line ends took a second.
_MOST_BEFORE_ROOT = 8 * 1024
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TAG = re.compile(rb"<(!--|\?|(?:[\w.-]{1,100}:)?([A-Za-z]\w{0,100}))")
_ENDS = {b"!--": b"-->", b"?": b"?>"}
_G2 = frozenset(
    (b"newsMessage", b"newsItem", b"packageItem", b"conceptItem", b"knowledgeItem", b"planningItem")
)


def is_markup(head: bytes) -> bool:
    """Whether a file that begins like this is markup, in any encoding of Unicode."""
    return _plain(head).lstrip().startswith(b"<")


def read_document(raw: bytes, now: datetime) -> tuple[bytes | Refused, ...]:
    """Return the messages for a file that is read as a whole. Raises `UnreadableFileError`."""
    if not _plain(raw).strip():
        raise UnreadableFileError("is empty.")
    if not is_markup(raw[:_HEAD_BYTES]):
        return _read_json(raw)
    if b"<!ENTITY" in _plain(raw):
        raise UnreadableFileError("declares entities of its own: a few bytes could stand for gigabytes.")
    root, at = _root(_plain(raw[:_HEAD_BYTES]))
    if root is None or at > _MOST_BEFORE_ROOT:
        raise UnreadableFileError(f"has no element within its first {_MOST_BEFORE_ROOT // 1024} kB.")
    found = read_newsml(raw) if root in _G2 else read_feed(raw, now)
    return tuple(each if isinstance(each, Refused) else event_bytes(each) for each in found)


def _root(head: bytes) -> tuple[bytes | None, int]:
    """Return the name of the first element, past comments and instructions, and where it begins."""
    at = 0
    while found := _TAG.search(head, at):
        if found[1] not in _ENDS:
            return found[2], found.start()
        at = head.find(_ENDS[found[1]], found.end())
        if at < 0:
            break
    return None, len(head)


def _plain(raw: bytes) -> bytes:
    """Return the ASCII in a text of whatever encoding, to look at."""
    for bom in _BOMS:
        raw = raw.removeprefix(bom)
    return raw.replace(b"\x00", b"")


def _read_json(raw: bytes) -> tuple[bytes, ...]:
    """Return one message for a document, one for each element of a list, or the lines of JSON Lines."""
    try:
        sent = json.loads(raw)
    except RecursionError:
        raise UnreadableFileError("is nested too deeply.") from None
    except ValueError as error:
        lines = [line for line in raw.splitlines() if line.strip()]
        if len(lines) > 1 and _is_object(lines[0]):
            return tuple(lines)
        raise UnreadableFileError(f"is not JSON: {error}.") from None
    if not isinstance(sent, dict | list):
        raise UnreadableFileError("is JSON, but neither an article nor a list of articles.")
    return tuple(_line(each) for each in (sent if isinstance(sent, list) else [sent]))


def _line(sent: object) -> bytes:
    try:
        return json.dumps(sent, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a character, which only an escape can hold: the worker says so
        return json.dumps(sent).encode()


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
