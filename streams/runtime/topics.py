"""Topics on the broker: made where missing, as declared, and looked at."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from schemas.topics import SEEN, STATE, TOPICS
from streams.runtime.access import client_options
from streams.runtime.refusals import BrokerError, explain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from schemas.topics import Topic
    from streams.settings import Settings

LONGEST_WAIT_SECONDS = 20.0
PAUSE_SECONDS = 0.2


def declared_topics(settings: Settings) -> tuple[Topic, ...]:
    """Return every topic under its full name, with the partitions that the settings ask for."""
    return tuple(
        replace(topic, name=settings.topic(topic.name), partitions=_partitions(topic, settings))
        for topic in (*TOPICS, SEEN, STATE)
    )


def _partitions(topic: Topic, settings: Settings) -> int:
    return 1 if topic.is_one_sequence else settings.partitions or topic.partitions


async def ensure_there(topic: Topic, settings: Settings) -> None:
    """Make all topics where this one is missing: where it is there, whoever needs no other need not see any other.

    Raises `BrokerError` with a sentence that says what to do.
    """
    async with admin(settings) as client:
        is_there = settings.topic(topic.name) in set(await client.list_topics())
    if not is_there:
        await ensure_topics(settings)


async def ensure_topics(settings: Settings) -> dict[str, int]:
    """Make the topics that are missing; return how many partitions each has.

    Topics that exist stay as they are. Raises `BrokerError` with a sentence that says what to do.
    """
    wanted = declared_topics(settings)
    async with admin(settings) as client:
        existing = set(await client.list_topics())
        missing = [topic for topic in wanted if topic.name not in existing]
        if missing:
            await _create(client, missing, settings)
        found = await known(client, [topic.name for topic in wanted])
    for topic in wanted:
        if topic.is_one_sequence and found[topic.name] != 1:
            raise BrokerError(
                f"Topic {topic.name!r} has {found[topic.name]} partitions, and needs exactly one: the offsets of its "
                "messages are revisions. Delete it; `tocsin topics create` makes it as it must be."
            )
    return found


@asynccontextmanager
async def admin(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """Open an admin client. Raises `BrokerError`, from whatever is done with it, too."""
    client = AIOKafkaAdminClient(
        **client_options(settings), client_id=settings.app_id, request_timeout_ms=20_000
    )
    try:
        await client.start()
        yield client
    except (KafkaError, OSError) as error:
        raise BrokerError(explain(error, settings)) from error
    finally:
        await client.close()


async def count_partitions(client: AIOKafkaAdminClient, names: list[str]) -> dict[str, int]:
    """Return how many partitions each of these topics has, none where it is not there.

    Only topics that are there are asked about: a broker makes others by being asked, as it likes them.
    """
    existing = set(await client.list_topics())
    there = [name for name in names if name in existing]
    found = await client.describe_topics(there) if there else []
    return dict.fromkeys(names, 0) | {each["topic"]: len(each["partitions"]) for each in found}


async def read_configs(client: AIOKafkaAdminClient, names: list[str]) -> dict[str, dict[str, str]]:
    """Return the settings of those of these topics that the broker tells, by the names that Kafka gives them."""
    asked = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    answers = await client.describe_configs(asked)
    return {
        name: {entry[0]: entry[1] for entry in entries}
        for answer in answers
        for code, _, _, name, entries in answer.resources
        if not code
    }


async def known(
    client: AIOKafkaAdminClient, names: list[str], seconds: float = LONGEST_WAIT_SECONDS
) -> dict[str, int]:
    """Return how many partitions each of these topics has, once the brokers have told one another of them.

    Raises `BrokerError` where they do not in time.
    """
    deadline = time.monotonic() + seconds
    while True:
        found = await count_partitions(client, names)
        missing = sorted(name for name, count in found.items() if not count)
        if not missing:
            return found
        if time.monotonic() > deadline:
            raise BrokerError(f"Topic {missing[0]!r} was made, and the broker does not know it: try again.")
        await asyncio.sleep(PAUSE_SECONDS)


def in_sync_config(settings: Settings) -> dict[str, str]:
    """Return how many brokers must have a message before it is confirmed: one may die, and what was said is kept."""
    needed = settings.replication - 1
    return {"min.insync.replicas": str(needed)} if needed > 1 else {}


async def _create(client: AIOKafkaAdminClient, topics: list[Topic], settings: Settings) -> None:
    wanted = [
        NewTopic(
            topic.name,
            topic.partitions,
            settings.replication,
            topic_configs=topic.config | in_sync_config(settings),
        )
        for topic in topics
    ]
    response = await client.create_topics(wanted)
    for name, code, *detail in response.topic_errors:
        problem = for_code(code)
        if code and problem is not TopicAlreadyExistsError:
            said = f" ({detail[0]})" if detail and detail[0] else ""
            raise BrokerError(f"Topic {name!r} cannot be made: {explain(problem(), settings)}{said}")
