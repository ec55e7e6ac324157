"""Nothing lost, in short: kills, stalls and poison on the embedded broker, and the history checked.

The long form, on Apache Kafka as well, is `make chaos`.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import signal
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import streams
from schemas import topics
from streams.runtime.client import sender
from streams.runtime.topics import ensure_topics
from streams.wire.message import Incoming, Outgoing
from tests.chaos.brokers import broker
from tests.chaos.field import Field
from tests.chaos.history import Alerts, standing
from tests.chaos.run import Plan, run
from tests.chaos.workers import children

if TYPE_CHECKING:
    from collections.abc import Iterator


pytestmark = [pytest.mark.broker, pytest.mark.model]

DEMO = Path(streams.__file__).parent / "data" / "demo" / "articles.jsonl"
NEW_SINCE = {"rule_revision", "kinds", "rules_offset", "watchlists"}
"""Fields that messages of the version before do not have."""

STALL_SECONDS = 3.0


@pytest.mark.skipif("KAFKA_BOOTSTRAP" in os.environ, reason="`make chaos` is for Apache Kafka")
def test_nothing_is_lost_when_workers_and_reading_processes_die(tmp_path: Path) -> None:
    told: list[str] = []
    plan = Plan(
        "short",
        seed=8,
        seconds=0,
        rate=10,
        is_poisoned=True,
        has_demo=False,
        most_behind=40,
        only=("worker alone", "of a reading", "SIGTERM", "suspended", "stalled broker"),
        keep=tmp_path,
    )

    outcome = run(plan, told.append)

    assert outcome.findings == (), "\n".join(told)
    assert [each for each in outcome.done if each.trouble] == []
    assert outcome.kills
    assert outcome.articles > 50
    assert outcome.alerts > 10


def test_a_successor_goes_on_from_what_the_version_before_wrote(installation: Any) -> None:
    events = DEMO.read_bytes().splitlines()[:20]
    before = installation.with_settings(TOCSIN_PROCESSES="1")
    name = f"{before.settings.app_id}new"
    after = before.with_settings(TOCSIN_TOPIC_PREFIX=f"{name}.", TOCSIN_APP_ID=name)
    before.publish(events[:12])
    with before.worker() as worker:
        before.wait_until_idle(worker)

    asyncio.run(ensure_topics(after.settings))
    for topic in ("articles.state", "alerts.state", "claims"):
        copy(before.read(topic), after)
    after.publish(events[12:])
    with after.worker() as worker:
        after.wait_until_idle(worker)

    alerts = [aged_message(each) for each in (*before.read("alerts"), *after.read("alerts"))]
    before.publish(events[12:])
    with before.worker() as worker:
        before.wait_until_idle(worker)
    assert any(json.loads(each.value)["revision"] > 1 for each in after.read("alerts")), "none goes on"
    assert differing(standing(alerts), standing(map(aged_message, before.read("alerts")))) == []
    assert after.read("articles.rejected") == []


def test_a_worker_whose_stream_stands_still_says_so_and_an_idle_one_does_not(installation: Any) -> None:
    port = unused_port()
    installation = installation.with_settings(
        TOCSIN_HEALTH=f"127.0.0.1:{port}",
        TOCSIN_STALL_SECONDS=f"{STALL_SECONDS:g}",
        TOCSIN_ARTICLE_SECONDS="600",
        TOCSIN_PROCESSES="1",
    )
    installation.publish(DEMO.read_bytes().splitlines()[:2])
    with installation.worker() as worker:
        installation.wait_until_idle(worker)
        wait_for_status(port, "/ready", 200, worker)
        idle_until = time.monotonic() + 1.5 * STALL_SECONDS
        while time.monotonic() < idle_until:
            assert ask(port, "/live") == 200, "idle is no stall"
            time.sleep(0.5)

        with stopped_readers(worker):
            installation.publish(DEMO.read_bytes().splitlines()[2:4])
            wait_for_status(port, "/live", 503, worker)
            assert ask(port, "/ready") == 503
        wait_for_status(port, "/live", 200, worker)


def test_a_worker_that_is_asked_to_end_does_so_though_its_broker_does_not_answer(tmp_path: Path) -> None:
    with broker(0) as stalled:
        ground = Field(stalled, tmp_path, {"TOCSIN_DRAIN_SECONDS": "2"}, wanted=1, seed=1, rate=20)
        with ground.open():
            assert ground.wait_for_articles(5, 120) is not None
            stalled.pause()
            seconds = ground.workers[0].terminate(60)
            stalled.resume()

    assert seconds is not None


def copy(messages: list[Incoming], installation: Any) -> None:
    """Put messages where they would lie in another installation, as the version before would have written them."""

    async def send() -> None:
        async with sender(installation.settings) as opened:
            for each in map(aged_message, messages):
                name = next(
                    t.name
                    for t in (*topics.TOPICS, topics.SEEN, topics.STATE)
                    if each.topic.endswith(f".{t.name}")
                )
                await opened.send(Outgoing(name, each.key, each.value, each.headers, each.partition))

    asyncio.run(send())


def differing(ours: Alerts, theirs: Alerts) -> list[tuple[str, str, object, object]]:
    """Return alert, field and both values where what stands differs."""
    return [
        (name, field, ours.get(name, {}).get(field), theirs.get(name, {}).get(field))
        for name in sorted(ours.keys() | theirs.keys())
        for field in sorted(ours.get(name, {}).keys() | theirs.get(name, {}).keys())
        if ours.get(name, {}).get(field) != theirs.get(name, {}).get(field)
    ]


def aged_message(message: Incoming) -> Incoming:
    """Return a message as the version before would have written it."""
    if not message.value:
        return message
    value = json.dumps(aged(json.loads(message.value))).encode()
    return Incoming(message.topic, message.partition, message.offset, message.key, value, message.headers)


def aged(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: aged(each) for name, each in value.items() if name not in NEW_SINCE}
    return [aged(each) for each in value] if isinstance(value, list) else value


@contextlib.contextmanager
def stopped_readers(worker: Any) -> Iterator[None]:
    readers = [each for started in children(worker.process.pid) for each in children(started)]
    assert readers
    for each in readers:
        os.kill(each, signal.SIGSTOP)
    yield
    for each in readers:
        os.kill(each, signal.SIGCONT)


def wait_for_status(port: int, path: str, status: int, worker: Any) -> None:
    deadline = time.monotonic() + 120
    while ask(port, path) != status:
        worker.must_be_alive()
        assert time.monotonic() < deadline, f"{path} does not become {status}"
        time.sleep(0.2)


def ask(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", path)
        return connection.getresponse().status


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
