"""The company that evidence keeps, against real events that many publishers reported."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from company import b_cubed
from streams.alerts.board import standing_alerts
from streams.clean.article import Article
from streams.events.keys import split_report
from streams.events.report import Report
from streams.pipeline import analyse

if TYPE_CHECKING:
    from streams.knowledge import Knowledge

DEV = Path(__file__).parents[4] / "shared" / "eval" / "news_clusters" / "dev.jsonl"
LEAST_PRECISION = 0.95


@pytest.mark.shared
@pytest.mark.model
def test_the_evidence_of_an_alert_tells_of_one_event(knowledge: Knowledge) -> None:
    if not DEV.exists():
        pytest.skip(f"no evaluation data at {DEV}")
    records = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    world = {record["id"]: record for record in records if record["category"] == "world"}
    said = []
    for record in world.values():
        published = datetime.fromisoformat(f"{record['date']}T12:00:00+00:00")
        article = Article(record["id"], record["domain"], published, record["text"], title=record["title"])
        claims = analyse(article, knowledge).claims
        report = Report(
            article.id, 1, is_withdrawn=False, publisher=article.source, published_at=published, claims=claims
        )
        said += split_report(report, knowledge.kinds)
    alerts = standing_alerts(said, knowledge.kinds, knowledge.policy)

    found = b_cubed(
        [{each.article_id for each in alert.evidence} for alert in alerts],
        {identifier: record["event"] for identifier, record in world.items()},
    )
    assert found.together, "no alert brings two articles together"
    assert found.precision >= LEAST_PRECISION


def test_the_measure_counts_what_is_mixed_and_what_is_torn_apart() -> None:
    event_of = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "z"}

    assert b_cubed([{"a", "b"}, {"c", "d"}], event_of) == (1.0, 1.0, 2)
    assert b_cubed([{"a", "b", "c", "d"}], event_of) == (0.5, 1.0, 1)
    assert b_cubed([{"a"}, {"b"}, set()], event_of) == (1.0, 0.5, 0)
    assert b_cubed([{"a", "b"}, {"b", "e"}], event_of).recall == 1.0
