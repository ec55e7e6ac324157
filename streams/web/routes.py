"""What the desk answers: its page and the page's files, alerts and articles as JSON, and news as they come."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aiohttp import web
from pydantic import ValidationError

from schemas.feedback import FeedbackV1
from streams.knowledge import load_countries
from streams.runtime.refusals import BrokerError
from streams.web.desk import Desk
from streams.web.guard import guard
from streams.web.passage import page_of, passage_of
from streams.web.view import describe, read_position, write_position
from streams.wire.feedback import write_feedback

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp.typedefs import Handler

    from schemas.enriched import EnrichedArticleV1

HEARTBEAT_SECONDS = 15.0
MOST_PAGES = 200
"""So many pages may follow at a time."""

MOST_VERDICT_BYTES = 16 * 1024
STATIC = files("streams.web") / "static"
KINDS = {"js": "text/javascript", "css": "text/css", "json": "application/json", "html": "text/html"}

DESK = web.AppKey("desk", Desk)
FOLLOWING = web.AppKey("following", set)


def application(desk: Desk, token: str) -> web.Application:
    """Return what answers pages, and has the desk follow for as long as it does."""
    app = web.Application(middlewares=[guard(token), _sentences], client_max_size=MOST_VERDICT_BYTES)
    app[DESK] = desk
    app[FOLLOWING] = set()
    app.add_routes(
        [
            web.get("/", _page),
            web.get("/alerts/{id}", _page),
            web.get("/articles/{id:.+}", _page),
            web.get("/static/{name}", _file),
            web.get("/api/alerts", _alerts),
            web.get("/api/alerts/{id}", _alert),
            web.post("/api/alerts/{id}/verdict", _judge),
            web.get("/api/articles/{id:.+}", _article),
            web.get("/api/claims/{claim}/{id:.+}", _claim),
            web.get("/api/countries", _countries),
            web.get("/api/events", _events),
        ]
    )
    app.cleanup_ctx.append(_following)
    app.on_shutdown.append(_let_go)
    return app


async def _following(app: web.Application) -> AsyncIterator[None]:
    work = asyncio.create_task(app[DESK].follow())
    yield
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)


async def _let_go(app: web.Application) -> None:
    """End what pages follow: they ask again by themselves, and the desk need not wait for them."""
    for task in app[FOLLOWING]:
        task.cancel()


@web.middleware
async def _sentences(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except BrokerError as error:
        raise web.HTTPServiceUnavailable(text=str(error)) from None


async def _page(_: web.Request) -> web.Response:
    return _static("desk.html")


async def _file(request: web.Request) -> web.Response:
    return _static(request.match_info["name"])


def _static(name: str) -> web.Response:
    """Return one of the page's own files: what is asked for is looked up among their names, and is no path."""
    known = {each.name: each for each in STATIC.iterdir()}
    kind = KINDS.get(name.rpartition(".")[2])
    if name not in known or kind is None:
        raise web.HTTPNotFound(text="No such file.")
    return web.Response(body=known[name].read_bytes(), content_type=kind, charset="utf-8")


async def _alerts(request: web.Request) -> web.Response:
    view = (await _whole(request)).view
    answer = web.json_response({"position": write_position(view.position), "alerts": view.rows()})
    answer.enable_compression()
    return answer


async def _alert(request: web.Request) -> web.Response:
    held = (await _whole(request)).view.alert(request.match_info["id"])
    if held is None:
        raise web.HTTPNotFound(text="No alert has this id, or none has any more.")
    return web.json_response(describe(held))


async def _judge(request: web.Request) -> web.Response:
    desk = await _whole(request)
    held = desk.view.alert(request.match_info["id"])
    if held is None:
        raise web.HTTPNotFound(text="No alert has this id.")
    try:
        verdict = _verdict(await request.json(), held.alert.id)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise web.HTTPBadRequest(text=f"{where}: {first['msg']}") from None
    except ValueError:
        raise web.HTTPBadRequest(text="This is not JSON.") from None
    await desk.ports.publish(write_feedback(verdict))
    return web.json_response(verdict.model_dump(mode="json"), status=201)


def _verdict(said: object, alert_id: str) -> FeedbackV1:
    if isinstance(said, dict):
        said = {**said, "alert_id": alert_id, "given_at": datetime.now(UTC)}
    return FeedbackV1.model_validate(said)


async def _article(request: web.Request) -> web.Response:
    article = await _find(request)
    return web.json_response(await asyncio.to_thread(page_of, article))


async def _claim(request: web.Request) -> web.Response:
    article = await _find(request)
    claim = next((each for each in article.claims if each.id == request.match_info["claim"]), None)
    if claim is None:
        raise web.HTTPNotFound(text="A later version of this article does not say that any more.")
    return web.json_response({**passage_of(article, claim), "provenance": article.provenance.model_dump()})


async def _find(request: web.Request) -> EnrichedArticleV1:
    article = await request.app[DESK].library.article(request.match_info["id"])
    if article is None:
        raise web.HTTPNotFound(text="This article is not on `articles.enriched`, or not any more.")
    return article


async def _countries(_: web.Request) -> web.Response:
    return web.json_response({str(each["code"]): str(each["name"]) for each in load_countries()})


async def _events(request: web.Request) -> web.StreamResponse:
    """Tell of what changed from a position on, for as long as the page listens."""
    following = request.app[FOLLOWING]
    if len(following) >= MOST_PAGES:
        raise web.HTTPServiceUnavailable(text=f"{MOST_PAGES} pages follow already.")
    try:
        position = read_position(request.headers.get("Last-Event-ID") or request.query.get("after", ""))
    except ValueError:
        raise web.HTTPBadRequest(text="after: expected partition:offset, separated by commas.") from None
    desk = await _whole(request)
    answer = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await answer.prepare(request)
    task = asyncio.current_task()
    following.add(task)
    try:
        await _tell(desk, position, answer)
    except (ConnectionResetError, asyncio.CancelledError):
        pass
    finally:
        following.discard(task)
    return answer


async def _tell(desk: Desk, position: dict[int, int], answer: web.StreamResponse) -> None:
    view, count = desk.view, desk.view.count
    if not view.knows(position):
        await answer.write(_event("reset", {}))
        position = {}
    while True:
        rows = view.since(position, count)
        position, count = dict(view.position), view.count
        if rows:
            await answer.write(_event("alerts", rows, write_position(position)))
        # A sign of life now and then finds out who went away.
        while not await desk.news(count, HEARTBEAT_SECONDS):
            await answer.write(_event("life", {"trouble": desk.trouble}))


def _event(name: str, content: Any, position: str = "") -> bytes:  # noqa: ANN401 - any JSON
    where = f"id: {position}\n" if position else ""
    return f"{where}event: {name}\ndata: {json.dumps(content)}\n\n".encode()


async def _whole(request: web.Request) -> Desk:
    """Return the desk once it knows all alerts: what is missing before that may be there."""
    desk = request.app[DESK]
    if not await desk.whole():
        raise web.HTTPServiceUnavailable(
            text=desk.trouble or "Still reading the alerts. Try again in a moment."
        )
    return desk
