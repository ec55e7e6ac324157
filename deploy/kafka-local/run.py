"""Run a command beside a local Apache Kafka, without containers.

    python deploy/kafka-local/run.py [--brokers N] COMMAND [ARGUMENT ...]

Kafka's jars come from Maven Central by `mvn`, once, into `.kafka/libs`; the broker (or a cluster of N) runs with the
machine's Java on free ports of the loopback, with its log in a folder that is removed. The command finds it in
KAFKA_BOOTSTRAP.
Exit code: the command's; 69 where Kafka cannot be had on this machine.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).resolve().parent
JARS = HERE.parent.parent / ".kafka" / "libs"
EXIT_UNAVAILABLE = 69
LONGEST_START_SECONDS = 60.0
NEEDED = ("kafka_2.13-*.jar", "kafka-tools-[0-9]*.jar")
LOOPBACK = "127.0.0.1"
CLASSES = ("-cp", f"{JARS}/*")
JAVA = ("java", "-Xmx512m", *CLASSES)
# For what is done in a moment: code is not made fast first.
TOOL = ("java", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", *CLASSES)


class UnavailableError(Exception):
    """Apache Kafka cannot be had here; the text says why."""


def main(command: list[str]) -> int:
    """Run the command beside a broker, or several; return its exit code."""
    brokers = 1
    if command[:1] == ["--brokers"]:
        brokers, command = int(command[1]), command[2:]
    try:
        fetch_jars()
        with kafka(brokers) as nodes:
            address = ",".join(node.address for node in nodes)
            print(f"Apache Kafka answers at {address}.", file=sys.stderr)
            return subprocess.run(
                command, env={**os.environ, "KAFKA_BOOTSTRAP": address}, check=False
            ).returncode
    except UnavailableError as error:
        print(f"NO APACHE KAFKA HERE: {error}", file=sys.stderr)
        return EXIT_UNAVAILABLE


def fetch_jars() -> None:
    """Copy Kafka's jars into `.kafka/libs`, unless they are there."""
    if all(any(JARS.glob(name)) for name in NEEDED):
        return
    goal = ("-f", str(HERE / "pom.xml"), "dependency:copy-dependencies", f"-DoutputDirectory={JARS}")
    fetch("Apache Kafka's jars", goal)


def fetch(what: str, goal: Sequence[str]) -> None:
    """Fetch something by a goal of Maven's. Raises `UnavailableError` where that cannot be."""
    if shutil.which("mvn") is None or shutil.which("java") is None:
        raise UnavailableError("it needs `mvn` and `java` on the path")
    print(f"Fetching {what} (once).", file=sys.stderr)
    done = subprocess.run(["mvn", "-q", "-B", *goal], capture_output=True, text=True, check=False)
    if done.returncode:
        raise UnavailableError(f"mvn cannot fetch {what}: {(done.stdout + done.stderr).strip()[-500:]}")


@dataclass
class Node:
    """One broker, controller in the same process. Killed and started again, it goes on from its log."""

    host: str
    port: int
    settings: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers, as host:port."""
        return f"{self.host}:{self.port}"

    def start(self) -> None:
        """Start it; `wait_for` says when it answers."""
        self.process = subprocess.Popen(
            [*JAVA, "kafka.Kafka", str(self.settings)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def stop(self, seconds: float) -> None:
        """End it, with force after so many seconds."""
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        self.process.kill()
        self.process.wait()


@contextmanager
def kafka(brokers: int = 1, host: str = LOOPBACK) -> Iterator[list[Node]]:
    """Run a cluster of so many brokers on an address of this machine; yield them once they answer."""
    with tempfile.TemporaryDirectory(prefix="tocsin-kafka-") as folder:
        nodes = _formatted(brokers, host, Path(folder))
        try:
            for node in nodes:
                node.start()
            for node in nodes:
                wait_for(node)
            yield nodes
        finally:
            for node in nodes:
                node.stop(10.0 if brokers == 1 else 0.0)


def _formatted(brokers: int, host: str, folder: Path) -> list[Node]:
    ports = [(free_port(), free_port()) for _ in range(brokers)]
    voters = ",".join(
        f"{number}@{LOOPBACK}:{controller}" for number, (_, controller) in enumerate(ports, start=1)
    )
    identifier = storage_tool("random-uuid").split()[-1]
    nodes = []
    for number, (port, controller) in enumerate(ports, start=1):
        text = (HERE / "server.properties").read_text()
        for name, value in (
            ("NODE", number),
            ("HOST", host),
            ("PORT", port),
            ("CONTROLLER_PORT", controller),
            ("VOTERS", voters),
            ("REPLICATION", brokers),
            ("IN_SYNC", max(1, brokers - 1)),
            ("FOLDER", f"{folder}/log{number}"),
        ):
            text = text.replace(f"@{name}@", str(value))
        settings = folder / f"server{number}.properties"
        settings.write_text(text)
        storage_tool("format", "-t", identifier, "-c", str(settings))
        nodes.append(Node(host, port, settings))
    return nodes


def storage_tool(*arguments: str) -> str:
    """Run Kafka's tool for its folders; return what it says."""
    command = [*TOOL, "kafka.tools.StorageTool", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def wait_for(node: Node) -> None:
    """Wait until a broker answers: without a logging binding the broker prints nothing."""
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline:
        if node.process is not None and node.process.poll() is not None:
            raise UnavailableError(f"the broker ended with exit code {node.process.returncode}")
        with suppress(OSError), socket.create_connection((node.host, node.port), timeout=1):
            return
        time.sleep(0.1)
    raise UnavailableError(f"the broker did not answer within {LONGEST_START_SECONDS:g} seconds")


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
