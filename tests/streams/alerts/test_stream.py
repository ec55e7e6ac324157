"""The promise on real articles: order, repetition, partitions and withdrawals change no alert at the end."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from streams.alerts.board import Board, standing_alerts
from streams.alerts.lifecycle import bare
from streams.events.keys import split_report
from streams.pipeline import analyse
from streams.settings import Settings
from streams.wire.answers import report_of
from streams.wire.articles import Rejected, read_article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streams.alerts.alert import Alert
    from streams.events.report import Report
    from streams.knowledge import Knowledge

STREAM = Path(__file__).parents[4] / "shared" / "articles" / "stream.jsonl"
pytestmark = [pytest.mark.shared, pytest.mark.model]


@pytest.fixture(scope="module")
def reports(knowledge: Knowledge) -> list[Report]:
    if not STREAM.exists():
        pytest.skip(f"no articles at {STREAM}")
    articles = [read_article(line, Settings()) for line in STREAM.read_bytes().splitlines()]
    assert not any(isinstance(article, Rejected) for article in articles)
    return [report_of(analyse(article, knowledge), knowledge.policy.genres) for article in articles]


def messages(
    reports: Iterable[Report], knowledge: Knowledge, partitions: int
) -> list[tuple[int, str, Report]]:
    """Return partition, key and report as the enrich agent sends them."""
    sent = []
    for report in reports:
        for key, part in split_report(report, knowledge.kinds):
            sent.append((sum(key.encode()) % partitions, key, part))
        if report.version > 1 or report.is_withdrawn:
            marker = replace(report, claims=())
            sent += [(each, f"{report.article_id}|marker", marker) for each in range(partitions)]
    return sent


def final(
    messages: Iterable[tuple[int, str, Report]], knowledge: Knowledge, partitions: int
) -> dict[str, Alert]:
    """Return what the last revisions tell, of alerts that are not cancelled."""
    boards = [Board(knowledge.kinds, knowledge.policy) for _ in range(partitions)]
    last: dict[str, Alert] = {}
    for partition, key, report in messages:
        last |= {alert.id: alert for alert in boards[partition].receive(key, report).alerts}
    return {name: bare(alert) for name, alert in last.items() if alert.message_type != "Cancel"}


def offline(messages: Iterable[tuple[int, str, Report]], knowledge: Knowledge) -> dict[str, Alert]:
    said = [(key, part) for _, key, part in messages]
    return {alert.id: alert for alert in standing_alerts(said, knowledge.kinds, knowledge.policy)}


@pytest.mark.parametrize("partitions", [1, 2, 3, 4])
def test_any_order_and_repetition_over_any_partitions_give_the_alerts_of_the_offline_run(
    reports: list[Report], knowledge: Knowledge, partitions: int
) -> None:
    expected = offline(messages(reports, knowledge, 1), knowledge)
    shuffled = random.Random(partitions)  # noqa: S311 - an order, no secret
    sent = messages(reports, knowledge, partitions)
    again = shuffled.sample(sent, len(sent) // 3)
    sent += again
    shuffled.shuffle(sent)

    assert expected
    assert final(sent, knowledge, partitions) == expected


def test_a_withdrawal_of_each_article_in_turn_leaves_what_the_stream_without_it_gives(
    reports: list[Report], knowledge: Knowledge
) -> None:
    board = Board(knowledge.kinds, knowledge.policy)
    said = {report.article_id: messages([report], knowledge, 1) for report in reports}
    last: dict[str, Alert] = {}

    def take(report: Report) -> None:
        for _, key, part in messages([report], knowledge, 1):
            last.update((alert.id, alert) for alert in board.receive(key, part).alerts)

    for report in reports:
        take(report)
    told = [report for report in reports if split_report(report, knowledge.kinds)]
    for report in told:
        take(replace(report, is_withdrawn=True, claims=()))
        standing = {name: bare(alert) for name, alert in last.items() if alert.message_type != "Cancel"}
        rest = (each for name, sent in said.items() if name != report.article_id for each in sent)
        assert standing == offline(rest, knowledge), report.article_id
        take(replace(report, version=report.version + 1, first_published_at=None))
        said[report.article_id] = messages([replace(report, version=report.version + 1)], knowledge, 1)
