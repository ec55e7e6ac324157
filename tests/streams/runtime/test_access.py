from __future__ import annotations

import ssl
import threading
from contextlib import closing, contextmanager, suppress
from socket import create_server
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiokafka.errors import KafkaConnectionError
from pydantic import SecretStr

from streams.runtime.access import Tokens, client_options, look_again
from streams.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = SecretStr("s3cret")


def test_as_it_comes_nothing_is_proven() -> None:
    assert client_options(Settings()) == {
        "bootstrap_servers": "127.0.0.1:9092",
        "security_protocol": "PLAINTEXT",
    }


def test_a_user_comes_in_by_scram_over_tls() -> None:
    options = client_options(Settings(tls=True, sasl="SCRAM-SHA-512", user="desk", password=SECRET))
    context = options.pop("ssl_context")

    assert isinstance(context, ssl.SSLContext)
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert options == {
        "bootstrap_servers": "127.0.0.1:9092",
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "desk",
        "sasl_plain_password": "s3cret",
    }


@contextmanager
def somebody() -> Iterator[str]:
    """Yield where somebody takes a connection and hangs up."""
    with closing(create_server(("127.0.0.1", 0))) as server:

        def answer() -> None:
            with suppress(OSError):  # nobody came
                connection, _ = server.accept()
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                connection.close()

        threading.Thread(target=answer, daemon=True).start()
        host, port = server.getsockname()
        yield f"{host}:{port}"


def test_somebody_who_is_no_broker_is_told_from_nobody() -> None:
    assert look_again(Settings(bootstrap="127.0.0.1:1")) == ""
    with somebody() as address:
        assert "TOCSIN_TLS=1" in look_again(Settings(bootstrap=address))
    with somebody() as address:
        assert "does not speak TLS" in look_again(Settings(bootstrap=address, tls=True))


async def test_a_token_is_asked_for_once_while_it_is_good() -> None:
    asked: list[str] = []

    async def give(request: web.Request) -> web.Response:
        asked.append(await request.text())
        return web.json_response({"access_token": f"token {len(asked)}", "expires_in": lives})

    app = web.Application()
    app.add_routes([web.post("/", give)])
    async with TestServer(app) as server:
        settings = Settings(
            sasl="OAUTHBEARER",
            user="desk",
            password=SECRET,
            token_url=str(server.make_url("/")),
            token_scope="kafka",  # noqa: S106 - no password
        )
        tokens, lives = Tokens(settings), 300
        assert [await tokens.token(), await tokens.token()] == ["token 1", "token 1"]
        tokens, lives = Tokens(settings), 0
        assert [await tokens.token(), await tokens.token()] == ["token 2", "token 3"]

    assert asked[0] == "grant_type=client_credentials&scope=kafka"


async def test_a_server_that_gives_no_token_is_named_and_the_secret_is_not() -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.json_response({"error": "invalid_client"}, status=401)

    app = web.Application()
    app.add_routes([web.post("/", refuse)])
    async with TestServer(app) as server:
        settings = Settings(
            sasl="OAUTHBEARER", user="desk", password=SECRET, token_url=str(server.make_url("/"))
        )
        with pytest.raises(
            KafkaConnectionError, match="TOCSIN_TOKEN_URL gives no token: invalid_client"
        ) as found:
            await Tokens(settings).token()

    assert "s3cret" not in str(found.value)
