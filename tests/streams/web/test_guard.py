from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

from streams.web.guard import HEADERS, DeskError, check_address, guard, is_this_machine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Open = Callable[[str], Awaitable[TestClient[web.Request, web.Application]]]

EVERYWHERE = "0.0.0.0"  # noqa: S104 - bound to by nothing here
TOKEN = "a-token-of-some-length"  # noqa: S105 - of this test alone


async def _answer(_: web.Request) -> web.Response:
    return web.Response(text="in")


@pytest.fixture
async def open_desk() -> AsyncIterator[Open]:
    clients = []

    async def opened(token: str) -> TestClient[web.Request, web.Application]:
        app = web.Application(middlewares=[guard(token)])
        app.add_routes([web.get("/", _answer), web.post("/api/x", _answer), web.get("/api/x", _answer)])
        clients.append(TestClient(TestServer(app)))
        await clients[-1].start_server()
        return clients[-1]

    yield opened
    for client in clients:
        await client.close()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.0.0.1:8040", "[::1]:8040", "::1", "127.9.9.9"]
)
def test_names_of_this_machine(host: str) -> None:
    assert is_this_machine(host)


@pytest.mark.parametrize(
    "host", [EVERYWHERE, "10.0.0.1:8040", "desk.example", "127.0.0.1.example", "localhost.example"]
)
def test_names_of_others(host: str) -> None:
    assert not is_this_machine(host)


def test_elsewhere_needs_a_token_that_cannot_be_guessed() -> None:
    check_address("127.0.0.1", "")
    check_address(EVERYWHERE, TOKEN)
    with pytest.raises(DeskError, match="TOCSIN_DESK_TOKEN"):
        check_address(EVERYWHERE, "")
    with pytest.raises(DeskError, match="20 characters"):
        check_address("127.0.0.1", "secret")


async def test_every_answer_says_what_a_page_may_do(open_desk: Open) -> None:
    desk = await open_desk("")
    for path in ("/", "/nowhere"):
        answer = await desk.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


async def test_a_name_that_leads_here_from_elsewhere_is_refused(open_desk: Open) -> None:
    desk = await open_desk("")

    assert (await desk.get("/", headers={"Host": "rebound.example:8040"})).status == 421


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_page_from_elsewhere_reads_and_judges_nothing(open_desk: Open, site: str) -> None:
    desk = await open_desk("")

    assert (await desk.get("/api/x", headers={"Sec-Fetch-Site": site})).status == 403
    assert (await desk.post("/api/x", json={}, headers={"Sec-Fetch-Site": site})).status == 403
    assert (await desk.get("/", headers={"Sec-Fetch-Site": site})).status == 200  # a link to it


async def test_a_form_gives_no_verdict(open_desk: Open) -> None:
    desk = await open_desk("")

    assert (await desk.post("/api/x", data={"verdict": "right"})).status == 415
    assert (await desk.post("/api/x", json={"verdict": "right"})).status == 200


async def test_with_a_token_nobody_comes_in_without_it(open_desk: Open) -> None:
    desk = await open_desk(TOKEN)

    assert (await desk.get("/")).status == 401
    assert (await desk.get("/?token=wrong")).status == 401
    assert (await desk.get("/", headers={"Authorization": f"Bearer {TOKEN}"})).status == 200


async def test_who_brings_the_token_once_is_known_from_then_on(open_desk: Open) -> None:
    desk = await open_desk(TOKEN)

    answer = await desk.get(f"/?q=troops&token={TOKEN}", allow_redirects=False)

    assert answer.status == 303
    assert answer.headers["Location"] == "/?q=troops"
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Strict" in answer.headers["Set-Cookie"]
    cookie = answer.headers["Set-Cookie"].split(";")[0]
    assert (await desk.get("/", headers={"Cookie": cookie})).status == 200


async def test_who_comes_with_a_token_is_led_to_this_desk_alone() -> None:
    request = make_mocked_request(
        "GET", f"//elsewhere.example/x?token={TOKEN}", headers={"Host": "desk.example"}
    )

    answer = await guard(TOKEN)(request, _answer)

    assert answer.status == 303
    assert answer.headers["Location"] == "/x"
