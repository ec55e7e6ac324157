from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from streams.knowledge import DATA, KnowledgeError, load_alerting, load_knowledge

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a copy of the rules that a test may break."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("demo", "cities.jsonl"))
    return copy


def test_the_rules_that_we_ship_load() -> None:
    kinds, _ = load_alerting()

    assert "troop-buildup" in kinds


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        pytest.param("id: troop-buildup\nwhy: [", "troop-buildup.yaml: ", id="not YAML"),
        pytest.param("- a list", "troop-buildup.yaml: a rule file holds a mapping", id="another shape"),
        pytest.param("id: troop-buildup\nsurprise: 1\n", "troop-buildup.yaml", id="unknown field"),
    ],
)
def test_a_broken_rule_is_named_by_its_file(broken: str, said: str, data: Path) -> None:
    (data / "claims" / "troop-buildup.yaml").write_text(broken)

    with pytest.raises(KnowledgeError, match=said):
        load_alerting(data)


def test_a_folder_that_should_hold_one_file_says_so(data: Path) -> None:
    shutil.copy(data / "alerts" / "policy.yaml", data / "alerts" / "second.yaml")

    with pytest.raises(KnowledgeError, match="alerts: holds 2 files where one is expected"):
        load_alerting(data)


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(KnowledgeError, match="'en_core_web_none' is not installed"):
        load_knowledge("en_core_web_none")
