"""Plain Kafka clients for the command line: publish bytes, read a topic, ask how far the workers are."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from schemas import topics
from streams.runtime.access import client_options
from streams.runtime.refusals import BrokerError, explain
from streams.runtime.registry import Frames
from streams.runtime.topics import admin, count_partitions
from streams.wire.framing import parted
from streams.wire.message import Incoming

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from aiokafka import ConsumerRecord
    from aiokafka.structs import RecordMetadata

    from streams.settings import Settings
    from streams.wire.message import Outgoing

POLL_MS = 500
FETCH_ONE_MS = 200


class Standing(NamedTuple):
    """How far the workers are on a partition: the offset up to which they acknowledged, and where it ends."""

    done: int
    end: int


class Sender:
    """Publishes messages; `send` answers at once, `flush` when the broker has all of them."""

    def __init__(self, producer: AIOKafkaProducer, settings: Settings) -> None:
        self._producer = producer
        self._settings = settings
        self._frames = Frames(settings)
        self._confirmations: list[asyncio.Future[RecordMetadata]] = []

    async def send(self, message: Outgoing) -> None:
        """Hand a message over. Raises `KafkaError` where it is larger than a request may be.

        Raises `BrokerError` where the schema registry is away or does not take its contract.
        """
        value = await self._frames.framed(message)
        self._confirmations.append(
            await self._producer.send(
                self._settings.topic(message.topic),
                key=message.key,
                value=value,
                headers=list(message.headers),
                partition=message.partition,
            )
        )

    async def flush(self) -> list[int]:
        """Wait until everything handed over is on the broker; return the offsets, in that order."""
        waiting, self._confirmations = self._confirmations, []
        return [record.offset for record in await asyncio.gather(*waiting)]


@asynccontextmanager
async def sender(settings: Settings) -> AsyncIterator[Sender]:
    """Open a producer. Raises `BrokerError`, from whatever is done with it, too."""
    producer = AIOKafkaProducer(
        **client_options(settings),
        client_id=settings.app_id,
        acks="all",
        max_request_size=max(topic.max_message_bytes for topic in topics.TOPICS),
    )
    try:
        await producer.start()
        opened = Sender(producer, settings)
        yield opened
        await opened.flush()
    except (KafkaError, OSError) as error:
        raise BrokerError(explain(error, settings)) from error
    finally:
        await producer.stop()


async def read_topic(
    name: str, settings: Settings, follow: bool = False, last: int | None = None, gather_ms: int = 0
) -> AsyncIterator[Incoming]:
    """Yield a topic's messages: those that are there now, and with `follow` those that come. No group is joined.

    Of what is there, only the `last` so many offsets of each partition, if that is given. With `gather_ms` what comes
    in that time is fetched in one go. Raises `BrokerError`.
    """
    partitions = await _partitions([name], settings)
    consumer = AIOKafkaConsumer(
        **client_options(settings),
        client_id=settings.app_id,
        max_partition_fetch_bytes=8 * topics.MIB,
        fetch_min_bytes=topics.MIB if gather_ms else 1,
        fetch_max_wait_ms=gather_ms or POLL_MS,
    )
    try:
        await consumer.start()
        ends = await consumer.end_offsets(partitions)
        consumer.assign(partitions)
        if last == 0:
            await consumer.seek_to_end(*partitions)
        else:
            await consumer.seek_to_beginning(*partitions)
            if last is not None:
                await _skip_to_last(consumer, ends, last)
        while follow or await _is_behind(consumer, ends):
            for records in (await consumer.getmany(timeout_ms=POLL_MS)).values():
                for record in records:
                    yield received(record)
    except (KafkaError, OSError) as error:
        raise BrokerError(explain(error, settings)) from error
    finally:
        await consumer.stop()


async def _skip_to_last(consumer: AIOKafkaConsumer, ends: Mapping[TopicPartition, int], last: int) -> None:
    first = await consumer.beginning_offsets(list(ends))
    for partition, end in ends.items():
        if end - last > first[partition]:
            consumer.seek(partition, end - last)


async def fetch(place: tuple[str, int, int], settings: Settings) -> Incoming | None:
    """Return the message at a place: full name of the topic, partition, offset. None where it is gone by now.

    Raises `BrokerError`.
    """
    topic, partition, offset = place
    wanted = TopicPartition(topic, partition)
    consumer = AIOKafkaConsumer(
        **client_options(settings),
        client_id=settings.app_id,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=FETCH_ONE_MS,
    )
    try:
        await consumer.start()
        consumer.assign([wanted])
        consumer.seek(wanted, offset)
        records = await consumer.getmany(wanted, timeout_ms=FETCH_ONE_MS * 10, max_records=1)
    except (KafkaError, OSError) as error:
        raise BrokerError(explain(error, settings)) from error
    finally:
        await consumer.stop()
    found = [received(record) for record in records.get(wanted, ()) if record.offset == offset]
    return found[0] if found else None


async def messages_behind(settings: Settings) -> int:
    """Return how many messages of `articles` and `claims` the workers have yet to acknowledge."""
    partitions = await _partitions([topics.ARTICLES.name, topics.CLAIMS.name], settings)
    found = await how_far([(each.topic, each.partition) for each in partitions], settings)
    return sum(max(0, standing.end - standing.done) for standing in found.values())


async def how_far(places: Iterable[tuple[str, int]], settings: Settings) -> dict[tuple[str, int], Standing]:
    """Return how far the workers are on partitions, given by full name and number. Raises `BrokerError`.

    What is acknowledged is asked first and where the topics end after that: an article whose claims are on their
    way in between is then counted by its claims. What the broker has deleted by now nobody has yet to read.
    """
    partitions = [TopicPartition(*place) for place in places]
    if not partitions:
        return {}
    async with admin(settings) as client:
        committed = await client.list_consumer_group_offsets(settings.app_id, partitions=partitions)
    if any(each not in committed for each in partitions):
        # While a coordinator dies or starts, its answer is an empty list, without an error that aiokafka looks at.
        raise BrokerError(
            f"The coordinator of group {settings.app_id!r} does not answer: it is being replaced."
        )
    found = await _begins_and_ends(partitions, settings)
    return {
        (each.topic, each.partition): Standing(max(committed[each].offset, begin), end)
        for each, (begin, end) in found.items()
    }


async def ends_at(places: Iterable[tuple[str, int]], settings: Settings) -> dict[tuple[str, int], int]:
    """Return where partitions end, given by full name and number. Raises `BrokerError`."""
    partitions = [TopicPartition(*place) for place in places]
    found = await _begins_and_ends(partitions, settings) if partitions else {}
    return {(each.topic, each.partition): end for each, (_, end) in found.items()}


async def ends_of(name: str, settings: Settings) -> dict[tuple[str, int], int]:
    """Return where each partition of a topic ends that holds something. Raises `BrokerError`."""
    found = await _begins_and_ends(await _partitions([name], settings), settings)
    return {(each.topic, each.partition): end for each, (begin, end) in found.items() if begin < end}


async def _begins_and_ends(
    partitions: list[TopicPartition], settings: Settings
) -> dict[TopicPartition, tuple[int, int]]:
    consumer = AIOKafkaConsumer(**client_options(settings))
    try:
        await consumer.start()
        begins = await consumer.beginning_offsets(partitions)
        ends = await _ends(consumer, partitions)
    except (KafkaError, OSError) as error:
        raise BrokerError(explain(error, settings)) from error
    finally:
        await consumer.stop()
    return {each: (begins[each], ends[each]) for each in partitions}


def received(record: ConsumerRecord[bytes, bytes]) -> Incoming:
    """Return a client's record as a value."""
    frame, value = parted(record.value)
    return Incoming(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        key=record.key,
        value=value,
        frame=frame,
        headers=tuple((name, value or b"") for name, value in record.headers),
        timestamp=record.timestamp / 1000,
    )


async def _partitions(names: list[str], settings: Settings) -> list[TopicPartition]:
    async with admin(settings) as client:
        found = await count_partitions(client, [settings.topic(name) for name in names])
    for topic, count in found.items():
        if not count:
            hidden = (
                f", or {settings.user!r} is not let at it (`tocsin topics acls`)" if settings.user else ""
            )
            raise BrokerError(
                f"Topic {topic!r} is not on the broker: make it with `tocsin topics create`{hidden}."
            )
    return [TopicPartition(topic, number) for topic, count in found.items() for number in range(count)]


async def _is_behind(consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> bool:
    for partition, end in ends.items():
        if await consumer.position(partition) < max(end, consumer.highwater(partition) or 0):
            return True
    return False


async def _ends(consumer: AIOKafkaConsumer, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
    """Return where each partition ends.

    The embedded broker, asked for an end, counts the last batch as one message; what it fetches tells the truth.
    """
    ends: dict[TopicPartition, int] = await consumer.end_offsets(partitions)
    filled = [partition for partition, end in ends.items() if end]
    if not filled:
        return ends
    consumer.assign(filled)
    for partition in filled:
        consumer.seek(partition, ends[partition] - 1)
    while any(consumer.highwater(partition) is None for partition in filled):
        await consumer.getmany(timeout_ms=POLL_MS)
    return ends | {partition: consumer.highwater(partition) for partition in filled}
