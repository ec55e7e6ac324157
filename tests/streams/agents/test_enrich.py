from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from schemas import topics
from streams.agents.enrich import Ports, handle
from streams.settings import Settings
from streams.wire.articles import Rejected
from streams.wire.claims import read_report
from streams.wire.message import Incoming, Outgoing
from streams.wire.rejections import read_rejection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.clean.article import Article

ENRICHED = Outgoing(topics.ENRICHED.name, b"urn:test:1", b"{}")


async def publish(messages: Sequence[Outgoing]) -> None:
    raise AssertionError("handling answers; publishing is for the one who called it")


def ports(answer: Sequence[Outgoing] | Rejected | Exception = (ENRICHED,)) -> Ports:
    async def read(article: Article) -> Sequence[Outgoing] | Rejected:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Ports(Settings(), 3, read, publish)


def message(value: bytes | None) -> Incoming:
    return Incoming("articles", 0, 9, b"urn:test:1", value)


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
    (answer,) = await handle(message(raw), ports())

    assert answer.topic == topics.REJECTED.name
    assert answer.value == raw


async def test_a_good_article_is_answered_with_what_was_read() -> None:
    assert await handle(message(article()), ports()) == [ENRICHED]


async def test_an_article_that_breaks_its_reading_is_set_aside_and_says_how() -> None:
    (answer,) = await handle(message(article()), ports(RuntimeError("secret text of the article")))
    reason = read_rejection(Incoming("t", 0, 0, None, None, answer.headers))

    assert reason is not None
    assert (reason.code, reason.detail) == ("article.unreadable", "Reading the article failed: RuntimeError.")


async def test_an_article_that_takes_too_long_is_set_aside() -> None:
    (answer,) = await handle(message(article()), ports(Rejected("article.timeout", "Too long.")))

    assert answer.topic == topics.REJECTED.name


@pytest.mark.parametrize(
    "changes", [{"version": 2}, {"version": 1, "status": "withdrawn"}], ids=["later version", "withdrawn"]
)
async def test_what_replaces_earlier_claims_is_told_to_every_partition(changes: dict[str, object]) -> None:
    answers = await handle(message(article(**changes)), ports())
    markers = [answer for answer in answers if answer.topic == topics.CLAIMS.name]

    assert [marker.partition for marker in markers] == [0, 1, 2]
    assert {read_report(marker.value or b"").is_withdrawn for marker in markers} == {"status" in changes}
