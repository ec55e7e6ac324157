"""What newsrooms send, in the formats that they send it in, through `tocsin publish` and a worker."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schemas import topics

pytestmark = [pytest.mark.broker, pytest.mark.model]

NINJS = Path(topics.__file__).parent / "examples" / "ninjs" / "good"
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>All the News</title>
<item><guid>fjord-1</guid><title>Convoy at the border</title><pubDate>Tue, 04 Mar 2025 08:00:00 GMT</pubDate>
<source url="https://www.fjordpost.example/rss">The Fjord Post</source>
<description>A convoy of Swedish army trucks stopped at the Norwegian border.</description></item>
<item><guid>fjord-2</guid><title>No date</title><description>Nobody knows when.</description></item>
</channel></rss>"""
NEWSML = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="g2-1" version="2"><itemMeta><provider literal="Northwire"/>
<versionCreated>2031-03-04T08:00:00Z</versionCreated></itemMeta><contentMeta><headline>Talks</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>Envoys of Norway and Sweden met in Reykjavik on Tuesday.</p><p>The talks go on.</p></body></html></inlineXML>
</contentSet></newsItem></itemSet></newsMessage>"""


def test_every_format_comes_out_enriched(installation: Any, tmp_path: Path) -> None:
    feed, newsml = tmp_path / "feed.rss", tmp_path / "items.xml"
    feed.write_text(FEED)
    newsml.write_text(NEWSML)
    sent = installation.tocsin("publish", NINJS / "3-text.json", NINJS / "superdesk.json", feed, newsml)

    assert sent.returncode == 0
    assert "feed.rss: fjord-2: It bears no date that can be read." in sent.stderr
    assert "4 articles published" in sent.stderr
    with installation.worker() as worker:
        installation.wait_for("articles.enriched", 4, worker)
        installation.tocsin("publish", NINJS / "superdesk-kill.json")
        messages = installation.wait_for("articles.enriched", 5, worker)
    enriched = [json.loads(message.value) for message in messages]
    of = {record["article"]["id"]: record for record in enriched}

    assert of["fjord-1"]["article"]["source"] == "The Fjord Post"
    assert of["g2-1"]["text"].endswith("on Tuesday.\n\nThe talks go on.")
    assert {hint["kind"] for hint in of["urn:newsml:stockholmledger.example:20310305:denial"]["hints"]} == {
        "located", "subject", "person", "organisation", "place", "source"
    }  # fmt: skip
    assert [record["article"]["status"] for record in enriched if record["article"]["version"] == 4] == [
        "usable",
        "withdrawn",
    ]


def test_where_nothing_can_be_read_the_exit_code_says_so(installation: Any, tmp_path: Path) -> None:
    empty, page = tmp_path / "empty.jsonl", tmp_path / "page.xml"
    empty.write_text("")
    page.write_text("<html><body>Not found</body></html>")
    sent = installation.tocsin("publish", empty, page)

    assert sent.returncode == 1
    assert "empty.jsonl is empty." in sent.stderr
    assert "page.xml is no RSS or Atom feed that can be read" in sent.stderr
