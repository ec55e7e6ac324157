"""The page on writing a rule: its example does what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from streams.knowledge import Knowledge, read_all_rules, with_rules
from streams.knowledge.trials import try_examples

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
EXAMPLE_FILE = PAGE.parent / "examples" / "airspace-closure.yaml"
EXAMPLE, WATCHLIST = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "airspace-closure.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def test_the_example_is_the_file_that_is_linked() -> None:
    assert EXAMPLE_FILE.read_text(encoding="utf-8") == EXAMPLE


def test_the_example_has_no_fault_and_no_note(example: Path) -> None:
    assert [str(finding) for finding in read_all_rules(more=[example]).findings] == []


def test_the_watchlist_has_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "baltic-desk.yaml"
    path.write_text(WATCHLIST, encoding="utf-8")
    found = read_all_rules(more=[path])

    assert [str(finding) for finding in found.findings] == []
    assert [each.id for each in found.watchlists] == ["baltic-desk"]


@pytest.mark.model
def test_the_examples_of_the_example_hold(example: Path, knowledge: Knowledge) -> None:
    rules = read_all_rules(more=[example])
    (sheet,) = (each for each in rules.sheets if not each.file.is_ours)
    trials = list(try_examples(sheet, with_rules(knowledge, rules)))

    assert {trial.text: trial.wrong for trial in trials if trial.wrong} == {}
    assert len(trials) == 10
