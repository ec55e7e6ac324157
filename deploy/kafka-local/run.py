"""Run a command beside a local Apache Kafka, without containers.

    python deploy/kafka-local/run.py COMMAND [ARGUMENT ...]

Kafka's jars come from Maven Central by `mvn`, once, into `.kafka/libs`; the broker runs with the machine's Java on
free ports of the loopback, with its log in a folder that is removed. The command finds it in KAFKA_BOOTSTRAP.
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
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
JARS = HERE.parent.parent / ".kafka" / "libs"
EXIT_UNAVAILABLE = 69
LONGEST_START_SECONDS = 60.0
FEWEST_JARS = 40


class UnavailableError(Exception):
    """Apache Kafka cannot be had here; the text says why."""


def main(command: list[str]) -> int:
    """Run the command beside a broker; return its exit code."""
    try:
        fetch_jars()
        with kafka() as address:
            print(f"Apache Kafka answers at {address}.", file=sys.stderr)
            return subprocess.run(
                command, env={**os.environ, "KAFKA_BOOTSTRAP": address}, check=False
            ).returncode
    except UnavailableError as error:
        print(f"NO APACHE KAFKA HERE: {error}", file=sys.stderr)
        return EXIT_UNAVAILABLE


def fetch_jars() -> None:
    """Copy Kafka's jars into `.kafka/libs`, unless they are there."""
    if len(list(JARS.glob("*.jar"))) >= FEWEST_JARS:
        return
    if shutil.which("mvn") is None or shutil.which("java") is None:
        raise UnavailableError("it needs `mvn` and `java` on the path")
    print("Fetching Apache Kafka's jars (43 MB, once).", file=sys.stderr)
    goal = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
    done = subprocess.run([*goal, f"-DoutputDirectory={JARS}"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise UnavailableError(f"mvn cannot fetch its jars: {(done.stdout + done.stderr).strip()[-500:]}")


@contextmanager
def kafka() -> Iterator[str]:
    """Run one broker; yield its address as host:port."""
    with tempfile.TemporaryDirectory(prefix="tocsin-kafka-") as folder:
        port, controller_port = free_port(), free_port()
        settings = Path(folder, "server.properties")
        text = (HERE / "server.properties").read_text()
        for name, value in (
            ("PORT", port),
            ("CONTROLLER_PORT", controller_port),
            ("FOLDER", f"{folder}/log"),
        ):
            text = text.replace(f"@{name}@", str(value))
        settings.write_text(text)
        java = ["java", "-Xmx512m", "-cp", f"{JARS}/*"]
        identifier = subprocess.run(
            [*java, "kafka.tools.StorageTool", "random-uuid"], capture_output=True, text=True, check=True
        ).stdout.split()[-1]
        form = [
            *java,
            "kafka.tools.StorageTool",
            "format",
            "--standalone",
            "-t",
            identifier,
            "-c",
            str(settings),
        ]
        subprocess.run(form, check=True, capture_output=True)
        process = subprocess.Popen(
            [*java, "kafka.Kafka", str(settings)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            wait_for(port, process)
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the port answers: without a logging binding the broker prints nothing."""
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise UnavailableError(f"the broker ended with exit code {process.returncode}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise UnavailableError(f"the broker did not answer within {LONGEST_START_SECONDS:g} seconds")


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
