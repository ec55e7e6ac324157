"""The command `tocsin desk`, beside a real worker on a real broker. How its page looks: test_desk_page.py."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import unused_port

from command import TOCSIN, tocsin
from schemas.feedback import FeedbackV1
from streams.wire.alerts import read_alert

pytestmark = pytest.mark.broker

ARTICLE = {
    "id": "urn:test:desk/1?a=b",
    "source": "Northwire",
    "published_at": "2031-03-04T06:30:00Z",
    "body": "It was quiet.\n\nSweden has massed 40,000 troops near the Norwegian border, Oslo said on Monday.",
}


@pytest.mark.model
def test_the_desk_shows_what_a_worker_rings_in_its_words_and_takes_a_verdict(installation: Any) -> None:
    installation.publish([json.dumps(ARTICLE).encode()])
    address = f"127.0.0.1:{unused_port()}"
    beside = installation.with_settings(TOCSIN_DESK=address)
    with installation.worker() as worker, beside.worker((*TOCSIN, "desk")) as desk:
        rung = read_alert(installation.wait_for("alerts", 1, worker)[0].value)
        found, passage = asyncio.run(look(f"http://{address}", rung.id, desk))

    assert found["alert"]["headline"] == rung.headline
    assert "".join(run["text"] for run in passage["runs"]) == ARTICLE["body"].split("\n\n")[1]
    (verdict,) = (FeedbackV1.read(each.value) for each in installation.read("feedback"))
    assert (verdict.alert_id, verdict.verdict, verdict.given_by) == (rung.id, "right", "night desk")
    exported = installation.tocsin("feedback", "export", check=True).stdout
    (case,) = map(json.loads, exported.splitlines())
    assert (case["expect"], case["kind"], case["missing"]) == ("rings", "troop-buildup", [])
    (installation.folder / "cases.jsonl").write_text(exported)
    checked = tocsin("feedback", "check", installation.folder / "cases.jsonl", check=True)
    assert "1 cases: 1 hold" in checked.stderr
    again = tocsin("analyze", "--alerts", text="\n".join(map(json.dumps, case["articles"])), check=True)
    assert [json.loads(line)["kind"] for line in again.stdout.splitlines()] == ["troop-buildup"]


async def look(address: str, alert_id: str, desk: Any) -> tuple[Any, Any]:
    """Return the alert and its first quote in its paragraph, and judge it."""
    async with aiohttp.ClientSession(address) as page:
        found = await until_there(page, f"/api/alerts/{alert_id}", desk)
        (evidence,) = found["alert"]["evidence"]
        name = "urn:test:desk%2F1%3Fa=b"
        passage = await until_there(page, f"/api/claims/{evidence['claim_id']}/{name}", desk)
        verdict = {"verdict": "right", "revision": 1, "given_by": "night desk"}
        async with page.post(f"/api/alerts/{alert_id}/verdict", json=verdict) as answer:
            assert answer.status == 201
    return found, passage


async def until_there(page: aiohttp.ClientSession, path: str, desk: Any) -> Any:
    while True:
        desk.must_be_alive()
        try:
            async with page.get(path) as answer:
                if answer.status == 200:
                    return await answer.json()
        except aiohttp.ClientError:
            pass  # it opens its port a moment after it starts
        await asyncio.sleep(0.1)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"TOCSIN_DESK": "0.0.0.0:8040"}, "TOCSIN_DESK_TOKEN"),
        ({"TOCSIN_DESK_TOKEN": "secret"}, "20 characters"),
        ({"TOCSIN_DESK": "8040"}, "TOCSIN_DESK"),
    ],
)
def test_a_desk_that_others_could_enter_is_not_opened(settings: dict[str, str], said: str) -> None:
    done = tocsin("desk", **settings)

    assert done.returncode != 0
    assert said in done.stderr
    assert "secret" not in done.stderr
