"""What fuzzing is let loose on: what takes in what strangers write. None may raise beyond what it promises."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import schemas
from schemas.alert import AlertV1
from schemas.feedback import FeedbackV1
from streams.clean.article import Article
from streams.clean.markup import extract_text
from streams.cli.tap_where import read_condition
from streams.demo import ARTICLES
from streams.knowledge import Knowledge, open_knowledge, open_rules
from streams.knowledge.marked import read_marked
from streams.pipeline import tidy
from streams.runtime.rereading import read_record
from streams.settings import Settings
from streams.web.runs import Mark, runs
from streams.web.view import read_position
from streams.wire.articles import read_article
from streams.wire.exports.web import web_address
from streams.wire.files import read_document
from streams.wire.message import Incoming
from streams.wire.refusal import UnreadableFileError
from streams.wire.rejections import attempts, read_rejection
from streams.wire.rules import read_rule

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)
SETTINGS = Settings()
EXAMPLES = Path(schemas.__file__).parent / "examples"
RULES = Path(__file__).parents[2] / "streams" / "data" / "claims"
PAGES = (
    b"<html><body><div class='a'><p>The garrison left the island, officers said.</p><ul><li>Read more</li></ul></div>",
    b"<table><tr><td>One</td><td>Two &amp; three &#x1F600;</td></tr></table><script>x()</script><!-- c -->",
)
FEEDS = (
    (
        b"<rss version='2.0'><channel><title>W</title><item><guid>a</guid><title>T</title><description>D</description>"
        b"<pubDate>Tue, 04 Mar 2031 09:00:00 GMT</pubDate></item></channel></rss>"
    ),
    (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>a</id><updated>2031-03-04T09:00:00Z</updated>"
        b"<content type='html'>&lt;p&gt;x&lt;/p&gt;</content></entry></feed>"
    ),
    (
        b"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:a' version='1'><contentSet><inlineXML>x"
        b"</inlineXML></contentSet></newsItem>"
    ),
)


@cache
def _knowledge() -> Knowledge:
    return open_knowledge(SETTINGS.model, open_rules())


def article(raw: bytes) -> None:
    """Read an article event or ninjs off the topic, and clean it."""
    found = read_article(raw, SETTINGS)
    if isinstance(found, Article):
        tidy(found, _knowledge())


def record(raw: bytes) -> None:
    """Read what a back-test reads."""
    read_record(raw, SETTINGS)


def document(raw: bytes) -> None:
    """Read a file that is published."""
    with contextlib.suppress(UnreadableFileError):
        read_document(raw, NOW)


def page(raw: bytes) -> None:
    """Read a page's markup."""
    extract_text(raw.decode("utf-8", "surrogateescape")).encode()


def rule(raw: bytes) -> None:
    """Read a rule file, and a rule off the topic."""
    read_marked(raw)
    read_rule(Incoming("alert-rules", 0, 0, raw[:100], raw))


def rejection(raw: bytes) -> None:
    """Read headers that anybody may have written."""
    message = Incoming(
        "articles", 0, 0, None, None, (("tocsin.rejected.attempt", raw), (raw.decode("latin1"), raw))
    )
    read_rejection(message)
    attempts(message)


def contract(raw: bytes) -> None:
    """Read records that the desk reads."""
    for read in (AlertV1.read, FeedbackV1.read):
        with contextlib.suppress(ValueError):
            read(raw)


def words(raw: bytes) -> None:
    """Read what a visitor or a user of the command line says, and addresses in articles."""
    said = raw.decode("utf-8", "replace")
    for read in (read_condition, read_position):
        with contextlib.suppress(ValueError):
            read(said)
    web_address(said)
    marks = [Mark(raw[at] % 50, raw[at + 1] % 60, "x") for at in range(0, min(len(raw), 40) - 1, 2)]
    assert "".join(run["text"] for run in runs(said, marks)).count("\u202e") == 0


def _of(*names: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for name in names for path in sorted((EXAMPLES / name).rglob("*.json")))


TARGETS: dict[Callable[[bytes], None], tuple[bytes, ...]] = {
    article: (*_of("articles", "ninjs"), *ARTICLES.read_bytes().splitlines()[:5]),
    record: _of("articles.enriched", "articles"),
    document: (*FEEDS, *_of("articles", "ninjs")),
    page: PAGES,
    rule: tuple(path.read_bytes()[:4000] for path in sorted(RULES.glob("*.yaml"))[:5]),
    rejection: (b"1", b"json.invalid", b"__streams.errors.exception"),
    contract: _of("alerts", "feedback"),
    words: (b"severity=Extreme", b"header.kind~x", b"0:1,2:3", b"https://news.example/a?b#c"),
}
"""Each target with what it is given to begin with."""
