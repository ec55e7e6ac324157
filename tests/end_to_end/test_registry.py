"""A schema registry beside the broker: others read by it what a worker writes, and a worker what others write."""

from __future__ import annotations

import importlib
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.json_schema import JSONDeserializer, JSONSerializer
from confluent_kafka.serialization import MessageField, SerializationContext, SerializationError

from schemas.article import ArticleV1
from schemas.generate import DIALECT, contract_text
from streams.demo import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.broker,
    pytest.mark.model,
    pytest.mark.skipif(
        "KAFKA_BOOTSTRAP" not in os.environ or not shutil.which("mvn"),
        reason="it needs a schema registry from Maven Central (`make test-kafka`)",
    ),
]

ROOT = Path(__file__).parents[2]
LINES = ARTICLES.read_bytes().splitlines()
EXIT_AWAY = 1
NINJS = {
    "uri": "urn:test:ninjs",
    "version": "1",
    "type": "text",
    "versioncreated": "2031-03-03T05:40:00Z",
    "headline": "Sweden masses troops",
    "body_text": "Sweden has massed 40,000 troops along its border with Norway, the defence minister said.",
}


@pytest.fixture
def registry() -> Iterator[Any]:
    """Yield a registry that knows nothing yet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "deploy" / "kafka-local"))
        local = importlib.import_module("registry")
    with local.registry() as running:
        yield running


def test_who_reads_by_the_registry_finds_each_document_valid_by_its_schema(
    installation: Any, registry: Any, tmp_path: Path
) -> None:
    ours = installation.with_settings(TOCSIN_REGISTRY=registry.address)
    files = [tmp_path / "articles.jsonl", tmp_path / "ninjs.json"]
    files[0].write_bytes(ARTICLES.read_bytes())
    files[1].write_text(json.dumps(NINJS))
    ours.tocsin("publish", *files, check=True)
    with ours.worker() as worker:
        ours.wait_until_idle(worker)
        rule = ours.tocsin("rules", "publish", ROOT / "docs/examples/airspace-closure.yaml", "--wait", "120")
    ours.tocsin("topics", "create", check=True)
    read = JSONDeserializer(None, schema_registry_client=SchemaRegistryClient({"url": registry.address}))
    found = {name: ours.read(name) for name in ("articles", "articles.enriched", "claims", "alerts")}
    doctor = ours.tocsin("doctor", "--json").stdout

    assert "in force as revision" in rule.stderr
    assert len(found["articles"]) == len(LINES) + 1
    for name, messages in found.items():
        place = SerializationContext(ours.settings.topic(name), MessageField.VALUE)
        for message in filter(lambda each: each.value, messages):
            assert read(message.whole, place) == json.loads(message.value)
    with pytest.raises(SerializationError):
        read(found["alerts"][0].frame + b'{"kind": 1}', place)
    assert {json.loads(each.value)["kind"] for each in found["alerts"]} >= {"troop-buildup", "air-strike"}
    assert '"what": "registry", "level": "ok"' in doctor


def test_what_others_write_by_the_registry_is_read_and_what_they_write_badly_is_set_aside_whole(
    installation: Any, registry: Any
) -> None:
    client = SchemaRegistryClient({"url": registry.address})
    write = JSONSerializer(contract_text(ArticleV1), client)
    bad = JSONSerializer(json.dumps({"$schema": DIALECT, "type": "object"}), client)
    place = SerializationContext(installation.settings.topic("articles"), MessageField.VALUE)
    framed = [write(json.loads(line), place) for line in LINES[:2]]
    broken = bad({"id": "urn:test:broken"}, SerializationContext("elsewhere", MessageField.VALUE))
    installation.tocsin("topics", "create", check=True)
    for number, value in enumerate([*framed, broken, LINES[2]]):
        installation.send("articles", b"%d" % number, value)
    with installation.worker() as worker:
        installation.wait_until_idle(worker)
    [rejected] = installation.read("articles.rejected")

    assert rejected.whole == broken
    assert rejected.frame
    again = installation.with_settings(TOCSIN_REGISTRY=registry.address)
    again.tocsin("rejected", "--retry", f"{rejected.partition}:{rejected.offset}", check=True)
    assert [each.whole for each in installation.read("articles")].count(broken) == 2
    assert {json.loads(each.value)["article"]["id"] for each in installation.read("articles.enriched")} == {
        json.loads(line)["id"] for line in LINES[:3]
    }


def test_a_worker_goes_on_without_the_registry_and_does_not_begin_without_it(
    installation: Any, registry: Any
) -> None:
    ours = installation.with_settings(TOCSIN_REGISTRY=registry.address)
    ours.tocsin("topics", "create", check=True)
    with ours.worker() as worker:
        ours.wait_until_assigned(worker)
        registry.stop()
        installation.publish(LINES)
        ours.wait_until_idle(worker)
    begun = ours.tocsin("worker")

    assert ours.read("alerts")
    assert all(each.frame for each in ours.read("alerts"))
    assert begun.returncode == EXIT_AWAY
    assert f"No schema registry answers at TOCSIN_REGISTRY={registry.address}" in begun.stderr
