"""The promise on real articles: order, repetition, partitions, workers and withdrawals change no alert at the end.

Two workers on two partitions of the embedded broker. TOCSIN_TEST_SPREAD names other numbers (`1,2,3,4`), each of which
takes some minutes; with it the test runs on Apache Kafka, too.
"""

from __future__ import annotations

import json
import os
import random
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from standing import offline_alerts
from tests.chaos.history import standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tests.chaos.history import Alerts

STREAM = Path(__file__).resolve().parents[3] / "shared" / "articles" / "stream.jsonl"
SPREAD = [int(count) for count in os.environ.get("TOCSIN_TEST_SPREAD", "2").split(",")]
WITHDRAWN = 20

pytestmark = [
    pytest.mark.broker,
    pytest.mark.model,
    pytest.mark.shared,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not STREAM.exists(), reason="the shared folder is not beside the checkout"),
]


@pytest.fixture(scope="module")
def events() -> list[bytes]:
    return STREAM.read_bytes().splitlines()


@pytest.fixture(scope="module")
def expected(events: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> Alerts:
    return offline_alerts(events, tmp_path_factory.mktemp("offline"))


@pytest.mark.skipif(
    "KAFKA_BOOTSTRAP" in os.environ and "TOCSIN_TEST_SPREAD" not in os.environ,
    reason="minutes on Apache Kafka: set TOCSIN_TEST_SPREAD=2, or 1,2,3,4",
)
@pytest.mark.parametrize("count", SPREAD, ids="{}-partitions-and-workers".format)
def test_any_order_with_repeats_over_several_workers_gives_the_alerts_of_the_offline_run(
    installation: Any, events: list[bytes], expected: Alerts, tmp_path: Path, count: int
) -> None:
    chance = random.Random(count)  # noqa: S311 - an order, no secret
    sent = events + chance.sample(events, len(events) // 3)
    chance.shuffle(sent)
    spread = installation.with_settings(TOCSIN_PARTITIONS=str(count))
    with ExitStack() as stack:
        workers = [stack.enter_context(spread.worker()) for _ in range(count)]
        spread.wait_until_assigned(*workers)
        spread.publish(sent)
        spread.wait_until_idle(workers[0])
        assert expected
        assert differences(standing(spread.read("alerts")), expected) == {}
        read = {message.partition for message in spread.read("articles.enriched")}
        assert read == set(range(count))

        gone = chance.sample(sorted(behind(expected)), WITHDRAWN)
        spread.publish([withdrawal(event) for event in events if json.loads(event)["id"] in gone])
        spread.wait_until_idle(workers[-1])
    rest = [event for event in events if json.loads(event)["id"] not in gone]
    assert differences(standing(spread.read("alerts")), offline_alerts(rest, tmp_path)) == {}


def behind(alerts: Alerts) -> set[str]:
    """Return the ids of the articles that alerts show as evidence."""
    return {evidence["article_id"] for alert in alerts.values() for evidence in alert["evidence"]}


def withdrawal(event: bytes) -> bytes:
    fields = json.loads(event)
    gone = {"version": fields.get("version", 1) + 1, "status": "withdrawn", "body": "Withdrawn."}
    return json.dumps(fields | gone).encode()


def differences(found: Alerts, expected: Alerts) -> dict[str, Any]:
    """Return alerts that only one side has, and of the others the fields that differ."""
    return dict(_differences(found, expected, found.keys() | expected.keys()))


def _differences(
    found: Alerts, expected: Alerts, names: Collection[str]
) -> Iterator[tuple[str, dict[str, Any] | str]]:
    for name in sorted(names):
        ours, theirs = found.get(name), expected.get(name)
        if ours is None or theirs is None:
            yield name, "missing" if ours is None else "too many"
        elif ours != theirs:
            fields = (
                each for each in sorted(ours.keys() | theirs.keys()) if ours.get(each) != theirs.get(each)
            )
            yield name, {each: (ours.get(each), theirs.get(each)) for each in fields}
