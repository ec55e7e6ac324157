from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

import schemas
from alerts import PUBLISHED
from schemas.alert import AlertV1
from schemas.article import ArticleV1
from schemas.enriched import EnrichedArticleV1
from schemas.feedback import FeedbackV1
from streams.cli.feedback import case_of

ARTICLE = EnrichedArticleV1.read(
    (Path(schemas.__file__).parent / "examples" / "articles.enriched" / "good" / "whole.json").read_bytes()
)
NAME = ARTICLE.article.id


def judged(verdict: str) -> FeedbackV1:
    return FeedbackV1.model_validate(
        {
            "alert_id": PUBLISHED["id"],
            "revision": 3,
            "verdict": verdict,
            "given_at": datetime(2031, 3, 4, tzinfo=UTC),
        }
    )


def alert_on(*articles: str) -> AlertV1:
    (evidence,) = PUBLISHED["evidence"]
    return AlertV1.model_validate(
        {**PUBLISHED, "evidence": [{**evidence, "article_id": name} for name in articles]}
    )


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [("right", "rings"), ("late", "rings"), ("false", "silent"), ("duplicate", "once")],
)
def test_a_verdict_says_what_reading_again_should_come_to(verdict: str, expected: str) -> None:
    assert case_of(judged(verdict), [alert_on(NAME)], {NAME: ARTICLE}).expect == expected


def test_a_case_has_its_articles_as_events_each_once() -> None:
    case = case_of(judged("duplicate"), [alert_on(NAME, "urn:gone"), alert_on(NAME)], {NAME: ARTICLE})

    (event,) = case.articles
    assert ArticleV1.model_validate_json(json.dumps(event)).body == ARTICLE.text
    assert case.missing == ("urn:gone",)
