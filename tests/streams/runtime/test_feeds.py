from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from streams.runtime.feeds import DEAD_AFTER, LONGEST_PAUSE, Feed, Hosts, feed_of, is_dead, settle, visit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)
EVERY = timedelta(minutes=5)


def rss(*entries: tuple[str, str], date: str = "Tue, 04 Mar 2031 09:00:00 GMT") -> str:
    items = "".join(
        f"<item><guid>{name}</guid><title>{text}</title><description>{text}</description>"
        f"<pubDate>{date}</pubDate></item>"
        for name, text in entries
    )
    return f"<rss version='2.0'><channel><title>Wire</title><link>https://wire.example/</link>{items}</channel></rss>"


@dataclass
class Site:
    """A site that answers with what a test wants, and remembers what it was asked."""

    body: str = rss(("a", "One."))
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.headers))
        if self.headers.get("ETag") and request.headers.get("If-None-Match") == self.headers["ETag"]:
            return web.Response(status=304)
        return web.Response(text=self.body, status=self.status, headers=self.headers)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made = Site()
    app = web.Application()

    async def move(_: web.Request) -> web.Response:
        raise web.HTTPMovedPermanently("/feed")

    app.add_routes([web.get("/feed", made.answer), web.get("/old", move)])
    async with TestServer(app) as server:
        made.address = str(server.make_url("/feed"))
        yield made


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def told(feed: Feed, session: aiohttp.ClientSession) -> list[str]:
    """Return the texts that are new, once they are taken in."""
    visited = await visit(feed, session, NOW)
    assert visited.is_good, visited.said
    settle(feed, visited, NOW, EVERY)
    return [
        str(text)
        for message in visited.messages
        for text in [message.decode().split('"body":"')[1].split('"')[0]]
    ]


async def test_entries_are_told_once_and_again_when_they_say_something_else(
    site: Site, session: aiohttp.ClientSession
) -> None:
    feed = Feed(site.address)
    assert await told(feed, session) == ["One."]
    assert await told(feed, session) == []
    site.body = rss(("a", "One, corrected."), ("b", "Two."))
    assert await told(feed, session) == ["One, corrected.", "Two."]
    site.body = rss(("b", "Two."))
    assert await told(feed, session) == []
    site.body = rss(("a", "One, corrected."), ("b", "Two."))
    assert await told(feed, session) == [], "what a feed let go of comes back as it was"


async def test_what_was_not_taken_in_is_told_again(site: Site, session: aiohttp.ClientSession) -> None:
    feed = Feed(site.address)
    first, second = await visit(feed, session, NOW), await visit(feed, session, NOW)

    assert first.messages == second.messages != ()


async def test_a_feed_is_asked_whether_it_changed(site: Site, session: aiohttp.ClientSession) -> None:
    site.headers = {"ETag": '"7"', "Last-Modified": "Tue, 04 Mar 2031 09:00:00 GMT"}
    feed = Feed(site.address)
    await told(feed, session)
    again = feed_of(feed.as_json())

    assert again == feed
    assert await told(again, session) == []
    assert site.asked[1]["If-None-Match"] == '"7"'
    assert site.asked[1]["If-Modified-Since"] == "Tue, 04 Mar 2031 09:00:00 GMT"
    assert "tocsin" in site.asked[0]["User-Agent"]
    assert again.known, "it is known still what was told"


async def test_a_feed_that_fails_is_asked_less_and_less_and_may_come_back(
    site: Site, session: aiohttp.ClientSession
) -> None:
    feed, pauses = Feed(site.address), []
    site.status = 500
    for _ in range(12):
        visited = await visit(feed, session, NOW)
        settle(feed, visited, NOW, EVERY)
        pauses.append(feed.due - NOW)

    assert visited.said == "answers 500."
    assert pauses[:3] == [EVERY * 2, EVERY * 4, EVERY * 8]
    assert pauses[-1] == LONGEST_PAUSE
    assert feed.failures > DEAD_AFTER
    assert is_dead(feed)
    site.status = 200
    assert await told(feed, session) == ["One."]
    assert (feed.failures, feed.due, is_dead(feed)) == (0, NOW + EVERY, False)


@pytest.mark.parametrize(
    ("said", "pause"),
    [
        ("3600", timedelta(hours=1)),
        ("Tue, 04 Mar 2031 14:00:00 GMT", timedelta(hours=2)),
        ("99999999999", LONGEST_PAUSE),
        ("Mon, 03 Mar 2031 14:00:00 GMT", EVERY * 2),
        ("soon", EVERY * 2),
        ("", EVERY * 2),
    ],
)
async def test_a_server_that_asks_to_be_left_alone_is(
    site: Site, session: aiohttp.ClientSession, said: str, pause: timedelta
) -> None:
    site.status, site.headers = 503, {"Retry-After": said}
    feed = Feed(site.address)
    settle(feed, await visit(feed, session, NOW), NOW, EVERY)

    assert feed.due - NOW == pause


async def test_a_feed_that_is_gone_is_not_asked_again(site: Site, session: aiohttp.ClientSession) -> None:
    site.status = 410
    feed = Feed(site.address)
    visited = await visit(feed, session, NOW)
    settle(feed, visited, NOW, EVERY)

    assert "gone for good" in visited.said
    assert feed.is_gone
    assert is_dead(feed)


async def test_a_feed_that_moved_is_read_and_its_address_told(
    site: Site, session: aiohttp.ClientSession
) -> None:
    visited = await visit(Feed(site.address.replace("/feed", "/old")), session, NOW)

    assert len(visited.messages) == 1
    assert site.address in visited.said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "is empty"),
        ("<html><body>Sorry</body></html>", "no RSS or Atom"),
        ("x" * 17_000_000, "more than 16 MiB"),
    ],
)
async def test_what_is_no_feed_is_a_failure(
    site: Site, session: aiohttp.ClientSession, body: str, said: str
) -> None:
    site.body = body
    visited = await visit(Feed(site.address), session, NOW)

    assert not visited.is_good
    assert said in visited.said


async def test_nobody_who_answers_is_a_failure(session: aiohttp.ClientSession) -> None:
    visited = await visit(Feed("http://127.0.0.1:1/feed"), session, NOW)

    assert visited.said.startswith("does not answer: ")


async def test_an_entry_that_is_refused_is_named_once(site: Site, session: aiohttp.ClientSession) -> None:
    site.body = rss(("a", "One."), date="")
    feed = Feed(site.address)
    first = await visit(feed, session, NOW)
    settle(feed, first, NOW, EVERY)

    assert [each.name for each in first.refused] == ["a"]
    assert (await visit(feed, session, NOW)).refused == ()


async def test_a_host_is_asked_one_thing_at_a_time(session: aiohttp.ClientSession) -> None:
    running, most = 0, 0

    async def answer(_: web.Request) -> web.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await hosts_turn.wait() if running > 1 else None
        running -= 1
        return web.Response(text=rss())

    hosts_turn = asyncio.Event()
    app = web.Application()
    app.add_routes([web.get("/{name}", answer)])
    async with TestServer(app) as server:
        hosts = Hosts(pause_seconds=0)
        feeds = [Feed(str(server.make_url(f"/{number}"))) for number in range(4)]
        await asyncio.gather(*(hosts.visit(feed, session, NOW) for feed in feeds))

    assert most == 1
