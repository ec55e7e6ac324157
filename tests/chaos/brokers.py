"""The broker of a run: the embedded one, or Apache Kafka with one node or three, and what can be done to it."""

from __future__ import annotations

import importlib.util
import signal
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from streams.broker import LOOPBACK, SETTINGS, broker_process

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Sequence

RUN = Path(__file__).parents[2] / "deploy" / "kafka-local" / "run.py"

# The least session timeout that Apache Kafka allows as it comes.
ON_A_CLUSTER = {
    "TOCSIN_SESSION_SECONDS": "6",
    "TOCSIN_HEARTBEAT_SECONDS": "1",
    "TOCSIN_REBALANCE_SECONDS": "20",
    "TOCSIN_COMMIT_SECONDS": "0.5",
}


@dataclass(frozen=True)
class Broker:
    """Brokers under one address. `nodes` is empty where what they hold is in memory, so that none may be killed."""

    address: str
    settings: dict[str, str]
    paused: Sequence[subprocess.Popen[bytes]] = ()
    nodes: Sequence[Any] = ()

    def pause(self) -> None:
        """Stop all of them in mid-breath: connections stay open, and nobody answers."""
        for process in self._processes():
            process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let them go on."""
        for process in self._processes():
            process.send_signal(signal.SIGCONT)

    def kill(self, number: int) -> None:
        """Kill one of them, as a power cut of its machine would but for what it had not written yet."""
        self.nodes[number].stop(0.0)

    def restart(self, number: int) -> None:
        """Start one again that was killed; return when it answers."""
        self.nodes[number].start()
        _run().wait_for(self.nodes[number])

    def _processes(self) -> list[subprocess.Popen[bytes]]:
        return [*self.paused, *(node.process for node in self.nodes)]


@contextmanager
def broker(nodes: int, host: str = LOOPBACK) -> Iterator[Broker]:
    """Run an Apache Kafka of so many nodes on an address of this machine; the embedded broker where it is none."""
    if not nodes:
        with broker_process(host) as (address, process):
            yield Broker(address, SETTINGS, paused=(process,))
        return
    run = _run()
    run.fetch_jars()
    with run.kafka(nodes, host) as running:
        settings = {**ON_A_CLUSTER, "TOCSIN_REPLICATION": str(nodes)}
        yield Broker(",".join(node.address for node in running), settings, nodes=running)


def _run() -> Any:
    """Return the script that runs Apache Kafka, as a module: its folder is no package."""
    if "kafka_local_run" not in sys.modules:
        spec = importlib.util.spec_from_file_location("kafka_local_run", RUN)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(RUN)
        sys.modules["kafka_local_run"] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules["kafka_local_run"]
