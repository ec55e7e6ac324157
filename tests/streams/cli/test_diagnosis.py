from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from schemas.topics import ALERTS, ARTICLES, ENRICHED, RULES
from streams.cli.diagnosis import (
    judge_clock,
    judge_configs,
    judge_lag,
    judge_publishers,
    judge_rejected,
    judge_schemas,
    judge_topics,
)

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
DECLARED = (ARTICLES, ALERTS, RULES)
AS_DECLARED = {topic.name: topic.partitions for topic in DECLARED}


@pytest.mark.parametrize(
    ("found", "level", "said"),
    [
        (AS_DECLARED, "ok", "All 3"),
        ({**AS_DECLARED, "alerts": 12}, "look", "alerts (12, not 4)"),
        ({"articles": 8, "alert-rules": 1}, "bad", "Missing: alerts"),
        ({**AS_DECLARED, "alert-rules": 4}, "bad", "alert-rules: not one partition"),
    ],
)
def test_topics(found: dict[str, int], level: str, said: str) -> None:
    finding = judge_topics(DECLARED, found)

    assert finding.level == level
    assert said in finding.said
    assert bool(finding.todo) == (level != "ok")


@pytest.mark.parametrize(
    ("name", "changed", "level", "said"),
    [
        ("alerts", {}, "ok", "As declared"),
        ("articles", {"retention.ms": "1"}, "look", "articles: retention.ms is 1, declared 604800000"),
        ("alerts", {"cleanup.policy": "delete"}, "bad", "alerts: cleanup.policy is delete"),
    ],
)
def test_settings_of_topics(name: str, changed: dict[str, str], level: str, said: str) -> None:
    found = {topic.name: topic.config | {"flush.ms": "1"} for topic in DECLARED}
    finding = judge_configs(DECLARED, {**found, name: found[name] | changed})

    assert finding.level == level
    assert said in finding.said
    assert bool(finding.todo) == (level != "ok")


def test_contracts_that_the_registry_lacks_are_named() -> None:
    assert judge_schemas({"alerts-value": 1}).level == "ok"
    lacking = judge_schemas({"alerts-value": 1, "claims-value": None})

    assert (lacking.level, "claims-value" in lacking.said, bool(lacking.todo)) == ("look", True, True)


def test_a_broker_that_tells_no_settings_is_no_fault() -> None:
    assert judge_configs(DECLARED, {}).level == "ok"
    assert judge_configs((ENRICHED,), {ENRICHED.name: {"cleanup.policy": "delete,compact"}}).level == "ok"


def test_a_backlog_names_the_topic_and_the_group() -> None:
    assert judge_lag({"articles": 0, "claims": 0}, "tocsin").said == "No messages wait."
    finding = judge_lag({"articles": 2000, "claims": 3}, "tocsin")
    assert (finding.level, "articles 2000" in finding.said, "tocsin" in finding.todo) == ("look", True, True)


def test_a_clock_that_is_behind_the_brokers_records() -> None:
    assert judge_clock(None, NOON).level == "ok"
    assert judge_clock(NOON + timedelta(seconds=5), NOON).level == "ok"
    assert judge_clock(NOON + timedelta(hours=1), NOON).level == "bad"


def test_dead_letters_by_code() -> None:
    assert judge_rejected([]).level == "ok"
    finding = judge_rejected(["json.invalid", "field.invalid", "json.invalid"])
    assert "3 in the last day: json.invalid 2, field.invalid 1" in finding.said


def test_publishers_that_fell_silent_are_named_the_longest_first() -> None:
    heard = {"Northwire": NOON, "Courier": NOON - timedelta(days=3), "Ledger": NOON - timedelta(days=5)}

    assert judge_publishers({"Northwire": NOON}, NOON).level == "ok"
    assert judge_publishers({}, NOON).level == "look"
    said = judge_publishers(heard, NOON).said
    assert said.index("Ledger") < said.index("Courier")
    assert "Northwire" not in said
