"""Access: how every client knows its brokers, and proves to them who it is."""

from __future__ import annotations

import socket
import ssl
import time
from typing import TYPE_CHECKING, Any

import aiohttp
from aiokafka.abc import AbstractTokenProvider
from aiokafka.errors import KafkaConnectionError

if TYPE_CHECKING:
    from streams.settings import Settings

LONGEST_TOKEN_SECONDS = 10.0
LONGEST_LOOK_SECONDS = 1.0
_PROOFS = {
    "": "a certificate alone: does it want TOCSIN_SASL?",
    "PLAIN": "TOCSIN_PASSWORD (PLAIN)",
    "SCRAM-SHA-256": "TOCSIN_PASSWORD (SCRAM-SHA-256)",
    "SCRAM-SHA-512": "TOCSIN_PASSWORD (SCRAM-SHA-512)",
    "OAUTHBEARER": "the token of TOCSIN_TOKEN_URL, if that gives one",
}
USED_UP = 0.8
"""A token is asked for anew when that much of its life is over."""


def client_options(settings: Settings) -> dict[str, Any]:
    """Return what an aiokafka client is opened with."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.bootstrap,
        "security_protocol": _protocol(settings),
    }
    if settings.tls:
        options["ssl_context"] = tls_context(settings)
    if settings.sasl == "OAUTHBEARER":
        options |= {"sasl_mechanism": settings.sasl, "sasl_oauth_token_provider": Tokens(settings)}
    elif settings.sasl:
        options |= {
            "sasl_mechanism": settings.sasl,
            "sasl_plain_username": settings.user,
            "sasl_plain_password": settings.password.get_secret_value(),
        }
    return options


def tls_context(settings: Settings) -> ssl.SSLContext:
    """Return how brokers are known, by name and authority, and the client's own certificate where it has one."""
    context = ssl.create_default_context(cafile=settings.tls_ca)
    if settings.tls_certificate:
        context.load_cert_chain(settings.tls_certificate, settings.tls_key)
    return context


def look_again(settings: Settings) -> str:
    """Return why a broker cannot be spoken with although somebody answers there; empty where nobody does.

    aiokafka tells of a certificate or password that is not taken what it tells of a broker that is away.
    """
    address = settings.bootstrap.split(",")[0].strip()
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), LONGEST_LOOK_SECONDS) as plain:
            if settings.tls:
                tls_context(settings).wrap_socket(plain, server_hostname=host).close()
    except ssl.SSLCertVerificationError as error:
        return (
            f"The certificate of {address} is not from an authority that is known ({error.verify_message}): set "
            "TOCSIN_TLS_CA to the file of its authority."
        )
    except ssl.SSLError:
        return f"Somebody answers at {address}, but does not speak TLS: set TOCSIN_TLS=0, or another port."
    except (OSError, ValueError):
        return ""
    if not settings.tls:
        return (
            f"Somebody answers at {address}, but not as a Kafka broker without TLS does: is it the right port, and "
            "does it want TOCSIN_TLS=1?"
        )
    return f"{address} does not let TOCSIN_USER {settings.user!r} in by {_PROOFS[settings.sasl]}."


class Tokens(AbstractTokenProvider):  # type: ignore[misc] # aiokafka has no types for it
    """Tokens of an OAuth 2.0 server, by client credentials (RFC 6749, 4.4): id and secret are user and password."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._token = ""
        self._until = 0.0

    async def token(self) -> str:
        """Return a token that is good for a while yet. Raises `KafkaConnectionError`."""
        if time.monotonic() >= self._until:
            asked_at = time.monotonic()
            answer = await self._ask()
            self._token = str(answer["access_token"])
            self._until = asked_at + USED_UP * float(answer.get("expires_in", 0))
        return self._token

    async def _ask(self) -> dict[str, Any]:
        settings = self._settings
        form = {"grant_type": "client_credentials"} | (
            {"scope": settings.token_scope} if settings.token_scope else {}
        )
        login = aiohttp.encode_basic_auth(settings.user, settings.password.get_secret_value())
        timeout = aiohttp.ClientTimeout(total=LONGEST_TOKEN_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(settings.token_url, data=form, headers={"Authorization": login}) as answer,
            ):
                said: dict[str, Any] = await answer.json()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise KafkaConnectionError(f"TOCSIN_TOKEN_URL does not answer: {error}") from error
        if "access_token" not in said:
            raise KafkaConnectionError(f"TOCSIN_TOKEN_URL gives no token: {said.get('error', answer.status)}")
        return said


def _protocol(settings: Settings) -> str:
    kind = "SSL" if settings.tls else "PLAINTEXT"
    return f"SASL_{kind}" if settings.sasl else kind
