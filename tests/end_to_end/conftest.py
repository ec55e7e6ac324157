"""A real worker on a real broker: the embedded one, or the cluster that KAFKA_BOOTSTRAP names."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from command import TOCSIN, tocsin
from streams.broker import SETTINGS, embedded_broker
from streams.runtime.client import messages_behind, read_topic, sender
from streams.runtime.refusals import BrokerError
from streams.runtime.topics import ensure_topics
from streams.settings import Settings
from streams.wire.message import Incoming, Outgoing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# The least session timeout that Apache Kafka allows as it comes.
ON_A_CLUSTER = {
    "TOCSIN_SESSION_SECONDS": "6",
    "TOCSIN_HEARTBEAT_SECONDS": "1",
    "TOCSIN_COMMIT_SECONDS": "0.5",
}
PATIENCE_SECONDS = 600.0
POLL_SECONDS = 0.2


@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
    """Yield the address of a broker."""
    address = os.environ.get("KAFKA_BOOTSTRAP")
    if address:
        yield address
    else:
        with embedded_broker() as embedded:
            yield embedded


@dataclass(frozen=True)
class Installation:
    """One Tocsin of its own on the broker: topics and group that no other test touches."""

    environment: dict[str, str]
    settings: Settings
    folder: Path

    def with_settings(self, **changes: str) -> Installation:
        """Return the same with other settings, named as in the environment."""
        return _installation(self.environment | changes, self.folder)

    def tocsin(self, *arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
        """Run the command in this installation; `more` as for `command.tocsin`."""
        return tocsin(*arguments, **{**self.environment, **more})

    @contextmanager
    def worker(self, command: Sequence[str] = (*TOCSIN, "worker")) -> Iterator[Worker]:
        """Run a worker until the block ends, then kill it if it still runs."""
        log = self.folder / f"worker-{uuid.uuid4().hex[:6]}.log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                command,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd=self.folder,
            )
            worker = Worker(process, log)
            try:
                yield worker
            finally:
                worker.kill()

    def publish(self, values: Sequence[bytes | None]) -> None:
        """Publish raw values to `articles`, keyed by id where they have one; make the topics if need be."""

        async def send() -> None:
            await ensure_topics(self.settings)
            async with sender(self.settings) as opened:
                for value in values:
                    await opened.send(Outgoing("articles", _key(value), value, (("trace", b"\x00\xff"),)))

        asyncio.run(send())

    def send(self, topic: str, key: bytes, value: bytes | None) -> None:
        """Publish one message to a topic that is there."""

        async def send() -> None:
            async with sender(self.settings) as opened:
                await opened.send(Outgoing(topic, key, value))

        asyncio.run(send())

    def read(self, topic: str) -> list[Incoming]:
        """Return what is on a topic now."""

        async def read() -> list[Incoming]:
            return [message async for message in read_topic(topic, self.settings)]

        return asyncio.run(read())

    def wait_until_assigned(self, *workers: Worker) -> None:
        """Wait until all these workers are in the group, be it with no partition."""

        async def wait() -> None:
            for worker in workers:
                while b"_on_partitions_assigned" not in worker.log.read_bytes():
                    worker.must_be_alive()
                    await asyncio.sleep(POLL_SECONDS)

        asyncio.run(asyncio.wait_for(wait(), PATIENCE_SECONDS))

    def wait_until_idle(self, worker: Worker) -> None:
        """Wait until the workers have acknowledged everything that was published."""

        async def is_behind() -> bool:
            try:
                return bool(await messages_behind(self.settings))
            except BrokerError:  # a new cluster has to make the topic of offsets first
                return True

        async def wait() -> None:
            while await is_behind():
                worker.must_be_alive()
                await asyncio.sleep(POLL_SECONDS)

        asyncio.run(asyncio.wait_for(wait(), PATIENCE_SECONDS))

    def wait_for(self, topic: str, count: int, worker: Worker) -> list[Incoming]:
        """Return the first messages of a topic once it has this many."""

        async def wait() -> list[Incoming]:
            found: list[Incoming] = []
            async for message in read_topic(topic, self.settings, follow=True):
                found.append(message)
                if len(found) >= count:
                    break
            return found

        async def wait_beside_the_worker() -> list[Incoming]:
            waiting = asyncio.create_task(wait())
            while not (await asyncio.wait([waiting], timeout=POLL_SECONDS))[0]:
                worker.must_be_alive()
            return waiting.result()

        return asyncio.run(asyncio.wait_for(wait_beside_the_worker(), PATIENCE_SECONDS))


@dataclass(frozen=True)
class Worker:
    """A running worker process."""

    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """End it as a power cut would, its reading processes with it."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def must_be_alive(self) -> None:
        """Fail with the end of the log where the process has ended."""
        if self.process.poll() is not None:
            pytest.fail(f"the worker ended with {self.process.returncode}:\n{self.log.read_text()[-3000:]}")


@pytest.fixture
def installation(broker: str, tmp_path: Path) -> Installation:
    """Return a Tocsin of this test's own. It reads in one process, which is up soonest; `in_two_processes` in two."""
    name = f"t{uuid.uuid4().hex[:8]}"
    timing = ON_A_CLUSTER if "KAFKA_BOOTSTRAP" in os.environ else SETTINGS
    environment = {
        **timing,
        "TOCSIN_BOOTSTRAP": broker,
        "TOCSIN_APP_ID": name,
        "TOCSIN_TOPIC_PREFIX": f"{name}.",
        "TOCSIN_PARTITIONS": "4",
        "TOCSIN_PROCESSES": "1",
    }
    return _installation(environment, tmp_path)


@pytest.fixture
def in_two_processes(installation: Installation) -> Installation:
    """Return it with articles read beside one another, so that they are done in another order."""
    return installation.with_settings(TOCSIN_PROCESSES="2")


def _installation(environment: dict[str, str], folder: Path) -> Installation:
    fields = {key.removeprefix("TOCSIN_").lower(): value for key, value in environment.items()}
    return Installation(environment, Settings.model_validate(fields), folder)


def _key(value: bytes | None) -> bytes | None:
    if value is None:
        return b"urn:test:gone"  # a tombstone is a key without a value
    try:
        return str(json.loads(value)["id"]).encode()[:100]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
