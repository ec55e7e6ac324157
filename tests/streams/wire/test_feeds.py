from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import ArticleV1
from streams.wire.feeds import read_feed
from streams.wire.refusal import Refused, UnreadableFileError

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)
NAMES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)


def rss(*items: str) -> bytes:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {NAMES}><channel><title>The Fjord Post</title>'
        f"<link>https://www.fjordpost.example/</link><language>en-gb</language>{entries}</channel></rss>"
    ).encode()


def atom(*entries: str) -> bytes:
    found = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Northwire</title>{found}</feed>'
    ).encode()


def item(**changes: str) -> str:
    parts = {
        "guid": '<guid isPermaLink="false">fp-1</guid>',
        "title": "<title>Convoy at the border</title>",
        "link": "<link>https://www.fjordpost.example/1</link>",
        "date": "<pubDate>Tue, 04 Mar 2031 08:00:00 +0100</pubDate>",
        "text": "<description>A convoy stopped at the border.</description>",
    }
    return "".join({**parts, **changes}.values())


def one(raw: bytes) -> ArticleV1:
    (event,) = read_feed(raw, NOW)
    assert isinstance(event, ArticleV1), event
    return event


def test_an_item_of_rss_is_an_article_event() -> None:
    assert one(rss(item())) == ArticleV1(
        id="fp-1",
        version=983_689_200,
        source="The Fjord Post",
        url="https://www.fjordpost.example/1",
        title="Convoy at the border",
        body="A convoy stopped at the border.",
        language="en-gb",
        published_at=datetime(2031, 3, 4, 7, tzinfo=UTC),
    )


def test_the_publisher_that_an_item_names_is_its_source() -> None:
    named = item(source='<source url="https://northwire.example/rss">Northwire</source>')

    assert one(rss(named)).source == "Northwire"


def test_a_publisher_without_a_name_goes_by_its_address() -> None:
    assert (
        one(rss(item(source='<source url="https://northwire.example/rss"/>'))).source == "northwire.example"
    )


def test_the_link_is_the_id_where_there_is_no_other() -> None:
    assert one(rss(item(guid=""))).id == "https://www.fjordpost.example/1"


def test_the_whole_text_goes_before_the_summary() -> None:
    whole = "<content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded>"
    event = one(rss(item(whole=whole)))

    assert (event.body, event.content_type) == ("<p>One.</p><p>Two.</p>", "text/html")


def test_characters_are_told_once() -> None:
    event = one(
        rss(
            item(
                title="<title>Sweden &amp;amp; &lt;i&gt;Norway&lt;/i&gt;</title>",
                text="<description>Sweden &amp;amp; Norway talk.</description>",
            )
        )
    )

    assert (event.title, event.body) == ("Sweden & Norway", "Sweden & Norway talk.")


def test_every_creator_is_an_author() -> None:
    creators = "<dc:creator>Sigrun Aasen</dc:creator><dc:creator>Even Brattli</dc:creator>"

    assert one(rss(item(creators=creators))).authors == ("Sigrun Aasen", "Even Brattli")


def test_an_entry_of_atom_is_an_article_event() -> None:
    event = one(
        atom(
            "<id>urn:a:1</id><title type='html'>Talks &lt;i&gt;open&lt;/i&gt;</title>"
            "<link href='https://northwire.example/1'/><author><name>Sigrun Aasen</name></author>"
            "<published>2031-03-03T00:00:00Z</published><updated>2031-03-03T05:00:00+02:00</updated>"
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One.</p></div></content>"
        )
    )

    assert (event.id, event.title, event.source) == ("urn:a:1", "Talks open", "Northwire")
    assert event.published_at == datetime(2031, 3, 3, 3, tzinfo=UTC)
    assert (event.body, event.content_type, event.language) == ("<p>One.</p>", "text/html", "en")


def test_an_update_is_a_higher_version_of_the_same_id() -> None:
    entry = "<id>urn:a:1</id><published>2031-03-03T00:00:00Z</published>{}<summary>Talks went on.</summary>"
    first = one(atom(entry.format("")))
    second = one(atom(entry.format("<updated>2031-03-03T00:10:00Z</updated>")))

    assert second.id == first.id
    assert second.version == first.version + 600


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        pytest.param({"date": ""}, "no date", id="undated"),
        pytest.param({"date": "<pubDate>one of these days</pubDate>"}, "no date", id="a date that is none"),
        pytest.param(
            {"date": "<pubDate>Tue, 04 Mar 2031 13:00:01 GMT</pubDate>"}, "more than an hour", id="to come"
        ),
        pytest.param({"text": ""}, "`body`", id="no text"),
        pytest.param({"guid": "", "link": ""}, "`id`", id="no id"),
    ],
)
def test_an_entry_that_cannot_be_an_article_is_refused_alone(changes: dict[str, str], why: str) -> None:
    refused, kept = read_feed(rss(item(**changes), item()), NOW)

    assert isinstance(refused, Refused)
    assert why in refused.reason
    assert isinstance(kept, ArticleV1)


def test_a_clock_that_is_a_little_fast_is_forgiven() -> None:
    assert one(rss(item(date="<pubDate>Tue, 04 Mar 2031 12:59:00 GMT</pubDate>")))


def test_a_feed_that_breaks_off_gives_what_came_before() -> None:
    raw = rss(item(), item())

    assert isinstance(read_feed(raw[: -len(item()) // 2], NOW)[0], ArticleV1)


def test_a_feed_without_entries_is_read() -> None:
    assert read_feed(rss(), NOW) == ()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"<html><body>Not found</body></html>", id="a page"),
        pytest.param(b"<", id="one character"),
        pytest.param(b"<rss", id="broken off"),
        pytest.param(b"http://127.0.0.1:9/feed", id="an address"),
        pytest.param(b"/etc/hostname", id="a path"),
        pytest.param(b"<rss><title>&#xffffff;</title>", id="a character that does not exist"),
        pytest.param(rss().replace(b'"UTF-8"', b'"UTF-\xff"'), id="an encoding that is none"),
    ],
)
def test_what_is_no_feed_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="is no RSS or Atom feed"):
        read_feed(raw, NOW)


@given(
    st.lists(
        st.sampled_from(
            [
                "<item>", "</item>", "<title>", "</title>", "<guid>", "</guid>", "<pubDate>", "</pubDate>", "a&b",
                "<description>", "</description>", "<source url='x'>", "</source>", "<author>", "</author>", "\x01",
                "<link>http://[/</link>", "Tue, 04 Mar 2031 08:00:00 GMT", "<![CDATA[", "]]>", "0", "<b>", "é",
            ]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_any_feed_is_entries_and_refusals(pieces: list[str]) -> None:
    raw = f"<rss version='2.0'><channel>{''.join(pieces)}</channel></rss>".encode()

    assert all(isinstance(each, ArticleV1 | Refused) for each in read_feed(raw, NOW))
