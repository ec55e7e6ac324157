"""Workers of a run, as processes of the machine: started, killed, stopped, and looked into."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.chaos.breakable_worker import CLOCK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[2]
ASSIGNED = b"_on_partitions_assigned"
PAUSE_SECONDS = 0.1


@dataclass
class Worker:
    """One worker. `stopped` where it was told to end, and may; `clock` says how many seconds its clock is off."""

    process: subprocess.Popen[bytes]
    log: Path
    number: int
    clock: Path
    stopped: bool = False
    _written: int = field(default=0)

    @property
    def is_alive(self) -> bool:
        """Whether the process runs, be it paused."""
        return self.process.poll() is None

    @property
    def is_reading(self) -> bool:
        """Whether it was given its partitions since it started."""
        return ASSIGNED in self.log.read_bytes()

    def kill(self) -> None:
        """End it as a power cut would, its reading processes with it."""
        self._signal(signal.SIGKILL)
        self.process.wait()

    def kill_alone(self) -> None:
        """End the worker's own process; what it started has to notice."""
        self.process.kill()
        self.process.wait()

    def terminate(self, seconds: float) -> float | None:
        """Ask it to end; return how many seconds it took, None where it did not within that time."""
        self.stopped = True
        begun = time.monotonic()
        self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        return time.monotonic() - begun

    def pause(self) -> None:
        """Stop it in mid-breath, its reading processes with it, as a machine that is suspended."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def shift_clock(self, seconds: float) -> None:
        """Put its wall clock off by so much."""
        self.clock.write_text(str(seconds))

    def readers(self) -> list[int]:
        """Return the ids of its reading processes."""
        return [process for started in children(self.process.pid) for process in children(started)]

    def _signal(self, number: signal.Signals) -> None:
        if self.is_alive:
            os.killpg(self.process.pid, number)


def start_worker(
    folder: Path,
    number: int,
    environment: Mapping[str, str],
    prefix: Sequence[str] = (),
    tree: Path = ROOT,
) -> Worker:
    """Start a worker of the checkout in `tree`; its log goes to a file of its own.

    One of an earlier checkout is started as users do: it need not be breakable.
    """
    log, clock = folder / f"worker-{number}.log", folder / f"clock-{number}"
    command = "tests.chaos.breakable_worker" if tree == ROOT else "streams.cli"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*prefix, sys.executable, "-m", command, "worker"],
            env={**os.environ, **environment, "PYTHONPATH": str(tree), CLOCK: str(clock)},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd=folder,
        )
    return Worker(process, log, number, clock)


def children(parent: int) -> list[int]:
    """Return the processes that a process started and that still are."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            state, ppid = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(ppid) == parent and state != "Z":
            found.append(int(folder.name))
    return found
