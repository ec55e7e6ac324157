"""What a worker tells Prometheus, beside what is on the topics."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from urllib.request import urlopen

import pytest
from aiohttp.test_utils import unused_port
from prometheus_client.parser import text_string_to_metric_families

from streams.demo import ARTICLES

pytestmark = [pytest.mark.broker, pytest.mark.model]


def test_a_scrape_tells_what_went_in_and_what_came_out(installation: Any) -> None:
    lines = [*ARTICLES.read_bytes().splitlines(), b"no article", b'{"id": "urn:a"}']
    installation.publish(lines)
    address = f"127.0.0.1:{unused_port()}"
    with installation.with_settings(TOCSIN_HEALTH=address, TOCSIN_LOG_FORMAT="json").worker() as worker:
        installation.wait_until_idle(worker)
        with urlopen(f"http://{address}/metrics") as answer:
            kind, text = answer.headers["Content-Type"], answer.read().decode()
    log = [json.loads(line) for line in worker.log.read_text().splitlines()]
    told: Counter[tuple[str, ...]] = Counter()
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            told[(sample.name, *sorted(sample.labels.values()))] = int(sample.value)

    assert {line["service"] for line in log} == {installation.settings.app_id}
    assert kind.startswith("text/plain")
    assert told["tocsin_messages_total", "articles"] == len(lines)
    assert told["tocsin_message_seconds_count", "articles"] == len(lines)
    assert told["tocsin_published_total", "articles.enriched"] == len(lines) - 2
    assert (
        told["tocsin_rejected_total", "json.invalid"] == told["tocsin_rejected_total", "field.invalid"] == 1
    )
    rung = Counter((each["kind"], each["message_type"]) for each in alerts(installation))
    assert {names: told["tocsin_alerts_total", *sorted(names)] for names in rung} == rung
    assert told["tocsin_reading_seconds_count",] == len(lines) - 2
    assert (told["tocsin_processes",], told["tocsin_in_flight",]) == (1, 0)


def alerts(installation: Any) -> list[dict[str, Any]]:
    return [json.loads(each.value) for each in installation.read("alerts")]
