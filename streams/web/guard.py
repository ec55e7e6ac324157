"""The guard of the desk: who may come in, and what a page may do.

By default the desk answers on this machine alone, and to pages of its own alone: a page from elsewhere that a browser
here shows could otherwise read alerts by a name that leads to this machine, or give verdicts.
"""

from __future__ import annotations

import hmac
from ipaddress import ip_address
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

COOKIE = "tocsin-desk"
LEAST_TOKEN_CHARS = 20

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class DeskError(Exception):
    """An address at which the desk may not answer; the text says what to do."""


def check_address(host: str, token: str) -> None:
    """Refuse to answer where others could come in without a token, and a token that could be guessed.

    Raises `DeskError`.
    """
    if token and len(token) < LEAST_TOKEN_CHARS:
        raise DeskError(
            f"TOCSIN_DESK_TOKEN: {LEAST_TOKEN_CHARS} characters at least, "
            "for instance from `openssl rand -hex 16`."
        )
    if not token and not is_this_machine(host):
        raise DeskError(
            f"TOCSIN_DESK is {host}: others than this machine could read the desk. Set TOCSIN_DESK_TOKEN, or "
            "TOCSIN_DESK to 127.0.0.1:8040."
        )


def is_this_machine(host: str) -> bool:
    """Say whether a host, with or without a port, is a name of this machine for itself."""
    name = host.rsplit(":", 1)[0] if host.count(":") == 1 else host
    if name == "localhost":
        return True
    try:
        return ip_address(name.strip("[]").rsplit("]", 1)[0]).is_loopback
    except ValueError:
        return False


def guard(token: str) -> Middleware:
    """Return the middleware that lets in whoever may, and puts on each answer what a page may do."""

    @web.middleware
    async def watch(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            answer = _refusal(request, token) or _welcome(request, token) or await handler(request)
        except web.HTTPException as error:
            error.headers.update(HEADERS)
            raise
        if not answer.prepared:
            answer.headers.update({name: answer.headers.get(name, value) for name, value in HEADERS.items()})
        return answer

    return watch


def _refusal(request: web.Request, token: str) -> web.Response | None:
    if not token and not is_this_machine(request.host):
        return web.Response(status=421, text="This desk answers to names of this machine alone.\n")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none") and (
        request.method != "GET" or request.path.startswith("/api/")
    ):
        return web.Response(status=403, text="Pages from elsewhere may not use this desk.\n")
    if request.method == "POST" and request.content_type != "application/json":
        return web.Response(status=415, text="Send JSON.\n")
    if token and not _is_known(request, token):
        return web.Response(
            status=401, text="Open this desk with ?token= and the token that it was started with.\n"
        )
    return None


def _welcome(request: web.Request, token: str) -> web.Response | None:
    """Return who came with the token in the address to the address without it, with a cookie."""
    if not token or "token" not in request.query:
        return None
    answer = web.Response(
        status=303, headers={"Location": str(request.rel_url.without_query_params("token"))}
    )
    answer.set_cookie(COOKIE, token, httponly=True, samesite="Strict", secure=request.secure)
    return answer


def _is_known(request: web.Request, token: str) -> bool:
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    said = (request.query.get("token", ""), request.cookies.get(COOKIE, ""), bearer)
    return any(hmac.compare_digest(each.encode(), token.encode()) for each in said)
