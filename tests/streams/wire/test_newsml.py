from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import ArticleV1
from streams.wire.newsml import NO_END, read_newsml
from streams.wire.refusal import Refused, UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
    "</head><body><p>One &amp; two.</p><p>Three.</p></body></html></inlineXML>"
)
NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>'
    "<body.head><hedline><hl1>Talks</hl1></hedline></body.head><body.content><p>One.</p>"
    "<media><media-caption>A hall.</media-caption></media><p>Two.</p></body.content></body></nitf></inlineXML>"
)
PLAIN = '<inlineData contenttype="text/plain">One.\n\nTwo.</inlineData>'


def item(content: str = XHTML, **changes: str) -> str:
    parts = {
        "version": "3",
        "kind": "ninat:text",
        "provider": '<provider qcode="nprov:NW"><name>Northwire</name></provider>',
        "created": "2031-03-04T08:30:00+02:00",
        "status": '<pubStatus qcode="stat:usable"/>',
        "meta": "",
        **changes,
    }
    return (
        '<newsItem {namespace} guid="urn:test:1" version="{version}" standard="NewsML-G2" xml:lang="en-GB">'
        "<rightsInfo><copyrightHolder literal='The Fjord Post'/></rightsInfo>"
        '<itemMeta><itemClass qcode="{kind}"/>{provider}<versionCreated>{created}</versionCreated>{status}</itemMeta>'
        "<contentMeta>{meta}<headline>Border <br/>talks</headline><by>Sigrun Aasen</by></contentMeta>"
        "<contentSet>{content}</contentSet></newsItem>"
    ).format(namespace=NAMESPACE, content=content, **parts)


def read(*items: str) -> tuple[ArticleV1 | Refused, ...]:
    return read_newsml(
        f"<newsMessage {NAMESPACE}><header/><itemSet>{''.join(items)}</itemSet></newsMessage>".encode()
    )


def one(found: tuple[ArticleV1 | Refused, ...]) -> ArticleV1:
    (event,) = found
    assert isinstance(event, ArticleV1), event
    return event


def test_a_news_item_is_an_article_event() -> None:
    assert one(read_newsml(item().encode())) == ArticleV1(
        id="urn:test:1",
        version=3,
        source="Northwire",
        title="Border talks",
        body="<html><head><title>x</title></head><body><p>One &amp; two.</p><p>Three.</p></body></html>",
        content_type="text/html",
        language="en-GB",
        published_at=datetime(2031, 3, 4, 6, 30, tzinfo=UTC),
        authors=("Sigrun Aasen",),
    )


@pytest.mark.parametrize(
    ("content", "body", "content_type"),
    [
        pytest.param(NITF, "<p>One.</p>\n<p>Two.</p>", "text/html", id="NITF without its pictures"),
        pytest.param(PLAIN, "One.\n\nTwo.", "text/plain", id="plain"),
        pytest.param(PLAIN + NITF, "<p>One.</p>\n<p>Two.</p>", "text/html", id="markup before plain"),
        pytest.param(
            '<inlineXML><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>One.</h:p></h:div></inlineXML>',
            "<div><p>One.</p></div>",
            "text/html",
            id="prefixes",
        ),
        pytest.param(
            '<inlineData contenttype="text/html">&lt;p&gt;One.&lt;/p&gt;</inlineData>',
            "<p>One.</p>",
            "text/html",
            id="markup as text",
        ),
    ],
)
def test_the_text_is_found_in_what_carries_it(content: str, body: str, content_type: str) -> None:
    event = one(read(item(content=content)))

    assert (event.body, event.content_type) == (body, content_type)


@pytest.mark.parametrize("status", ["stat:canceled", "stat:withheld", "stat:cancelled"])
def test_what_is_canceled_or_withheld_is_withdrawn(status: str) -> None:
    event = one(read(item(status=f'<pubStatus qcode="{status}"/>')))

    assert (event.status, event.body) == ("withdrawn", "")


def test_without_a_status_it_is_usable() -> None:
    assert one(read(item(status=""))).status == "usable"


@pytest.mark.parametrize(
    ("changes", "source"),
    [
        pytest.param(
            {"meta": '<infoSource role="isrol:origcont" literal="TT"/>'}, "TT", id="whose content it is"
        ),
        pytest.param(
            {"meta": '<infoSource role="isrol:originfo" literal="Police"/>'}, "Northwire", id="the provider"
        ),
        pytest.param({"provider": '<provider qcode="nprov:NW"/>'}, "NW", id="the provider's code"),
        pytest.param({"provider": ""}, "The Fjord Post", id="who holds the rights"),
    ],
)
def test_the_publisher_is_the_nearest_to_the_text(changes: dict[str, str], source: str) -> None:
    assert one(read(item(**changes))).source == source


def test_a_version_that_is_no_number_goes_by_its_time() -> None:
    assert one(read(item(version="x"))).version == 983_687_400


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        pytest.param(item(status='<pubStatus qcode="stat:odd"/>'), "`pubStatus`", id="unknown status"),
        pytest.param(item(kind="ninat:picture"), "`itemClass`", id="a picture"),
        pytest.param(item(created="soon"), "`versionCreated`", id="no date"),
        pytest.param(item(created="2031-03-04T08:30:00"), "`versionCreated`", id="no offset"),
        pytest.param(item(content="<remoteContent href='x'/>"), "`body`", id="no text"),
        pytest.param(item().replace('guid="urn:test:1"', ""), "`id`", id="no id"),
        pytest.param("<packageItem guid='p'/>", "packageItem", id="a package"),
    ],
)
def test_an_item_that_cannot_be_an_article_is_refused_alone(bad: str, why: str) -> None:
    refused, kept = read(bad, item())

    assert isinstance(refused, Refused)
    assert why in refused.reason
    assert isinstance(kept, ArticleV1)


@pytest.mark.parametrize(
    "raw",
    [b"<newsItem", b"<newsItem></newsMessage>", b"<newsItem>" + b"<a>" * 1000, b"\xff\xfe<", b"<a>\x01</a>"],
    ids=["broken off", "crossed", "too deep", "another encoding", "a control character"],
)
def test_what_is_no_xml_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="is not XML"):
        read_newsml(raw)


def test_a_file_beside_it_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    entity = f'<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file://{secret}">]>'
    content = '<inlineData contenttype="text/plain">&x;</inlineData>'

    assert "secret" not in one(read_newsml(f"{entity}{item(content=content)}".encode())).body


@given(
    st.lists(
        st.sampled_from([XHTML, NITF, PLAIN, "<a/>", "<inlineXML/>", "<nitf/>", "é", "&#1234;"]), max_size=4
    )
)
def test_any_content_is_an_event_or_a_refusal(contents: list[str]) -> None:
    (found,) = read(item(content="".join(contents)))

    assert isinstance(found, ArticleV1 | Refused)


def test_embargo_and_genre_are_read() -> None:
    embargoed = '<pubStatus qcode="stat:usable"/><embargoed>2031-03-05T06:00:00+02:00</embargoed>'
    found = one(read(item(status=embargoed, meta='<genre qcode="genre:Opinion"/>')))

    assert found.embargoed_until == datetime(2031, 3, 5, 4, tzinfo=UTC)
    assert found.genre == "genre:Opinion"


def test_an_embargo_without_a_time_does_not_end_by_itself() -> None:
    found = one(read(item(status='<pubStatus qcode="stat:usable"/><embargoed/>')))

    assert found.embargoed_until == NO_END
