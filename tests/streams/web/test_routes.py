from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

import schemas
from alerts import EVIDENCE, alert_of
from desk_topics import DeskTopics
from schemas.enriched import EnrichedArticleV1
from schemas.feedback import FeedbackV1
from streams.settings import Settings
from streams.web.desk import Desk
from streams.web.routes import application

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp import ClientResponse, web

    Client = TestClient[web.Request, web.Application]

ARTICLE = EnrichedArticleV1.read(
    (Path(schemas.__file__).parent / "examples" / "articles.enriched" / "good" / "whole.json").read_bytes()
)
ID = "0" * 16


@pytest.fixture
async def topics() -> DeskTopics:
    return DeskTopics()


@pytest.fixture
async def desk(topics: DeskTopics) -> AsyncIterator[Client]:
    client: Client = TestClient(TestServer(application(Desk(Settings(), topics.ports()), "")))
    await client.start_server()
    yield client
    await client.close()


async def told(answer: ClientResponse) -> tuple[str, str, Any]:
    """Return the next event: its name, its id, and what it says."""
    fields = {}
    while line := (await answer.content.readline()).decode().strip():
        name, _, said = line.partition(": ")
        fields[name] = said
    return fields["event"], fields.get("id", ""), json.loads(fields["data"])


async def test_a_page_is_told_how_alerts_stand_and_then_what_comes(desk: Client, topics: DeskTopics) -> None:
    await topics.tell(alert_of(), alert_of(revision=2, message_type="Update"))
    first = await (await desk.get("/api/alerts")).json()
    assert [(row["id"], row["revision"]) for row in first["alerts"]] == [(ID, 2)]

    async with desk.get("/api/events", params={"after": first["position"]}) as events:
        await topics.tell(alert_of(revision=3, message_type="Cancel"))
        name, position, rows = await told(events)

    assert name == "alerts"
    assert position == "0:3"
    assert [(row["id"], row["message_type"]) for row in rows] == [(ID, "Cancel")]


async def test_a_page_that_was_away_goes_on_from_where_it_was(desk: Client, topics: DeskTopics) -> None:
    await topics.tell(alert_of(), alert_of(id="1" * 16), alert_of(id="2" * 16))

    async with desk.get("/api/events", headers={"Last-Event-ID": "0:1"}) as events:
        _, position, rows = await told(events)

    assert position == "0:3"
    assert {row["id"] for row in rows} == {"1" * 16, "2" * 16}


async def test_a_page_that_knows_another_topic_asks_anew(desk: Client, topics: DeskTopics) -> None:
    await topics.tell(alert_of())

    async with desk.get("/api/events", params={"after": "0:9"}) as events:
        assert (await told(events))[0] == "reset"


async def test_an_alert_tells_its_revisions(desk: Client, topics: DeskTopics) -> None:
    await topics.tell(alert_of(evidence=(EVIDENCE,)), alert_of(revision=2, changes=("More came.",)))

    found = await (await desk.get(f"/api/alerts/{ID}")).json()

    assert [each["number"] for each in found["revisions"]] == [1, 2]
    assert found["alert"]["changes"] == ["More came."]
    assert (await desk.get("/api/alerts/ffff")).status == 404


async def test_an_article_and_a_claim_in_its_paragraph(desk: Client, topics: DeskTopics) -> None:
    await topics.enrich(ARTICLE)
    await topics.tell(alert_of())
    await desk.get("/api/alerts")
    name = ARTICLE.article.id

    page = await (await desk.get(f"/api/articles/{name}")).json()
    passage = await (await desk.get(f"/api/claims/{ARTICLE.claims[0].id}/{name}")).json()

    assert page["title"] == "Border talks open in Geneva"
    assert passage["runs"][0]["text"] == "Envoys of both states"
    assert (await desk.get("/api/articles/urn:none")).status == 404
    assert (await desk.get(f"/api/claims/{'f' * 16}/{name}")).status == 404


async def test_a_verdict_goes_to_its_topic_and_to_every_page(desk: Client, topics: DeskTopics) -> None:
    await topics.tell(alert_of())
    first = await (await desk.get("/api/alerts")).json()
    async with desk.get("/api/events", params={"after": first["position"]}) as events:
        answer = await desk.post(f"/api/alerts/{ID}/verdict", json={"verdict": "false", "revision": 1})
        _, _, rows = await told(events)

    assert answer.status == 201
    assert rows[0]["verdict"] == "false"
    verdict = FeedbackV1.read(topics.records["feedback"][0].value or b"")
    assert (verdict.alert_id, verdict.verdict) == (ID, "false")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"verdict": "boring", "revision": 1}, "verdict"),
        ({"verdict": "right"}, "revision"),
        ({"verdict": "right", "revision": 1, "note": "x" * 2001}, "note"),
        ({"verdict": "right", "revision": 1, "colour": "red"}, "colour"),
        (["right"], "dictionary"),
    ],
)
async def test_a_verdict_that_is_none_is_answered_with_the_field(
    desk: Client, topics: DeskTopics, said: object, named: str
) -> None:
    await topics.tell(alert_of())

    answer = await desk.post(f"/api/alerts/{ID}/verdict", json=said)

    assert answer.status == 400
    assert named in await answer.text()
    assert "feedback" not in topics.records


@pytest.mark.parametrize("path", ["/", f"/alerts/{ID}", "/articles/urn:a/b", "/?severity=Extreme"])
async def test_every_address_of_the_desk_is_the_page(desk: Client, path: str) -> None:
    answer = await desk.get(path)

    assert answer.status == 200
    assert 'src="/static/desk.js"' in await answer.text()


@pytest.mark.parametrize("name", ["..%2Fdesk.py", "%2Fetc%2Fpasswd", "desk.py", "__init__.py", "none.js"])
async def test_no_file_but_the_pages_own_is_given_out(desk: Client, name: str) -> None:
    assert (await desk.get(f"/static/{name}")).status == 404


async def test_what_is_missing_while_alerts_are_read_is_not_said_to_be_missing(
    topics: DeskTopics, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streams.web.desk.LONGEST_WAIT_SECONDS", 0.05)
    ports = topics.ports()

    async def never(_: str) -> dict[int, int]:
        await asyncio.Event().wait()
        return {}

    desk: Client = TestClient(
        TestServer(
            application(Desk(Settings(), type(ports)(ports.read, never, ports.fetch, ports.publish)), "")
        )
    )
    await desk.start_server()
    try:
        assert (await desk.get(f"/api/alerts/{ID}")).status == 503
    finally:
        await desk.close()
