"""Real articles, read where they lie beside the checkout, through a real worker on a real broker."""

from __future__ import annotations

import collections
import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "articles"

pytestmark = [
    pytest.mark.broker,
    pytest.mark.model,
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not beside the checkout"),
]


def contents(message: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(message.value)
    return found


def test_the_seed_article_rings_for_the_buildup_and_shows_the_denial(installation: Any) -> None:
    seed = json.loads((SHARED / "seed.json").read_bytes())
    installation.publish([json.dumps(seed).encode()])
    with installation.worker() as worker:
        installation.wait_until_idle(worker)

    (enriched,) = [contents(message) for message in installation.read("articles.enriched")]
    assert enriched["article"]["id"] == seed["id"]
    last = {alert["id"]: alert for alert in map(contents, installation.read("alerts"))}
    (buildup,) = [alert for alert in last.values() if alert["kind"] == "troop-buildup"]
    assert len([e for e in buildup["evidence"] if e["status"] == "asserted"]) == 2
    invasions = [alert for alert in last.values() if alert["kind"] == "invasion"]
    assert any(e["status"] == "denied" for alert in invasions for e in alert["evidence"])
    assert {alert["certainty"] for alert in invasions} <= {"Possible", "Unlikely"}


@pytest.mark.timeout(900)
def test_every_real_article_comes_out_and_none_twice(in_two_processes: Any) -> None:
    installation = in_two_processes
    events = (SHARED / "stream.jsonl").read_bytes().splitlines()
    installation.publish(events)
    with installation.worker() as worker:
        installation.wait_until_idle(worker)

    out = [contents(message)["article"]["id"] for message in installation.read("articles.enriched")]
    out += [contents(message)["id"] for message in installation.read("articles.rejected")]
    assert collections.Counter(out) == collections.Counter(json.loads(event)["id"] for event in events)
    revisions = [(alert["id"], alert["revision"]) for alert in map(contents, installation.read("alerts"))]
    assert len(revisions) == len(set(revisions))
