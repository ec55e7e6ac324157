"""The commands that talk to a broker, as a user calls them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from streams.demo import ARTICLES
from streams.runtime.topics import declared_topics

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.broker, pytest.mark.model]


def tocsin(installation: Any, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "streams.cli", *arguments],
        env={**os.environ, **installation.environment, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )


def test_topics_are_made_as_declared_and_shown(installation: Any) -> None:
    declared = declared_topics(installation.settings)
    before = tocsin(installation, "topics", "show").stdout
    tocsin(installation, "topics", "create")
    after = tocsin(installation, "topics", "show").stdout

    assert before.count("missing") == len(declared)
    assert "missing" not in after
    assert after.count("4 partitions") == sum(not topic.is_one_sequence for topic in declared)


def test_a_bad_line_is_published_set_aside_shown_and_sent_again(installation: Any, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text("no article\n")
    assert tocsin(installation, "publish", str(path)).stderr.startswith("1 articles published")
    with installation.worker() as worker:
        installation.wait_for("articles.rejected", 1, worker)
        (first,) = map(json.loads, tocsin(installation, "rejected", "--json").stdout.splitlines())
        tocsin(installation, "rejected", "--retry", first["at"])
        installation.wait_for("articles.rejected", 2, worker)
    shown = [json.loads(line) for line in tocsin(installation, "rejected", "--json").stdout.splitlines()]

    assert [(entry["code"], entry["begins"]) for entry in shown] == [("json.invalid", "no article")] * 2
    assert sorted(entry["attempt"] for entry in shown) == [1, 2]


def test_alerts_are_shown_as_they_stand_on_the_topic(installation: Any) -> None:
    tocsin(installation, "publish", str(ARTICLES))
    with installation.worker() as worker:
        installation.wait_until_idle(worker)
    lines = tocsin(installation, "alerts", "--once", "--json").stdout.splitlines()
    text = tocsin(installation, "alerts", "--once").stdout

    alerts = [json.loads(line) for line in lines]
    assert "troop-buildup" in {alert["kind"] for alert in alerts}
    assert text.count("ALERT ") == sum(alert["message_type"] == "Alert" for alert in alerts)
