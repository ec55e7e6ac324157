"""A rule of a user, from a folder to an alert, through a real worker on a real broker."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from lanterns import lantern_rule

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.broker, pytest.mark.model]

ARTICLE = {
    "id": "urn:test:1",
    "source": "Northwire",
    "published_at": "2031-03-04T06:30:00Z",
    "body": "Norway hoisted lanterns along the Swedish border on Monday, where its army has massed 3,000 troops.",
}


def test_a_rule_of_a_user_replaces_ours_is_logged_and_rings(installation: Any, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    path = rules / "troop-buildup.yaml"
    path.write_text(lantern_rule("troop-buildup"))
    mine = installation.with_settings(TOCSIN_RULES=str(rules), TOCSIN_LOG_LEVEL="INFO")
    mine.publish([json.dumps(ARTICLE).encode()])
    with mine.worker() as worker:
        (message, *_) = mine.wait_for("alerts", 1, worker)
        log = worker.log.read_text()

    assert json.loads(message.value)["kind"] == "lantern"
    assert f"{path} replaces the built-in claims/troop-buildup.yaml." in log
    (enriched,) = mine.read("articles.enriched")
    assert {claim["kind"] for claim in json.loads(enriched.value)["claims"]} & {
        "troop-buildup",
        "lantern",
    } == {"lantern"}
