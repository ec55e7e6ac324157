"""A local schema registry, Apicurio's with nothing kept: for tests of what readers of a registry see."""

from __future__ import annotations

import os
import subprocess
import tarfile
import time
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from run import JARS, LONGEST_START_SECONDS, LOOPBACK, UnavailableError, fetch, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

# The last that runs on Java 17.
ARTIFACT = "io.apicurio:apicurio-registry-app:3.0.9:tar.gz:all"
HOME = JARS.parent / "registry"
CONFLUENTS = "apis/ccompat/v7"
"""Where it answers as Confluent's does."""


@dataclass(frozen=True)
class Registry:
    """A registry that runs, and where it answers."""

    address: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.wait()


@contextmanager
def registry() -> Iterator[Registry]:
    """Run a registry with no schema in it; yield it once it answers. Raises `UnavailableError`."""
    fetch_registry()
    port = free_port()
    address = f"http://{LOOPBACK}:{port}/{CONFLUENTS}"
    program = next(HOME.glob("*-runner.jar"))
    process = subprocess.Popen(
        ["java", "-Xmx512m", "-jar", str(program)],
        cwd=HOME,
        env={**os.environ, "QUARKUS_HTTP_PORT": str(port), "QUARKUS_HTTP_HOST": LOOPBACK},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    running = Registry(address, process)
    try:
        _wait_for(running)
        yield running
    finally:
        running.stop()


def fetch_registry() -> None:
    """Copy Apicurio into `.kafka/registry`, unless it is there. Raises `UnavailableError`."""
    if any(HOME.glob("*-runner.jar")):
        return
    fetch("a schema registry", ("dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={HOME}"))
    packed = next(HOME.glob("*.tar.gz"))
    with tarfile.open(packed) as archive:
        archive.extractall(HOME, filter="data")
    packed.unlink()


def _wait_for(registry: Registry) -> None:
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline:
        if registry.process.poll() is not None:
            raise UnavailableError(f"the registry ended with exit code {registry.process.returncode}")
        with suppress(OSError), urllib.request.urlopen(f"{registry.address}/subjects", timeout=1):  # noqa: S310 - ours
            return
        time.sleep(0.1)
    raise UnavailableError(f"the registry did not answer within {LONGEST_START_SECONDS:g} seconds")
