from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.settings import Settings
from streams.wire.articles import Article, read_article
from streams.wire.files import is_markup, read_document
from streams.wire.refusal import Refused, UnreadableFileError

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)
RSS = (
    "<rss version='2.0'><channel><title>Northwire</title><item><guid>a</guid>"
    "<pubDate>Tue, 04 Mar 2031 08:00:00 GMT</pubDate><description>Talks went on.</description></item></channel></rss>"
)
G2 = (
    "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='a' version='1'>"
    "<itemMeta><provider literal='Northwire'/>"
    "<versionCreated>2031-03-04T08:00:00Z</versionCreated></itemMeta><contentSet>"
    "<inlineData contenttype='text/plain'>Talks went on.</inlineData></contentSet></newsItem>"
)
EVENT = '{"id": "a", "source": "Northwire", "published_at": "2031-03-04T08:00:00Z", "body": "Talks went on."}'
NINJS = '{"uri": "a", "source": "Northwire", "versioncreated": "2031-03-04T08:00:00Z", "body_text": "Talks went on."}'


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(RSS.encode(), id="RSS"),
        pytest.param(
            f"<?xml version='1.0'?>\n<!-- <newsItem> -->\n{RSS}".encode(), id="RSS behind a comment"
        ),
        pytest.param(f"<?xml version='1.0' encoding='UTF-16'?>{RSS}".encode("utf-16"), id="RSS in UTF-16"),
        pytest.param(G2.encode(), id="NewsML-G2"),
        pytest.param(
            f"<?xml version='1.0' encoding='UTF-16'?>{G2}".encode("utf-16"), id="NewsML-G2 in UTF-16"
        ),
        pytest.param(b"\xef\xbb\xbf\n" + G2.encode(), id="NewsML-G2 with a mark of its encoding"),
        pytest.param(EVENT.encode(), id="an article event"),
        pytest.param(EVENT.encode("utf-8-sig"), id="an article event with a mark of its encoding"),
        pytest.param(EVENT.encode("utf-16"), id="an article event in UTF-16"),
        pytest.param(f"[{EVENT}]".encode(), id="a list"),
        pytest.param(NINJS.encode(), id="ninjs"),
    ],
)
def test_every_format_is_an_article_on_the_topic(raw: bytes) -> None:
    (message,) = read_document(raw, NOW)

    assert isinstance(message, bytes)
    article = read_article(message, Settings())
    assert isinstance(article, Article)
    assert (article.id, article.source, article.body) == ("a", "Northwire", "Talks went on.")


def test_a_list_is_a_message_for_each() -> None:
    assert read_document(b'[{"id": "a"}, {"id": "\xc3\xa9"}, 5]', NOW) == (
        b'{"id": "a"}',
        '{"id": "é"}'.encode(),
        b"5",
    )


def test_json_lines_under_another_name_are_messages_as_they_stand() -> None:
    assert read_document(b'{"id":"a"}\n\n{"id":\n', NOW) == (b'{"id":"a"}', b'{"id":')


def test_half_a_character_stays_an_escape_for_the_worker_to_refuse() -> None:
    assert read_document(b'{"id": "\\ud800"}', NOW) == (b'{"id": "\\ud800"}',)


BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \n", "is empty", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "is empty", id="a mark and nothing else"),
        pytest.param((BOMB + RSS).encode(), "entities of its own", id="a bomb in a feed"),
        pytest.param((BOMB + G2).encode(), "entities of its own", id="a bomb in NewsML-G2"),
        pytest.param((BOMB + G2).encode("utf-16"), "entities of its own", id="a bomb in UTF-16"),
        pytest.param(b"<html/>", "is no RSS or Atom", id="a page"),
        pytest.param(b"[1,", "is not JSON", id="broken JSON"),
        pytest.param(b"Talks went on.", "is not JSON", id="text"),
        pytest.param(b"\xff\xff\xff", "is not JSON", id="another encoding"),
        pytest.param(b"5", "neither an article", id="a number"),
        pytest.param(b"[" * 100_000, "too deeply", id="nesting bomb"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence(raw: bytes, why: str) -> None:
    with pytest.raises(UnreadableFileError, match=why):
        read_document(raw, NOW)


@pytest.mark.parametrize("opening", ["<!--", "<?", "<!", "<"])
def test_openings_without_an_end_are_refused(opening: str) -> None:
    with pytest.raises(UnreadableFileError):
        read_document((opening * 50_000).encode(), NOW)


@given(st.binary(max_size=100) | st.text(max_size=100).map(str.encode))
def test_any_file_is_messages_or_a_sentence(raw: bytes) -> None:
    for before in (b"", b"<", b"<rss>", b"[", b"\xff\xfe"):
        try:
            found = read_document(before + raw, NOW)
        except UnreadableFileError:
            continue
        assert all(isinstance(each, bytes | Refused) for each in found)


@pytest.mark.parametrize(
    ("head", "is_it"),
    [(b"<a>", True), (b" \n<", True), ("<a>".encode("utf-16"), True), (b"{", False), (b"", False)],
)
def test_markup_is_told_by_its_beginning(head: bytes, is_it: bool) -> None:
    assert is_markup(head) is is_it


def test_what_is_made_of_a_feed_says_no_more_than_the_feed() -> None:
    (message,) = read_document(RSS.encode(), NOW)

    assert isinstance(message, bytes)
    assert sorted(json.loads(message)) == ["body", "content_type", "id", "published_at", "source", "version"]
