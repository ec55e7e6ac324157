"""The schema registry, where an installation has one: each value then says by which schema it was written.

Spoken is the interface of Confluent's registry, which Apicurio, Karapace and Redpanda answer to as well. A contract is
asked for, and registered where the registry does not have it; ids are for ever, and asked for once by each process.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import aiohttp

from schemas.generate import contract_text
from schemas.ninjs import NinjsV1
from schemas.rule import AppliedRuleV1
from schemas.topics import ARTICLES, CLAIMS, REJECTED, TOPICS
from streams.runtime.access import tls_context
from streams.runtime.refusals import BrokerError
from streams.wire.framing import frame_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from pydantic import BaseModel

    from streams.settings import Settings
    from streams.wire.message import Outgoing

LONGEST_ANSWER_SECONDS = 10.0
MEDIA_TYPE = "application/vnd.schemaregistry.v1+json"
NOT_FOUND = 404
SAID_CHARS = 300

SECOND: Mapping[str, tuple[type[BaseModel], ...]] = {
    ARTICLES.name: (NinjsV1,),
    CLAIMS.name: (AppliedRuleV1,),
}
"""What else values of a topic may be: items of ninjs, and watchlists."""

CONTRACTS: Mapping[str, tuple[type[BaseModel], ...]] = {
    topic.name: (topic.value, *SECOND.get(topic.name, ())) for topic in TOPICS if topic is not REJECTED
}
"""The contracts of each topic whose values are documents of ours, its own first; dead letters are whatever came."""


class Frames:
    """What is put before values: nothing where no registry is set."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: dict[str, bytes] = {}

    async def learn(self, names: Iterable[str]) -> dict[str, int]:
        """Have the contracts of these topics, by declared name, registered; return their ids by subject.

        Raises `BrokerError` where the registry is away or refuses.
        """
        return await self._learn(_subjects(names, self._settings))

    async def framed(self, message: Outgoing) -> bytes | None:
        """Return the value of a message as it goes to the broker. Raises `BrokerError` as `learn` does."""
        is_ours = self._settings.registry and message.topic in CONTRACTS and not message.is_raw
        if not is_ours or not message.value:
            return message.value
        own = CONTRACTS[message.topic][0]
        subject = _subject(message.topic, message.form or own, self._settings)
        if subject not in self._known:
            await self._learn({subject: message.form or own})
        return self._known[subject] + message.value

    async def _learn(self, wanted: Mapping[str, type[BaseModel]]) -> dict[str, int]:
        if not self._settings.registry:
            return {}
        found: dict[str, int] = {}
        async with _asking(self._settings) as registry:
            for subject, contract in wanted.items():
                found[subject] = await registry.registered(subject, contract)
                self._known[subject] = frame_of(found[subject])
        return found


async def look_up(names: Iterable[str], settings: Settings) -> dict[str, int | None]:
    """Return the ids of topics' contracts by subject, None where the registry does not have one; none is registered.

    Raises `BrokerError`.
    """
    async with _asking(settings) as registry:
        return {
            subject: await registry.known(subject, contract)
            for subject, contract in _subjects(names, settings).items()
        }


class _Registry:
    def __init__(self, session: aiohttp.ClientSession, settings: Settings) -> None:
        self._session = session
        self._settings = settings

    async def registered(self, subject: str, contract: type[BaseModel]) -> int:
        known = await self.known(subject, contract)
        if known is not None:
            return known
        made = await self._ask(subject, "/versions", contract)
        if made is None:
            raise BrokerError(f"TOCSIN_REGISTRY: nothing at {self._settings.registry} takes schemas.")
        return made

    async def known(self, subject: str, contract: type[BaseModel]) -> int | None:
        return await self._ask(subject, "", contract)

    async def _ask(self, subject: str, rest: str, contract: type[BaseModel]) -> int | None:
        """Return the id that is answered, None where there is nothing."""
        address = f"{self._settings.registry.rstrip('/')}/subjects/{quote(subject, safe='')}{rest}"
        asked = {"schemaType": "JSON", "schema": contract_text(contract)}
        try:
            async with self._session.post(address, json=asked) as answer:
                said: Any = await answer.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise BrokerError(
                f"No schema registry answers at TOCSIN_REGISTRY={self._settings.registry} ({_plain(error)})."
            ) from error
        if answer.status == NOT_FOUND:
            return None
        if isinstance(said, dict) and answer.ok and isinstance(said.get("id"), int):
            return int(said["id"])
        reason = said.get("message") if isinstance(said, dict) else None
        raise BrokerError(
            f"The schema registry refuses the contract of {subject} ({answer.status}): "
            f"{str(reason or 'it does not say why')[:SAID_CHARS]}"
        )


@asynccontextmanager
async def _asking(settings: Settings) -> AsyncIterator[_Registry]:
    headers = {"Content-Type": MEDIA_TYPE, "Accept": f"{MEDIA_TYPE}, application/json"}
    if settings.registry_user:
        password = settings.registry_password.get_secret_value()
        headers["Authorization"] = aiohttp.encode_basic_auth(settings.registry_user, password)
    connector = aiohttp.TCPConnector(ssl=tls_context(settings) if settings.tls_ca else True)
    timeout = aiohttp.ClientTimeout(total=LONGEST_ANSWER_SECONDS)
    async with aiohttp.ClientSession(headers=headers, timeout=timeout, connector=connector) as session:
        yield _Registry(session, settings)


def _subjects(names: Iterable[str], settings: Settings) -> dict[str, type[BaseModel]]:
    return {_subject(name, contract, settings): contract for name in names for contract in CONTRACTS[name]}


def _subject(name: str, contract: type[BaseModel], settings: Settings) -> str:
    """Return the subject of a contract: the topic's own by the topic's name, another by the contract's too."""
    return f"{settings.topic(name)}-{'value' if contract is CONTRACTS[name][0] else contract.__name__}"


def _plain(error: BaseException) -> str:
    return str(error)[:SAID_CHARS] or type(error).__name__
