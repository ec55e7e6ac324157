from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from streams.knowledge import DATA, KnowledgeError, load_alerting, load_knowledge, open_rules, with_rules

if TYPE_CHECKING:
    from pathlib import Path

    from streams.knowledge import Knowledge


LANTERN = """\
id: lantern
why: For a test.
kind: lantern
title: Lantern
theme: diplomacy
severity: Severe
event_type: COERCE
family: posture
principal: actor
triggers:
  - verb: [lantern]
"""


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
        pytest.param("id: troop-buildup\nwhy: [", r"troop-buildup\.yaml:2:7: ", id="not YAML"),
        pytest.param("- a list", r"troop-buildup\.yaml:1:1: .* a mapping of fields", id="another shape"),
        pytest.param("id: troop-buildup\nsurprise: 1\n", r"troop-buildup\.yaml:2:1: ", id="unknown field"),
    ],
)
def test_a_broken_rule_is_named_by_its_file(broken: str, said: str, data: Path) -> None:
    (data / "claims" / "troop-buildup.yaml").write_text(broken)

    with pytest.raises(KnowledgeError, match=said):
        load_alerting(data)


@pytest.fixture
def users(tmp_path: Path) -> Path:
    """Return a folder with one good rule of a user."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "lantern.yaml").write_text(LANTERN)
    return folder


def test_a_users_kind_is_known_beside_ours(users: Path) -> None:
    kinds, _ = load_alerting(users=users)

    assert {"lantern", "troop-buildup"} <= set(kinds)


def test_a_bad_rule_of_a_user_is_named_with_line_and_column(users: Path) -> None:
    (users / "bad.yaml").write_text(LANTERN.replace("id: lantern", "id: bad").replace("COERCE", "COERSE"))

    with pytest.raises(KnowledgeError, match=r"rules/bad\.yaml:7:13: event_type: .*did you mean 'COERCE'"):
        load_alerting(users=users)


def test_a_folder_of_bad_rules_says_no_more_than_a_screenful(users: Path) -> None:
    for number in range(30):
        (users / f"bad{number}.yaml").write_text("id: [")

    with pytest.raises(KnowledgeError, match=r"and 10 more\Z"):
        open_rules(users=users)


def test_a_rule_that_asks_for_too_much_is_named_by_its_file(users: Path) -> None:
    bomb = LANTERN + "lists:\n  l0: [x, y]\n"
    bomb += "".join(f"  l{n}: [$l{n - 1}, $l{n - 1}]\n" for n in range(1, 16))
    (users / "lantern.yaml").write_text(bomb)

    with pytest.raises(KnowledgeError, match=r"rules/lantern\.yaml:1:1: .*more than 1000 words"):
        load_alerting(users=users)


@pytest.mark.model
def test_the_version_of_the_rules_tells_a_users_apart(users: Path, knowledge: Knowledge) -> None:
    without = knowledge.versions
    one = with_rules(knowledge, open_rules(users=users)).versions
    (users / "lantern.yaml").write_text(LANTERN + "# changed\n")
    other = with_rules(knowledge, open_rules(users=users)).versions

    assert len({without.rules, one.rules, other.rules}) == 3
    assert (one.code, one.model) == (without.code, without.model)


@pytest.mark.model
def test_a_watchlist_makes_no_article_read_otherwise(users: Path, knowledge: Knowledge) -> None:
    before = with_rules(knowledge, open_rules(users=users)).versions
    (users / "north.yaml").write_text("watchlist: north\nwhy: For a test.\ncountries: [NOR]\n")
    rules = open_rules(users=users)

    assert [each.id for each in rules.watchlists] == ["north"]
    assert with_rules(knowledge, rules).versions == before


def test_a_folder_that_should_hold_one_file_says_so(data: Path) -> None:
    shutil.copy(data / "alerts" / "policy.yaml", data / "alerts" / "second.yaml")

    with pytest.raises(KnowledgeError, match="alerts: holds 2 files where one is expected"):
        load_alerting(data)


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(KnowledgeError, match="'en_core_web_none' is not installed"):
        load_knowledge("en_core_web_none")
