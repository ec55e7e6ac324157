"""Subscribers read the alerts that a real worker rang: the examples of the documentation, and `tocsin alerts`."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiokafka import TopicPartition

from streams.demo import ARTICLES
from streams.runtime.client import sender
from streams.runtime.topics import admin, ensure_topics
from streams.wire.alerts import read_alert, write_alert
from streams.wire.labels import label_of, write_label
from streams.wire.message import Outgoing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.alerts.alert import Alert
    from streams.wire.message import Incoming

pytestmark = [pytest.mark.broker, pytest.mark.model]

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
NORTH = {"DNK", "FIN", "ISL", "NOR", "SWE"}
PATIENCE_SECONDS = 120.0
POLL_SECONDS = 0.2
NO_JSON = b"{"


@pytest.fixture(scope="module")
def rung() -> list[Incoming]:
    """Return a list that the first test fills with the demo's alerts, for all tests of this file."""
    return []


@pytest.fixture
def desk(installation: Any, rung: list[Incoming]) -> Any:
    """Return an installation whose topic holds the records that a worker published for the demo."""
    if not rung:
        installation = installation.with_settings(TOCSIN_PURPOSE="exercise")
        installation.publish(ARTICLES.read_bytes().splitlines())
        with installation.worker() as worker:
            installation.wait_until_idle(worker)
        rung.extend(installation.read("alerts"))
    own = installation.with_settings(TOCSIN_TOPIC_PREFIX=f"{installation.settings.topic_prefix}desk.")
    publish(own, [Outgoing("alerts", each.key, each.value, each.headers) for each in rung])
    return own


@pytest.fixture(scope="module")
def node_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the JavaScript example, installed as its lock file says."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("The JavaScript example was not run: there is no node and npm here.")
    folder = tmp_path_factory.mktemp("node")
    for name in ("subscriber.mjs", "package.json", "package-lock.json"):
        shutil.copy(EXAMPLES / name, folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("The JavaScript example was not run: npm did not install kafkajs within two minutes.")
    if done.returncode:
        pytest.skip(
            f"The JavaScript example was not run: npm could not install kafkajs: {done.stderr[-300:]}"
        )
    return folder


def test_the_python_subscriber_tells_what_is_wanted_once(desk: Any, tmp_path: Path) -> None:
    check_subscriber(desk, [sys.executable, str(EXAMPLES / "subscriber.py")], tmp_path)


def test_the_javascript_subscriber_tells_what_is_wanted_once(node_folder: Path, desk: Any) -> None:
    check_subscriber(desk, ["node", "subscriber.mjs"], node_folder)


def test_alerts_are_filtered_as_their_bodies_say(desk: Any) -> None:
    asked = [alert for alert in bodies(desk) if is_wanted(alert)]
    since = sorted(alert["last_seen"] for alert in asked)[len(asked) // 2]
    wanted = (
        "--country",
        "dk,Finland,ISL",
        "--country",
        "nor,Sweden",
        "--min-severity",
        "severe",
        "--status",
        "exercise",
    )
    found = shown(desk, "--once", "--json", *wanted, "--since", since)
    recent = [a for a in asked if a["last_seen"] >= since or a["message_type"] == "Cancel"]

    assert 0 < len(recent) < len(asked) < len(bodies(desk)), "each option leaves something out"
    assert keys(map(json.loads, found)) == keys(recent)


def test_what_stands_is_shown_once_without_what_was_cancelled(desk: Any) -> None:
    *others, cancelled = {each.key: read_alert(each.value or b"") for each in records(desk)}.values()
    repeats = [Outgoing("alerts", each.key, each.value, each.headers) for each in records(desk)]
    publish(desk, [write_alert(cancel(cancelled)), *repeats])
    standing = [alert.id for alert in others if alert.message_type != "Cancel"]
    found = [json.loads(line) for line in shown(desk, "--standing", "--json")]

    assert sorted(alert["id"] for alert in found) == sorted(standing)
    assert [alert["last_seen"] for alert in found] == sorted(alert["last_seen"] for alert in found)
    assert len(shown(desk, "--standing")) == len(standing)


def check_subscriber(desk: Any, command: Sequence[str], folder: Path) -> None:
    """Run a subscriber, and again after repeats, an alert that eases, and one cancelled that rings again."""
    before = records(desk)
    told = expected(before)
    assert {"ring", "update"} <= {what for what, _ in told}, "the demo has both"
    assert run_until_all_is_read(desk, command, folder) == told

    publish(desk, more_of(before))
    new = [entry for entry in expected(records(desk)) if entry not in told]
    assert [what for what, _ in new] == ["ring", "stand down", "stand down"]
    assert run_until_all_is_read(desk, command, folder) == new


def more_of(before: Iterable[Incoming]) -> list[Outgoing]:
    """Return all records again, what changes two alerts of the north, and another that cannot be parsed."""
    last = {each.key: read_alert(each.value or b"") for each in before}.values()
    standing = [alert for alert in last if alert.message_type != "Cancel"]
    first, second, *_ = (alert for alert in standing if is_wanted(as_json(alert)))
    other = next(alert for alert in last if not is_wanted(as_json(alert)))
    eased = replace(first, revision=first.revision + 1, message_type="Update", severity="Minor")
    cancelled = cancel(second)
    again = replace(second, revision=cancelled.revision + 1, message_type="Alert")
    unreadable = write_label(replace(label_of(other), revision=other.revision + 1))
    return [
        *(Outgoing("alerts", each.key, each.value, each.headers) for each in before),
        *map(write_alert, (eased, cancelled, again)),
        Outgoing("alerts", other.id.encode(), NO_JSON, unreadable),
    ]


def cancel(alert: Alert) -> Alert:
    return replace(alert, revision=alert.revision + 1, message_type="Cancel", evidence=())


def expected(records: Iterable[Incoming]) -> list[tuple[str, str]]:
    """Return what a desk for the north is told of these records, from their bodies alone, sorted."""
    revisions: dict[str, int] = defaultdict(int)
    is_open: dict[str, bool] = defaultdict(bool)
    told = []
    for record in records:
        if record.value == NO_JSON:
            continue
        alert = json.loads(record.value or b"")
        if alert["revision"] <= revisions[alert["id"]]:
            continue
        revisions[alert["id"]] = alert["revision"]
        was_open, opens = is_open[alert["id"]], alert["message_type"] != "Cancel" and is_wanted(alert)
        is_open[alert["id"]] = opens
        if opens or was_open:
            what = "stand down" if not opens else "update" if was_open else "ring"
            told.append((what, f"{alert['id']}.{alert['revision']}"))
    return sorted(told)


def is_wanted(alert: dict[str, Any]) -> bool:
    return (
        alert["status"] == "Exercise"
        and alert["severity"] in {"Extreme", "Severe"}
        and bool(countries_of(alert) & NORTH)
    )


def countries_of(alert: dict[str, Any]) -> set[str]:
    parties = [alert[role] for role in ("actor", "recipient") if alert[role]]
    place = {alert["location"]["country"]} - {None} if alert["location"] else set()
    return {code for party in parties for code in party["countries"]} | place


def keys(alerts: Iterable[dict[str, Any]]) -> list[tuple[str, int]]:
    return sorted((alert["id"], alert["revision"]) for alert in alerts)


def run_until_all_is_read(desk: Any, command: Sequence[str], folder: Path) -> list[tuple[str, str]]:
    """Return what a subscriber tells until its group has acknowledged the whole topic, sorted."""
    group = f"{desk.settings.app_id}.subscriber"
    environment = {
        **os.environ,
        "TOCSIN_BOOTSTRAP": desk.settings.bootstrap,
        "TOCSIN_TOPIC": desk.settings.topic("alerts"),
        "GROUP": group,
        "STATUS": "Exercise",
    }
    output, log = folder / "told.txt", folder / "subscriber.log"
    with output.open("wb") as out, log.open("wb") as errors:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=errors)
        try:
            asyncio.run(asyncio.wait_for(wait_until_acknowledged(desk, group, process), PATIENCE_SECONDS))
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0, log.read_text()[-2000:]
        finally:
            process.kill()
            process.wait()
    told = [line.split() for line in output.read_text(encoding="utf-8").splitlines()]
    return sorted(("stand down", words[2]) if words[0] == "stand" else (words[0], words[1]) for words in told)


async def wait_until_acknowledged(desk: Any, group: str, process: subprocess.Popen[bytes]) -> None:
    found = await asyncio.to_thread(records, desk)
    ends = {TopicPartition(each.topic, each.partition): each.offset + 1 for each in found}
    async with admin(desk.settings) as client:
        while True:
            assert process.poll() is None, "the subscriber ended"
            done = await client.list_consumer_group_offsets(group, partitions=list(ends))
            if all(done[at].offset >= end for at, end in ends.items()):
                return
            await asyncio.sleep(POLL_SECONDS)


def bodies(desk: Any) -> list[dict[str, Any]]:
    return [json.loads(each.value or b"") for each in records(desk)]


def as_json(alert: Alert) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_alert(alert).value or b"")
    return found


def records(desk: Any) -> list[Incoming]:
    found: list[Incoming] = desk.read("alerts")
    return found


def publish(desk: Any, messages: Sequence[Outgoing]) -> None:
    async def send() -> None:
        await ensure_topics(desk.settings)
        async with sender(desk.settings) as opened:
            for message in messages:
                await opened.send(message)

    asyncio.run(send())


def shown(desk: Any, *options: str) -> list[str]:
    said: str = desk.tocsin("alerts", *options, columns=80, check=True).stdout
    return said.splitlines()
