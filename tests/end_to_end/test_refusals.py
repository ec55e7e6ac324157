"""A broker's no ends the worker with a sentence and an exit code: never a worker that lives and reads nothing."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from aiokafka.admin import NewTopic

from command import tocsin
from streams.runtime.refusals import EXIT_REFUSED
from streams.runtime.topics import admin

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.broker


@pytest.fixture
def web_server() -> Iterator[str]:
    """Yield the address of a server that speaks HTTP to whoever calls."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def answer() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with closing(caller):
                    caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize(
    "command", [["worker"], ["topics", "show"], ["rejected"], ["alerts", "--once"]], ids=" ".join
)
def test_no_broker_is_a_sentence_that_says_what_to_do(command: list[str]) -> None:
    done = tocsin(*command, TOCSIN_BOOTSTRAP="127.0.0.1:1")

    assert done.returncode == 1
    assert done.stderr.strip() == (
        "No Kafka broker answers at 127.0.0.1:1: start one, or set TOCSIN_BOOTSTRAP to where it is."
    )


def test_a_server_that_does_not_speak_kafka_is_a_sentence(web_server: str) -> None:
    done = tocsin("worker", TOCSIN_BOOTSTRAP=web_server)

    assert done.returncode == 1
    assert done.stderr.strip().startswith(f"Somebody answers at {web_server}, but not as a Kafka broker")
    assert "Traceback" not in done.stderr


def test_a_setting_that_cannot_be_used_is_named() -> None:
    done = tocsin("worker", TOCSIN_PROCESSES="none")

    assert done.returncode == 1
    assert done.stderr.startswith("TOCSIN_PROCESSES: ")


def test_a_model_that_is_not_installed_is_named(installation: Any) -> None:
    done = installation.tocsin("worker", TOCSIN_MODEL="en_core_web_none")

    assert done.returncode == EXIT_REFUSED
    assert "The spaCy model 'en_core_web_none' is not installed" in done.stderr


def test_a_topic_of_rules_in_several_partitions_is_refused_before_revisions_mean_two_things(
    installation: Any,
) -> None:
    async def split() -> None:
        async with admin(installation.settings) as client:
            await client.create_topics([NewTopic(installation.settings.topic("alert-rules"), 4, 1)])

    asyncio.run(split())
    done = installation.tocsin("worker")

    assert done.returncode == 1
    assert "alert-rules' has 4 partitions, and needs exactly one" in done.stderr


@pytest.mark.kafka
@pytest.mark.skipif(
    "KAFKA_BOOTSTRAP" not in os.environ, reason="the embedded broker takes any session timeout"
)
def test_a_session_timeout_out_of_the_brokers_bounds_ends_the_worker(installation: Any) -> None:
    done = installation.tocsin("worker", TOCSIN_SESSION_SECONDS="2", TOCSIN_HEARTBEAT_SECONDS="0.5")

    assert done.returncode == EXIT_REFUSED
    assert "The broker refuses a session timeout of 2 s: set TOCSIN_SESSION_SECONDS" in done.stderr
