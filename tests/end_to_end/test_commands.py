"""The commands that talk to a broker, as a user calls them."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest
from aiokafka.admin import NewTopic

from command import NO_BROKER
from schemas import topics
from streams.demo import ARTICLES
from streams.runtime.topics import admin, declared_topics

pytestmark = [pytest.mark.broker, pytest.mark.model]


def test_topics_are_made_as_declared_and_shown(installation: Any) -> None:
    declared = declared_topics(installation.settings)
    before = installation.tocsin("topics", "show", check=True).stdout
    installation.tocsin("topics", "create", check=True)
    after = installation.tocsin("topics", "show", check=True).stdout

    assert before.count("missing") == len(declared)
    assert "missing" not in after
    assert after.count("4 partitions") == sum(not topic.is_one_sequence for topic in declared)


@pytest.mark.parametrize(
    "command", [("alerts", "--once"), ("tap", "claims"), ("rejected",), ("rules", "list")]
)
def test_looking_makes_no_topic(installation: Any, command: tuple[str, ...]) -> None:
    done = installation.tocsin(*command)
    after = installation.tocsin("topics", "show", check=True).stdout

    assert done.returncode == 1
    assert "`tocsin topics create`" in done.stderr
    assert after.count("missing") == len(declared_topics(installation.settings))


def test_a_rule_that_is_sent_before_the_first_worker_waits_for_it(installation: Any) -> None:
    rule = Path(__file__).parents[2] / "docs" / "examples" / "airspace-closure.yaml"
    sent = installation.tocsin("rules", "publish", rule, "--untested", "--wait", "0")
    with installation.worker() as worker:
        (applied,) = installation.wait_for("alert-rules.applied", 1, worker)

    assert "It waits for one." in sent.stderr
    assert applied.key == b"claims/airspace-closure"


def test_a_bad_line_is_published_set_aside_shown_and_sent_again(installation: Any, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text("no article\n")
    assert installation.tocsin("publish", path, check=True).stderr.startswith("1 articles published")
    with installation.worker() as worker:
        installation.wait_for("articles.rejected", 1, worker)
        (first,) = map(json.loads, rejected(installation))
        installation.tocsin("rejected", "--retry", first["at"], check=True)
        installation.wait_for("articles.rejected", 2, worker)
    shown = [json.loads(line) for line in rejected(installation)]

    assert [(entry["code"], entry["begins"]) for entry in shown] == [("json.invalid", "no article")] * 2
    assert sorted(entry["attempt"] for entry in shown) == [1, 2]


def test_alerts_are_shown_as_they_stand_on_the_topic(installation: Any) -> None:
    installation.tocsin("publish", ARTICLES, check=True)
    with installation.worker() as worker:
        installation.wait_until_idle(worker)
    lines = installation.tocsin("alerts", "--once", "--json", check=True).stdout.splitlines()
    text = installation.tocsin("alerts", "--once", check=True).stdout

    for topic in (topics.ARTICLES, topics.ENRICHED, topics.CLAIMS, topics.ALERTS):
        events = [dict(each.headers) for each in installation.read(topic.name) if each.value]
        assert {each["ce_type"] for each in events} == {topic.event.encode()}
        assert all({"ce_id", "ce_source", "ce_subject"} <= each.keys() for each in events)

    tapped = installation.tocsin(
        "tap", "alerts", "--where", "severity=Extreme", "--where", "header.kind~STRIKE", "--json", check=True
    ).stdout.splitlines()
    few = installation.tocsin("tap", "alerts", "-n", "2", check=True).stdout.splitlines()

    found = [json.loads(line)["value"] for line in tapped]
    assert found
    assert {(alert["severity"], "strike" in alert["kind"]) for alert in found} == {("Extreme", True)}
    assert len(few) == 2
    alerts = [json.loads(line) for line in lines]
    assert "troop-buildup" in {alert["kind"] for alert in alerts}
    assert text.count("ALERT ") == sum(alert["message_type"] == "Alert" for alert in alerts)


def test_the_doctor_says_what_is_wrong_and_what_to_do(installation: Any) -> None:
    ill = installation.tocsin("doctor", "--json")
    away = installation.tocsin("doctor", TOCSIN_BOOTSTRAP=NO_BROKER)
    installation.publish([ARTICLES.read_bytes().splitlines()[0], b"no article"])
    with installation.worker() as worker:
        installation.wait_for("articles.rejected", 1, worker)
        installation.wait_until_idle(worker)
    well = installation.tocsin("doctor", "--json", check=True)

    assert ill.returncode == away.returncode == 1
    (missing,) = (each for each in found(ill.stdout) if each["level"] == "bad")
    assert (missing["what"], missing["todo"]) == ("topics", "`tocsin topics create`")
    assert "No Kafka broker answers" in away.stdout
    levels = {each["what"]: each["level"] for each in found(well.stdout)}
    assert levels == {
        **dict.fromkeys(
            ("broker", "model", "rules", "topics", "topic settings", "lag", "clock", "publishers"), "ok"
        ),
        "dead letters": "look",
    }


def test_the_doctor_names_a_topic_that_is_set_otherwise(installation: Any) -> None:
    if not os.environ.get("KAFKA_BOOTSTRAP"):
        pytest.skip("the embedded broker does not tell how topics are set (`make test-kafka`)")
    name = installation.settings.topic("alerts")
    asyncio.run(make(installation, NewTopic(name, 4, 1, topic_configs={"cleanup.policy": "delete"})))
    installation.tocsin("topics", "create", check=True)

    done = installation.tocsin("doctor", "--json")

    (bad,) = (each for each in found(done.stdout) if each["level"] == "bad")
    assert done.returncode == 1
    assert f"{name}: cleanup.policy is delete, declared compact" in bad["said"]


async def make(installation: Any, topic: NewTopic) -> None:
    async with admin(installation.settings) as client:
        await client.create_topics([topic])


def found(said: str) -> list[Any]:
    return [json.loads(line) for line in said.splitlines()]


def rejected(installation: Any) -> list[str]:
    said: str = installation.tocsin("rejected", "--json", check=True).stdout
    return said.splitlines()
