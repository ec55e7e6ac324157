from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from streams.backtest.reread import Recorded
from streams.clean.article import Article, Hint
from streams.clean.text import Segment
from streams.knowledge import Versions
from streams.pipeline import Enriched
from streams.wire.articles import Rejected
from streams.wire.enriched import enriched_contract, read_enriched, write_enriched

ARTICLE = Article(
    id="urn:test:2",
    source="Northwire",
    published_at=datetime(2031, 3, 4, tzinfo=UTC),
    body="",
    version=2,
    hints=(Hint("place", "Norway", "iso:NO"), Hint("subject", "talks", None, "desk")),
    evolved_from="urn:test:1",
)
VERSIONS = Versions(code="tocsin 0", model="none", rules="0")


def test_what_the_newsroom_said_stands_apart_from_what_was_found() -> None:
    contract = enriched_contract(Enriched(ARTICLE, text="", language="und"), VERSIONS)

    assert [hint.model_dump() for hint in contract.hints] == [
        {"kind": "place", "name": "Norway", "code": "iso:NO", "creator": None, "origin": "ninjs"},
        {"kind": "subject", "name": "talks", "code": None, "creator": "desk", "origin": "ninjs"},
    ]
    assert contract.entities == contract.themes == ()
    assert contract.article.evolved_from == "urn:test:1"


def test_spans_lead_back_to_what_was_sent() -> None:
    enriched = Enriched(
        ARTICLE, text="Sweden moved.", language="en", segments=(Segment(0, 13, 20, 33),), is_extracted=True
    )

    contract = enriched_contract(enriched, VERSIONS)

    assert (contract.segments, contract.offsets_into) == (((0, 13, 20, 33),), "extracted")


def test_an_article_without_hints_says_so() -> None:
    plain = Article(id="a", source="b", published_at=ARTICLE.published_at, body="")

    message = write_enriched(Enriched(plain, text="", language="und"), VERSIONS)

    assert json.loads(message.value or b"")["hints"] == []


def test_a_clean_text_is_read_back_with_all_that_its_sender_said() -> None:
    enriched = Enriched(ARTICLE, text="Sweden moved.", language="en", segments=(Segment(0, 13, 20, 33),))
    value = json.loads(write_enriched(enriched, VERSIONS).value or b"")
    recorded = read_enriched(json.dumps(value | {"near_duplicate_of": "urn:test:0"}).encode())

    assert isinstance(recorded, Recorded)
    assert recorded.copies == "urn:test:0"
    assert recorded.article == replace(ARTICLE, language="en")
    assert (recorded.tidied.text, recorded.tidied.language) == ("Sweden moved.", "en")


def test_a_withdrawal_is_read_back_as_one() -> None:
    gone = Enriched(replace(ARTICLE, is_withdrawn=True), "", "und", unread_because="withdrawn")
    recorded = read_enriched(write_enriched(gone, VERSIONS).value or b"")

    assert isinstance(recorded, Recorded)
    assert recorded.article.is_withdrawn
    assert recorded.tidied.unread_because == "withdrawn"


def test_what_is_no_enriched_article_says_where() -> None:
    value = json.loads(write_enriched(Enriched(ARTICLE, "", "en"), VERSIONS).value or b"")
    value["article"]["id"] = 7
    rejected = read_enriched(json.dumps(value).encode())

    assert isinstance(rejected, Rejected)
    assert rejected.field == "article.id"
