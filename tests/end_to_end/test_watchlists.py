"""`tocsin alerts --watchlist`: alerts and lists as they stand on a real broker."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import schemas
from schemas import topics
from schemas.rule import AppliedRuleV1
from streams.wire.alerts import read_alert, write_alert
from streams.wire.rules import write_applied

pytestmark = pytest.mark.broker

GOOD = Path(schemas.__file__).parent / "examples" / "alerts" / "good" / "update.json"
ALERT = replace(read_alert(GOOD.read_bytes()), watchlists=())
TALKS = replace(ALERT, id="00000000000000b2", kind="talks", kind_title="Talks", headline="Talks in Oslo")
NOW = datetime(2031, 3, 4, tzinfo=UTC)


def ask(installation: Any, *arguments: str) -> tuple[int, list[str], str]:
    done = installation.tocsin("alerts", "--once", "--json", *arguments)
    return done.returncode, [json.loads(line)["id"] for line in done.stdout.splitlines()], done.stderr


def set_list(installation: Any, name: str, revision: int, kinds: list[str] | None) -> None:
    content = None if kinds is None else {"watchlist": name, "why": "For a test.", "kinds": kinds}
    said = {"family": "watchlists", "id": name, "revision": revision, "content": content}
    message = write_applied(AppliedRuleV1.model_validate(said), NOW)
    installation.send(message.topic, message.key or b"", message.value)


def test_alerts_are_chosen_by_the_lists_as_they_are_now(installation: Any, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own-desk.yaml").write_text("watchlist: own-desk\nwhy: For a test.\nkinds: [troop-buildup]\n")
    desk = installation.with_settings(TOCSIN_RULES=str(rules))
    desk.publish([])
    for alert in (ALERT, TALKS):
        sent = write_alert(alert)
        desk.send(topics.ALERTS.name, sent.key or b"", sent.value)

    assert ask(desk, "--watchlist", "own-desk")[:2] == (0, [ALERT.id])
    set_list(desk, "talks-desk", 3, ["talks"])
    assert ask(desk, "--watchlist", "talks-desk")[:2] == (0, [TALKS.id])
    assert sorted(ask(desk, "--watchlist", "talks-desk,own-desk")[1]) == sorted([ALERT.id, TALKS.id])
    assert ask(desk, "--watchlist", "talks-desk", "--kind", "troop-buildup")[:2] == (0, [])

    set_list(desk, "own-desk", 4, ["talks"])
    set_list(desk, "talks-desk", 5, None)
    assert ask(desk, "--watchlist", "own-desk", "--standing")[:2] == (0, [TALKS.id])
    code, _, said = ask(desk, "--watchlist", "talks-desk")
    assert code == 2
    assert "Allowed: own-desk." in " ".join(said.split())
