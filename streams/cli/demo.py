"""`tocsin demo`: the main job on an embedded broker, with articles of an exercise."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from schemas import topics
from schemas.alert import AlertV1
from streams.broker import SETTINGS, NoBrokerError, embedded_broker
from streams.cli.console import out, say
from streams.cli.publish import publish_files
from streams.cli.render import render_alert
from streams.demo import ARTICLES, load_script, problems
from streams.runtime.client import messages_behind, read_topic
from streams.runtime.topics import ensure_topics
from streams.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

EXIT_TROUBLE = 1
PAUSE_SECONDS = 0.3
LONGEST_SECONDS = 300.0


def demo() -> None:
    """Show the main job: an embedded broker, a worker, forty-odd articles of an exercise, and their alerts.

    On a terminal it stays until Ctrl-C, so that you can look around; otherwise it ends by itself, with exit code 0
    only if everything came that the exercise's script expects.
    """
    try:
        with embedded_broker() as address, tempfile.TemporaryDirectory(prefix="tocsin-demo-") as folder:
            _run(address, Path(folder))
    except NoBrokerError as error:
        say(str(error))
        raise typer.Exit(EXIT_TROUBLE) from None


def _run(address: str, folder: Path) -> None:
    started = time.monotonic()
    environment = {
        **SETTINGS,
        "TOCSIN_BOOTSTRAP": address,
        # Whatever the user's own brokers want, this one asks nobody who he is.
        "TOCSIN_TLS": "0",
        "TOCSIN_SASL": "",
        "TOCSIN_REGISTRY": "",
        "TOCSIN_LOG_LEVEL": "WARNING",
        "TOCSIN_PURPOSE": "exercise",
    }
    settings = Settings.model_validate(
        {name.removeprefix("TOCSIN_").lower(): value for name, value in environment.items()}
    )
    say(f"Kafka broker at {address}, in memory. This is an exercise: no article in it is news.\n")
    asyncio.run(ensure_topics(settings))
    log, address_of_desk = folder / "worker.log", _free_address()
    environment["TOCSIN_DESK"] = address_of_desk
    with (
        _running("desk", environment, folder / "desk.log"),
        _running("worker", environment, log) as worker,
    ):
        say(f"The alert desk, a page in the browser, is at http://{address_of_desk}/\n")
        found = asyncio.run(_show(settings, started, worker, log))
        for sentence in found:
            say(f"Not as expected: {sentence}")
        if out.is_terminal:
            _stay(address, address_of_desk)
    if found:
        raise typer.Exit(EXIT_TROUBLE)


@contextmanager
def _running(command: str, environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603 - one of our own commands
            [sys.executable, "-m", "streams.cli", command],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


async def _show(settings: Settings, started: float, worker: subprocess.Popen[bytes], log: Path) -> list[str]:
    """Publish the articles, print alerts as they come, and return what is not as the script expects."""
    sent = await publish_files([ARTICLES], settings)
    say(f"{sent} articles published. The worker starts and reads them:\n")
    last: dict[str, AlertV1] = {}
    following = asyncio.create_task(_follow(settings, started, last))
    try:
        await _until_done(settings, worker, log)
    finally:
        following.cancel()
    await _catch_up(settings, last)
    enriched = sum([1 async for _ in read_topic(topics.ENRICHED.name, settings)])
    standing = sum(alert.message_type != "Cancel" for alert in last.values())
    say(f"{enriched} articles enriched, {standing} alerts stand, in {time.monotonic() - started:.0f} s.")
    return problems(load_script(), enriched, list(last.values()))


async def _follow(settings: Settings, started: float, last: dict[str, AlertV1]) -> None:
    async for message in read_topic(topics.ALERTS.name, settings, follow=True):
        if not last:
            say(f"First alert after {time.monotonic() - started:.1f} s.\n")
        _print_if_new(AlertV1.read(message.value or b""), last)


async def _catch_up(settings: Settings, last: dict[str, AlertV1]) -> None:
    """Print what came between the last look and the end."""
    async for message in read_topic(topics.ALERTS.name, settings):
        _print_if_new(AlertV1.read(message.value or b""), last)


def _print_if_new(alert: AlertV1, last: dict[str, AlertV1]) -> None:
    before = last.get(alert.id)
    if before is None or alert.revision > before.revision:
        last[alert.id] = alert
        out.print(render_alert(alert, {e.claim_id for e in before.evidence} if before else ()))


async def _until_done(settings: Settings, worker: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the worker has acknowledged everything, claims included."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while await messages_behind(settings):
        if worker.poll() is not None:
            say(f"The worker ended with exit code {worker.returncode}:\n{_tail(log)}")
            raise typer.Exit(EXIT_TROUBLE)
        if time.monotonic() > deadline:
            say(f"The worker has not finished within {LONGEST_SECONDS:g} seconds.")
            raise typer.Exit(EXIT_TROUBLE)
        await asyncio.sleep(PAUSE_SECONDS)


def _tail(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-3000:]


def _free_address() -> str:
    """Return where the desk can answer: where it does by default, or else wherever nobody does."""
    host, _, port = load_settings().desk.rpartition(":")
    for each in (int(port), 0):
        with socket.socket() as tried, suppress(OSError):
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, each))
            return f"{host}:{tried.getsockname()[1]}"
    return f"{host}:{port}"


def _stay(address: str, address_of_desk: str) -> None:
    say(
        f"\nBroker, worker and desk (http://{address_of_desk}/) go on until Ctrl-C. In another terminal,\n"
        f"with the desk in sight, add a rule and publish an article that it fires on:\n"
        f"  export TOCSIN_BOOTSTRAP={address}\n"
        f"  .venv/bin/tocsin rules publish docs/examples/airspace-closure.yaml\n"
        f"  .venv/bin/tocsin publish docs/examples/closure.jsonl\n"
        f"or look around:\n"
        f"  .venv/bin/tocsin alerts --standing   # in the terminal\n"
        f"  .venv/bin/tocsin doctor              # is everything as it should be?\n"
        f"  .venv/bin/tocsin --help"
    )
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        say("")
