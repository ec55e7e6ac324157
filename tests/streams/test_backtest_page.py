"""The page on back-testing: its commands say what the page says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from command import tocsin
from streams.alerts.noise import say_excess
from streams.cli.backtest import TOPIC_WORDS
from streams.knowledge import read_all_rules

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "backtest.md").read_text(encoding="utf-8")
(RULE,) = re.findall(r"```yaml\n(id: .*?)```", (DOCS / "rules.md").read_text(encoding="utf-8"), re.DOTALL)
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
ARTICLES, ARTICLE = (body for language, body in BLOCKS if language == "json")
COMMANDS = {
    lines[0].removeprefix("$ tocsin "): lines[1:]
    for lines in (body.splitlines() for _, body in BLOCKS)
    if lines[0].startswith("$ tocsin ")
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rule = RULE.replace("\npriority:", "\nalerts_a_day: 1\npriority:")
    (tmp_path / "airspace-closure.yaml").write_text(rule, encoding="utf-8")
    (tmp_path / "articles.jsonl").write_text(ARTICLES, encoding="utf-8")
    (tmp_path / "article.json").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def run(command: str, folder: Path) -> list[str]:
    done = tocsin(*command.split(), folder=folder, columns=80, check=True, TOCSIN_PROCESSES="1")
    return [line.rstrip() for line in done.stdout.splitlines()]


def test_a_rule_may_say_how_many_alerts_a_day_it_expects(folder: Path) -> None:
    rules = read_all_rules(more=[folder / "airspace-closure.yaml"])

    assert [str(finding) for finding in rules.findings] == []


@pytest.mark.model
def test_the_back_test_of_the_page_runs(folder: Path) -> None:
    (command,) = (each for each in COMMANDS if each.startswith("backtest"))
    said = run(command, folder)

    assert said[0] == "Back-test of airspace-closure"
    assert any(line.startswith("  + Moderate 2031-03-03 Airspace closure by Bolivia") for line in said)
    assert any("now told by alert" in line for line in said)
    assert "    within its budget of 1 a day" in said


@pytest.mark.model
def test_what_the_page_explains_is_what_is_explained(folder: Path) -> None:
    (command,) = (each for each in COMMANDS if each.startswith("explain"))

    assert run(command, folder) == COMMANDS[command]


def test_the_page_names_every_topic_and_the_sentence_of_a_warning() -> None:
    assert say_excess("airspace-closure", 6, date(2031, 3, 4), 5) in PAGE
    assert all(f"--from {name}" in PAGE for name in ("topic", "articles"))
    assert set(TOPIC_WORDS.values()) == {"articles", "articles.enriched"}
