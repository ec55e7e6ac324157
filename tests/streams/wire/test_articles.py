from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.clean.article import Article
from streams.settings import Settings
from streams.wire.articles import Rejected, read_article

GOOD = {
    "id": "urn:test:1",
    "source": "Northwire",
    "published_at": "2031-03-04T08:30:00+02:00",
    "body": "Talks went on.",
}
SETTINGS = Settings(bootstrap="nowhere:1", body_bytes=1000, html_bytes=2000, message_bytes=5000)


def sent(**changes: object) -> bytes:
    fields = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    return json.dumps(fields).encode()


def test_the_four_needed_fields_are_enough() -> None:
    article = read_article(sent(), SETTINGS)

    assert article == Article(
        id="urn:test:1",
        source="Northwire",
        published_at=datetime(2031, 3, 4, 6, 30, tzinfo=UTC),
        body="Talks went on.",
    )


def test_fields_that_we_do_not_know_are_ignored() -> None:
    assert isinstance(read_article(sent(colour="green"), SETTINGS), Article)


def test_html_may_be_larger_since_most_of_it_is_markup() -> None:
    assert isinstance(read_article(sent(body="x" * 1500, content_type="text/html"), SETTINGS), Article)


def test_a_withdrawn_article_needs_no_body() -> None:
    article = read_article(sent(status="withdrawn", version=2, body=""), SETTINGS)

    assert isinstance(article, Article)
    assert article.is_withdrawn


@pytest.mark.parametrize(
    ("raw", "code", "field"),
    [
        pytest.param(None, "message.empty", None, id="tombstone"),
        pytest.param(b"", "message.empty", None, id="empty"),
        pytest.param(b"\xff\xfe{", "encoding.not-utf8", None, id="not UTF-8"),
        pytest.param(b"{", "json.invalid", None, id="broken JSON"),
        pytest.param(b"hello", "json.invalid", None, id="no JSON"),
        pytest.param(b'{"id": "\\ud800"}', "json.invalid", None, id="lone surrogate"),
        pytest.param(b"[" * 4000, "json.too-deep", None, id="nesting bomb"),
        pytest.param(
            b'{"x": ' + b"[" * 2000 + b"]" * 2000 + b"}", "json.too-deep", None, id="closed nesting bomb"
        ),
        pytest.param(b"[]", "json.not-an-object", None, id="a list"),
        pytest.param(b"null", "json.not-an-object", None, id="null"),
        pytest.param(b'{"a": 1}', "field.invalid", "id", id="another shape"),
        pytest.param(sent(id=None), "field.invalid", "id", id="no id"),
        pytest.param(sent(id="  "), "field.invalid", "id", id="blank id"),
        pytest.param(sent()[:-5], "json.invalid", None, id="cut off"),
        pytest.param(sent(id="x" * 4500), "field.invalid", "id", id="endless id"),
        pytest.param(sent(id="a\x00b"), "field.invalid", "id", id="null byte in the id"),
        pytest.param(sent(source=None), "field.invalid", "source", id="no source"),
        pytest.param(sent(body=None), "field.invalid", "body", id="no body"),
        pytest.param(sent(body=" \n "), "field.invalid", "body", id="blank body"),
        pytest.param(sent(body="a\x00b"), "field.invalid", "body", id="null byte in the body"),
        pytest.param(sent(body={"text": "x"}), "field.invalid", "body", id="body of another type"),
        pytest.param(sent(body="é" * 501), "body.too-large", "body", id="body over the limit in bytes"),
        pytest.param(
            sent(body="x" * 2001, content_type="text/html"),
            "body.too-large",
            "body",
            id="HTML over its own limit",
        ),
        pytest.param(sent(body="x" * 6000), "message.too-large", None, id="message over the limit"),
        pytest.param(
            sent(content_type="application/pdf"), "field.invalid", "content_type", id="unknown content"
        ),
        pytest.param(sent(published_at="soon"), "field.invalid", "published_at", id="no date"),
        pytest.param(
            sent(published_at="2031-03-04T08:30:00"), "field.invalid", "published_at", id="no offset"
        ),
        pytest.param(
            sent(published_at=1930000000), "field.invalid", "published_at", id="a bare number as date"
        ),
        pytest.param(
            sent(published_at="0001-01-01T00:00:00+14:00"),
            "field.invalid",
            "published_at",
            id="before all time",
        ),
        pytest.param(
            sent(body=None, uri="urn:test:1"), "field.invalid", "body", id="no ninjs for having a uri"
        ),
        pytest.param(sent(version=0), "field.invalid", "version", id="version 0"),
        pytest.param(sent(status="gone"), "field.invalid", "status", id="unknown status"),
    ],
)
def test_bad_input_is_answered_with_code_and_field(raw: bytes | None, code: str, field: str | None) -> None:
    answer = read_article(raw, SETTINGS)

    assert isinstance(answer, Rejected)
    assert (answer.code, answer.field) == (code, field)


def test_the_detail_names_the_field_for_its_producer() -> None:
    answer = read_article(sent(published_at="soon"), SETTINGS)

    assert isinstance(answer, Rejected)
    assert answer.detail.startswith("`published_at`: ")


@given(st.binary(max_size=200))
def test_any_bytes_are_an_article_or_a_rejection(raw: bytes) -> None:
    assert isinstance(read_article(raw, SETTINGS), Article | Rejected)
