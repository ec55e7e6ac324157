"""A broker that asks who comes: TLS, SCRAM, tokens, and for each role the rights that `tocsin topics acls` gives it."""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
import os
import secrets
import time
import uuid
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from schemas.acls import ROLES
from streams.demo import ARTICLES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

pytestmark = [
    pytest.mark.broker,
    pytest.mark.model,
    pytest.mark.skipif(
        "KAFKA_BOOTSTRAP" not in os.environ, reason="it needs Apache Kafka (`make test-kafka`)"
    ),
]

ROOT = Path(__file__).parents[2]
PASSWORDS = {f"tocsin-{role}": secrets.token_hex(12) for role in ROLES}
LINE = ARTICLES.read_bytes().splitlines()[0]
RULE = ROOT / "docs" / "examples" / "airspace-closure.yaml"


@pytest.fixture(scope="module")
def guarded() -> Iterator[Any]:
    """Yield a broker that has a user for each role, who may do nothing yet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "deploy" / "kafka-local"))
        kafka = importlib.import_module("guarded")
    with kafka.guarded_kafka(PASSWORDS) as broker:
        yield broker


@pytest.fixture(scope="module")
def prefix() -> str:
    return f"t{uuid.uuid4().hex[:8]}."


@pytest.fixture
def owner(installation: Any, guarded: Any, prefix: str) -> Any:
    """Return an installation whose topics are made and whose roles have their rights."""
    made = installation.with_settings(
        TOCSIN_BOOTSTRAP=guarded.own_address, TOCSIN_APP_ID=prefix.rstrip("."), TOCSIN_TOPIC_PREFIX=prefix
    )
    if "missing" in made.tocsin("topics", "show", check=True).stdout:
        made.tocsin("topics", "create", check=True)
        guarded.allow(made.tocsin("topics", "acls", check=True).stdout.splitlines())
    return made


@pytest.fixture
def as_role(owner: Any, guarded: Any) -> Any:
    """Return what makes an installation of a role."""

    def come(role: str, **more: str) -> Any:
        user = f"tocsin-{role}"
        proof = {
            "TOCSIN_BOOTSTRAP": guarded.address,
            "TOCSIN_TLS": "1",
            "TOCSIN_TLS_CA": str(guarded.authority),
            "TOCSIN_SASL": "SCRAM-SHA-512",
            "TOCSIN_USER": user,
            "TOCSIN_PASSWORD": PASSWORDS[user],
        }
        return owner.with_settings(**(proof | more))

    return come


def test_each_role_does_its_part_over_tls_and_no_secret_is_told(as_role: Any, tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_bytes(ARTICLES.read_bytes())
    as_role("publisher").tocsin("publish", articles, check=True)
    working = as_role("worker")
    with working.worker() as worker:
        working.wait_until_idle(worker)
        author = as_role("rule-author").tocsin("rules", "publish", RULE, "--wait", "120", check=True)
        command_line = Path(f"/proc/{worker.process.pid}/cmdline").read_bytes()
        log = worker.log.read_text()
    rung = as_role("subscriber").tocsin("alerts", "--once", "--json", check=True).stdout.splitlines()
    doctor = as_role("operator").tocsin("doctor", "--json")

    assert "in force as revision" in author.stderr
    assert "troop-buildup" in {json.loads(line)["kind"] for line in rung}
    assert {found["what"]: found["level"] for found in map(json.loads, doctor.stdout.splitlines())}[
        "lag"
    ] == "ok"
    told = log + command_line.decode("utf-8", "replace") + repr(working.settings)
    assert not any(password in told for password in PASSWORDS.values())


@pytest.mark.parametrize(
    ("role", "arguments"),
    [
        ("publisher", ("alerts", "--once")),
        ("publisher", ("tap", "articles")),
        ("publisher", ("rules", "publish", RULE, "--untested")),
        ("subscriber", ("publish", ARTICLES)),
        ("subscriber", ("rules", "publish", RULE, "--untested")),
        ("subscriber", ("tap", "articles.enriched")),
        ("desk", ("publish", ARTICLES)),
        ("rule-author", ("publish", ARTICLES)),
        ("analyst", ("tap", "alerts.state")),
    ],
)
def test_a_role_may_do_no_more_than_its_part(as_role: Any, role: str, arguments: tuple[Any, ...]) -> None:
    done = as_role(role).tocsin(*arguments)

    assert done.returncode == 1
    assert "does not let this user" in done.stderr or f"'tocsin-{role}' is not let at it" in done.stderr


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"TOCSIN_PASSWORD": "wrong"}, "TOCSIN_USER"),
        ({"TOCSIN_TLS_CA": ""}, "TOCSIN_TLS_CA"),
        ({"TOCSIN_TLS": "0", "TOCSIN_TLS_CA": ""}, "TOCSIN_TLS=1"),
    ],
)
def test_who_cannot_prove_himself_is_told_what_to_set(
    as_role: Any, changed: dict[str, str], said: str
) -> None:
    done = as_role("subscriber", **changed).tocsin("alerts", "--once")

    assert done.returncode == 1
    assert said in done.stderr


def test_a_password_may_lie_in_a_file(as_role: Any, tmp_path: Path) -> None:
    (tmp_path / "tocsin_password").write_text(PASSWORDS["tocsin-subscriber"])
    known = as_role("subscriber", TOCSIN_SECRETS=str(tmp_path))
    environment = {name: value for name, value in known.environment.items() if name != "TOCSIN_PASSWORD"}

    done = type(known)(environment, known.settings, known.folder).tocsin("alerts", "--once", "--json")

    assert done.returncode == 0, done.stderr


async def test_tokens_of_an_oauth_server_open_the_broker(as_role: Any) -> None:
    async with token_server("the secret") as address:
        proof = {"TOCSIN_SASL": "OAUTHBEARER", "TOCSIN_TOKEN_URL": address, "TOCSIN_PASSWORD": "the secret"}
        known, unknown = (
            as_role("subscriber", **proof),
            as_role("subscriber", **proof | {"TOCSIN_PASSWORD": "another"}),
        )
        good = await asyncio.to_thread(known.tocsin, "alerts", "--once", "--json")
        bad = await asyncio.to_thread(unknown.tocsin, "alerts", "--once", "--json")

    assert good.returncode == 0, good.stderr
    assert bad.returncode == 1
    assert "TOCSIN_TOKEN_URL" in bad.stderr
    assert "another" not in bad.stderr


@asynccontextmanager
async def token_server(secret: str) -> AsyncIterator[str]:
    """Yield where tokens are given for client credentials, unsigned ones, which this broker takes."""

    async def give(request: web.Request) -> web.Response:
        scheme, _, login = request.headers["Authorization"].partition(" ")
        user, _, said = base64.b64decode(login).decode().partition(":")
        if scheme != "Basic" or said != secret:
            return web.json_response({"error": "invalid_client"}, status=401)
        now = int(time.time())
        parts = ({"alg": "none"}, {"sub": user, "iat": now, "exp": now + 300})
        token = ".".join(
            base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in parts
        )
        return web.json_response({"access_token": f"{token}.", "token_type": "Bearer", "expires_in": 300})

    app = web.Application()
    app.add_routes([web.post("/token", give)])
    async with TestServer(app) as server:
        yield str(server.make_url("/token"))
