from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from schemas import topics
from streams.agents.enrich import Handled, Ports, finish, handle
from streams.clean.memory import Memory
from streams.pipeline import Enriched
from streams.settings import Settings
from streams.wire.answers import Answer
from streams.wire.articles import Rejected
from streams.wire.claims import read_report
from streams.wire.memory import read_seen
from streams.wire.message import Incoming, Outgoing
from streams.wire.rejections import read_rejection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.clean.article import Article

TEXT = bytes(range(256))
TRACE = b"00-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01"
OTHER = b"00-" + b"a" * 32 + b"-" + b"c" * 16 + b"-01"


class Desk:
    """The agent's surroundings: reads every article to the same text, and keeps what is published."""

    def __init__(self, problem: Rejected | Exception | None = None) -> None:
        self.problem = problem
        self.published: list[Outgoing] = []
        self.ports = Ports(Settings(), 3, self.read, self.publish, Memory(9))

    async def read(self, article: Article, learned: frozenset[str]) -> Answer | Rejected:
        if isinstance(self.problem, Exception):
            raise self.problem
        read = Enriched(replace(article, body=""), "x", "en", fingerprint=TEXT, applied=tuple(learned))
        text = f'x {article.version} "near_duplicate_of":null'
        value = json.dumps({"text": text, "near_duplicate_of": None}, separators=(",", ":")).encode()
        return self.problem or Answer((Outgoing(topics.ENRICHED.name, article.id.encode(), value),), read)

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        self.published += messages

    async def take(self, *messages: Incoming) -> list[Outgoing]:
        """Return what is published because of these messages."""
        before = len(self.published)
        handled: list[Handled] = [await handle(message, self.ports) for message in messages]
        await finish(handled, self.ports)
        return self.published[before:]


def message(value: bytes | None, offset: int = 9) -> Incoming:
    return Incoming("articles", 0, offset, b"urn:test:1", value)


def article(**changes: object) -> bytes:
    fields = {
        "id": "urn:test:1",
        "source": "n",
        "published_at": "2031-03-04T06:30:00Z",
        "body": "x",
        **changes,
    }
    return json.dumps(fields).encode()


@pytest.mark.parametrize("raw", [None, b"", b"{", b'{"id": ""}', b"\xff"], ids=repr)
async def test_a_bad_message_is_set_aside(raw: bytes | None) -> None:
    (answer,) = await Desk().take(message(raw))

    assert answer.topic == topics.REJECTED.name
    assert answer.value == raw


async def test_what_was_seen_is_told_before_what_was_read() -> None:
    seen, enriched = await Desk().take(message(article()))

    assert (seen.topic, read_seen(seen.value or b"").story) == (topics.SEEN.name, "urn:test:1")
    assert (enriched.topic, enriched.key) == (topics.ENRICHED.name, b"urn:test:1")


async def test_an_article_that_breaks_its_reading_is_set_aside_and_says_how() -> None:
    (answer,) = await Desk(RuntimeError("secret text of the article")).take(message(article()))
    reason = read_rejection(Incoming("t", 0, 0, None, None, answer.headers))

    assert reason is not None
    assert (reason.code, reason.detail) == ("article.unreadable", "Reading the article failed: RuntimeError.")


async def test_an_article_that_takes_too_long_is_set_aside() -> None:
    (answer,) = await Desk(Rejected("article.timeout", "Too long.")).take(message(article()))

    assert answer.topic == topics.REJECTED.name


@pytest.mark.parametrize(
    "changes", [{"version": 2}, {"version": 1, "status": "withdrawn"}], ids=["later version", "withdrawn"]
)
async def test_what_replaces_earlier_claims_is_told_to_every_partition(changes: dict[str, object]) -> None:
    answers = await Desk().take(message(article(**changes)))
    markers = [answer for answer in answers if answer.topic == topics.CLAIMS.name]

    assert [marker.partition for marker in markers] == [0, 1, 2]
    assert {read_report(marker.value or b"").is_withdrawn for marker in markers} == {"status" in changes}


async def test_a_version_that_comes_after_a_later_one_is_set_aside() -> None:
    desk = Desk()
    await desk.take(message(article(version=2), 1))
    (answer,) = await desk.take(message(article(version=1), 2))
    reason = read_rejection(Incoming("t", 0, 0, None, None, answer.headers))

    assert reason is not None
    assert (reason.code, reason.field) == ("version.outdated", "version")


async def test_what_is_read_again_after_a_crash_is_answered_with_the_same_bytes() -> None:
    desk = Desk()
    came = [
        message(article(), 1),
        message(article(version=2), 2),
        message(article(id="urn:test:copy"), 3),
    ]
    first = await desk.take(*came)
    of_the_first_message = [first[0], enriched(first)[0]]

    assert await desk.take(*came[1:]) == [each for each in first if each not in of_the_first_message]


async def test_a_copy_is_enriched_with_the_article_that_it_copies_and_nothing_else_changes() -> None:
    original, copy = enriched(
        await Desk().take(message(article(), 1), message(article(id="urn:test:copy"), 2))
    )

    assert json.loads(original.value or b"")["near_duplicate_of"] is None
    assert json.loads(copy.value or b"") == {
        "text": 'x 1 "near_duplicate_of":null',
        "near_duplicate_of": "urn:test:1",
    }


def enriched(messages: Sequence[Outgoing]) -> list[Outgoing]:
    return [each for each in messages if each.topic == topics.ENRICHED.name]


async def test_what_follows_from_an_article_is_in_the_trace_that_it_came_in() -> None:
    came = replace(message(article()), headers=(("traceparent", TRACE),))
    done = replace(message(article(version=2)), headers=came.headers, trace=OTHER)
    odd = replace(message(article(version=3)), headers=(("traceparent", b"<script>"),))

    first, second, third = [
        {
            dict(each.headers).get("traceparent")
            for each in await Desk().take(each)
            if each.topic != topics.SEEN.name
        }
        for each in (came, done, odd)
    ]

    assert (first, second, third) == ({TRACE}, {OTHER}, {None})
