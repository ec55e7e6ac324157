"""What a registry is asked and what its answers mean, by the answers that Apicurio 3.0 gave as Confluent's registry."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import BasicAuth, web
from aiohttp.test_utils import TestServer, unused_port

from schemas.alert import AlertV1
from schemas.article import ArticleV1
from schemas.generate import contract_text
from schemas.ninjs import NinjsV1
from schemas.rule import AppliedRuleV1
from streams.runtime.refusals import BrokerError
from streams.runtime.registry import CONTRACTS, Frames, look_up
from streams.settings import Settings
from streams.wire.framing import FRAME_BYTES
from streams.wire.message import Outgoing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ALERT = Outgoing("alerts", b"k", b"{}")
NO_SUBJECT = {"message": "No artifact with ID 'x' in group 'null' was found.", "error_code": 40401}


@dataclass
class Recorded:
    """A registry that has these schemas, by subject and text."""

    ids: dict[tuple[str, str], int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    users: set[str] = field(default_factory=set)
    refusal: tuple[int, Any] | None = None

    async def look_up(self, request: web.Request) -> web.Response:
        said = await self._heard(request)
        found = self.ids.get((request.match_info["subject"], said["schema"]))
        if found is None:
            return web.json_response(NO_SUBJECT, status=404)
        return web.json_response({"subject": "x", "version": 1, "id": found, "schema": said["schema"]})

    async def register(self, request: web.Request) -> web.Response:
        said = await self._heard(request)
        if self.refusal:
            status, answer = self.refusal
            return web.Response(text=answer if isinstance(answer, str) else json.dumps(answer), status=status)
        made = self.ids.setdefault((request.match_info["subject"], said["schema"]), len(self.ids) + 1)
        return web.json_response({"id": made})

    async def _heard(self, request: web.Request) -> Any:
        self.asked.append(request.path)
        if "Authorization" in request.headers:
            self.users.add(BasicAuth.decode(request.headers["Authorization"]).login)
        said = await request.json()
        assert said["schemaType"] == "JSON"
        assert request.content_type == "application/vnd.schemaregistry.v1+json"
        return said


@asynccontextmanager
async def served(recorded: Recorded, **more: Any) -> AsyncIterator[Settings]:
    app = web.Application()
    app.router.add_post("/base/subjects/{subject}", recorded.look_up)
    app.router.add_post("/base/subjects/{subject}/versions", recorded.register)
    async with TestServer(app) as server:
        yield Settings(registry=str(server.make_url("/base/")), **more)


async def test_a_contract_is_registered_once_and_named_before_each_value() -> None:
    recorded = Recorded({("other-value", "{}"): 1})
    async with served(recorded) as settings:
        frames = Frames(settings)
        found = [await frames.framed(ALERT), await frames.framed(ALERT)]

    assert found == [b"\x00\x00\x00\x00\x02{}"] * 2
    assert recorded.ids["alerts-value", contract_text(AlertV1)] == 2
    assert recorded.asked == ["/base/subjects/alerts-value", "/base/subjects/alerts-value/versions"]


async def test_who_may_only_read_the_registry_finds_what_somebody_registered() -> None:
    recorded = Recorded({("a.alerts-value", contract_text(AlertV1)): 7}, refusal=(403, "no"))
    async with served(recorded, topic_prefix="a.", registry_user="desk", registry_password="p") as settings:  # noqa: S106
        assert await Frames(settings).framed(ALERT) == b"\x00\x00\x00\x00\x07{}"

    assert recorded.users == {"desk"}


async def test_what_a_process_knows_it_needs_no_registry_for() -> None:
    async with served(Recorded()) as settings:
        frames = Frames(settings)
        found = await frames.learn(CONTRACTS)

    assert {f"{name}-value" for name in CONTRACTS} < set(found)
    watchlist = Outgoing("claims", b"watchlist/north", b"{}", form=AppliedRuleV1)
    for message in (ALERT, watchlist):
        assert len(await frames.framed(message) or b"") == FRAME_BYTES + len(b"{}")


async def test_another_contract_has_a_subject_of_its_own() -> None:
    recorded = Recorded()
    async with served(recorded) as settings:
        await Frames(settings).framed(Outgoing("articles", b"k", b"{}", form=NinjsV1))

        await Frames(settings).framed(Outgoing("articles", b"k", b"{}"))

    assert list(recorded.ids) == [
        ("articles-NinjsV1", contract_text(NinjsV1)),
        ("articles-value", contract_text(ArticleV1)),
    ]


@pytest.mark.parametrize(
    "message",
    [
        Outgoing("alerts", b"k", None),
        Outgoing("claims", b"clock", b""),
        Outgoing("articles.rejected", b"k", b"\xff"),
        Outgoing("alerts.state", b"k", b"{}"),
        Outgoing("articles", b"k", b"as it came", is_raw=True),
    ],
)
async def test_what_is_no_document_of_a_contract_goes_as_it_is(message: Outgoing) -> None:
    settings = Settings(registry=f"http://127.0.0.1:{unused_port()}")

    assert await Frames(settings).framed(message) == message.value


async def test_without_a_registry_nothing_is_framed() -> None:
    assert await Frames(Settings()).learn(CONTRACTS) == {}
    assert await Frames(Settings()).framed(ALERT) == b"{}"


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        ((409, {"message": "Incompatible schema", "error_code": 409}), r"alerts-value \(409\): Incompatible"),
        ((401, {"message": "Unauthorized", "error_code": 40101}), r"\(401\): Unauthorized"),
        ((500, {}), "does not say why"),
        ((200, {"id": "seven"}), "does not say why"),
        ((200, [1]), "does not say why"),
        ((404, {"message": "nothing here"}), "takes schemas"),
        ((200, "<html>"), "No schema registry answers"),
    ],
)
async def test_a_refusal_says_which_contract_and_why(refusal: tuple[int, Any], said: str) -> None:
    async with served(Recorded(refusal=refusal)) as settings:
        with pytest.raises(BrokerError, match=said):
            await Frames(settings).learn(["alerts"])


async def test_a_registry_that_is_away_is_named() -> None:
    address = f"http://127.0.0.1:{unused_port()}"
    with pytest.raises(BrokerError, match=f"TOCSIN_REGISTRY={address}"):
        await Frames(Settings(registry=address)).framed(ALERT)


async def test_looking_registers_nothing() -> None:
    recorded = Recorded({("alerts-value", contract_text(AlertV1)): 3})
    async with served(recorded) as settings:
        assert await look_up(["alerts", "claims"], settings) == {
            "alerts-value": 3,
            "claims-value": None,
            "claims-AppliedRuleV1": None,
        }

    assert len(recorded.ids) == 1
