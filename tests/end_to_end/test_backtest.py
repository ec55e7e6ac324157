"""Rules tried on what a worker has read, and an article explained by its id, on a real broker."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from streams.demo import ARTICLES

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.broker, pytest.mark.model]

LINES = ARTICLES.read_bytes().splitlines()[:6]
FIRST = json.loads(LINES[0])["id"]
DESK = {
    "watchlist": "north-desk",
    "why": "Our people are in the north.",
    "countries": ["NOR"],
    "alerts_a_day": 0,
}


def rings_in(installation: Any, origin: str) -> tuple[dict[str, Any], str]:
    done = installation.tocsin("backtest", "--from", origin, "--workers", "1", "--json", check=True)
    found = json.loads(done.stdout)
    assert (found["gained"], found["lost"], found["left_out"]) == ([], [], 0)
    return found, done.stderr


def test_a_file_the_articles_and_what_was_read_of_them_give_the_same(
    installation: Any, tmp_path: Path
) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b"\n".join(LINES))
    installation.tocsin("publish", path, check=True)
    with installation.worker() as worker:
        installation.wait_for("alerts", 1, worker)
        installation.send("alert-rules", b"watchlists/north-desk", json.dumps(DESK).encode())
        installation.wait_for("alert-rules.applied", 1, worker)
        installation.wait_for("articles.enriched", len(LINES), worker)
        installation.wait_until_idle(worker)
    (of_file, _), (of_topic, told), (of_read, _) = (
        rings_in(installation, origin) for origin in (str(path), "articles", "topic")
    )
    explained = json.loads(installation.tocsin("explain", FIRST, "--json", check=True).stdout)

    rung = [each["alert"]["headline"] for each in of_file["would_have_rung"]]
    assert rung
    assert [each["alert"]["headline"] for each in of_topic["would_have_rung"]] == rung
    assert [each["alert"]["headline"] for each in of_read["would_have_rung"]] == rung
    assert any(each["alert"]["watchlists"] for each in of_topic["would_have_rung"])
    assert "north-desk rang once on" in told
    assert explained["article"] == FIRST
    assert any(claim["rings"] for claim in explained["claims"])
    assert explained["watchlists"]["north-desk"]
