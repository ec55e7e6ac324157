"""Feeds: addresses that are asked again and again for what is new, politely, and what became of each asking.

A feed is asked whether it changed since last time (entity tag, date), never two of one host at a time, less and less
often while it fails, and no more once it says that it is gone. Of its entries those are told that were not told before,
or say something else now.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import aiohttp

from streams.wire.files import read_document
from streams.wire.refusal import Refused, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OK, NOT_MODIFIED, GONE = 200, 304, 410
AGENT = "tocsin-feed (news alerts; one request at a time)"
MOST_BYTES = 16 * 1024 * 1024
MOST_REDIRECTS = 5
LONGEST_SECONDS = 30.0
LONGEST_PAUSE = timedelta(hours=6)
DEAD_AFTER = 5
"""So many failures in a row, and it is said aloud that the feed may be dead."""

MOST_KNOWN = 5000
"""Entries of a feed that are kept in mind, the last that stood in it: some feeds hold years."""


LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Feed:
    """What is known of a feed: a hash of each entry that was told, by its id; and when it is `due`."""

    address: str
    tag: str = ""
    modified: str = ""
    known: dict[str, str] = field(default_factory=dict)
    failures: int = 0
    due: datetime = LONG_AGO
    is_gone: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {**asdict(self), "due": self.due.isoformat()}


def feed_of(said: Mapping[str, Any]) -> Feed:
    """Return a feed out of plain data. Raises `TypeError`, `ValueError` or `KeyError`."""
    return Feed(**{**said, "due": datetime.fromisoformat(said["due"])})


class Visit(NamedTuple):
    """What came of asking: messages to publish, entries refused, and what is to be said, if anything.

    `settle` takes it in, once the messages are published: before that, the next asking gives them again.
    """

    messages: tuple[bytes, ...] = ()
    refused: tuple[Refused, ...] = ()
    said: str = ""
    is_good: bool = True
    tag: str = ""
    modified: str = ""
    pause: timedelta = timedelta(0)
    is_gone: bool = False
    standing: tuple[tuple[str, str], ...] = ()


class _Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str


async def visit(feed: Feed, session: aiohttp.ClientSession, now: datetime) -> Visit:
    """Ask a feed for what is new. Never raises for what a server does."""
    try:
        answer = await _fetch(feed, session)
    except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
        return Visit(said=f"does not answer: {str(error) or type(error).__name__}", is_good=False)
    if answer.status == NOT_MODIFIED:
        return Visit(tag=feed.tag, modified=feed.modified, standing=tuple(feed.known.items()))
    if answer.status == GONE:
        return Visit(said="is gone for good, and is not asked again.", is_good=False, is_gone=True)
    if answer.status != OK:
        pause = _retry_after(answer.headers.get("Retry-After", ""), now)
        return Visit(said=f"answers {answer.status}.", is_good=False, pause=pause)
    try:
        found = read_document(answer.body, now)
    except UnreadableFileError as error:
        return Visit(said=str(error), is_good=False)
    moved = f"is at {answer.address} now: write that down." if answer.address else ""
    return _compare(found, feed)._replace(
        tag=answer.headers.get("ETag", ""), modified=answer.headers.get("Last-Modified", ""), said=moved
    )


def settle(feed: Feed, visited: Visit, now: datetime, every: timedelta) -> None:
    """Take in what came of asking, and when to ask again."""
    if not visited.is_good:
        feed.failures += 1
        feed.is_gone = visited.is_gone
        back_off = min(every * 2 ** min(feed.failures, 16), LONGEST_PAUSE)
        feed.due = now + max(back_off, visited.pause)
        return
    feed.tag, feed.modified, feed.failures = visited.tag, visited.modified, 0
    feed.known = dict(visited.standing[:MOST_KNOWN])
    feed.due = now + every


def is_dead(feed: Feed) -> bool:
    """Say whether it failed so often that somebody should look."""
    return feed.is_gone or feed.failures >= DEAD_AFTER


async def _fetch(feed: Feed, session: aiohttp.ClientSession) -> _Answer:
    since = {"If-None-Match": feed.tag, "If-Modified-Since": feed.modified}
    headers = {"User-Agent": AGENT} | {name: value for name, value in since.items() if value}
    timeout = aiohttp.ClientTimeout(total=LONGEST_SECONDS)
    async with session.get(
        feed.address, headers=headers, timeout=timeout, max_redirects=MOST_REDIRECTS
    ) as answer:
        body = await answer.content.read(MOST_BYTES + 1) if answer.status == OK else b""
        while answer.status == OK and len(body) <= MOST_BYTES and not answer.content.at_eof():
            body += await answer.content.read(MOST_BYTES + 1 - len(body))
        if len(body) > MOST_BYTES:
            raise ValueError(f"more than {MOST_BYTES // 1024 // 1024} MiB")
        for_good = [each.status in (301, 308) for each in answer.history]
        moved = str(answer.url) if for_good and all(for_good) else ""
        return _Answer(answer.status, answer.headers, body, moved)


def _compare(found: Iterable[bytes | Refused], feed: Feed) -> Visit:
    messages, refused, standing = [], [], []
    for each in found:
        name = each.name + each.reason if isinstance(each, Refused) else str(json.loads(each)["id"])
        stamp = hashlib.sha256(repr(each).encode()).hexdigest()[:16]
        standing.append((name, stamp))
        if feed.known.get(name) == stamp:
            continue
        if isinstance(each, Refused):
            refused.append(each)
        else:
            messages.append(each)
    # What a feed lets go of may come back: it is known for as long as there is room.
    now = dict(standing)
    kept = now | {name: stamp for name, stamp in feed.known.items() if name not in now}
    return Visit(tuple(messages), tuple(refused), standing=tuple(kept.items()))


def _retry_after(said: str, now: datetime) -> timedelta:
    """Return how long a server asks to be left alone: seconds, or a date."""
    try:
        if said.isdigit():
            return min(timedelta(seconds=int(said[:9])), LONGEST_PAUSE)
        until = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return timedelta(0)
    return min(max(until.astimezone(UTC) - now, timedelta(0)), LONGEST_PAUSE)


class Hosts:
    """One request at a time to each host, and a pause after it."""

    def __init__(self, pause_seconds: float = 1.0) -> None:
        self._pause = pause_seconds
        self._locks: dict[str, asyncio.Lock] = {}

    async def visit(self, feed: Feed, session: aiohttp.ClientSession, now: datetime) -> Visit:
        """Ask a feed when it is its host's turn."""
        lock = self._locks.setdefault(urlsplit(feed.address).netloc, asyncio.Lock())
        async with lock:
            visited = await visit(feed, session, now)
            await asyncio.sleep(self._pause)
            return visited
