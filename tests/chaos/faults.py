"""The faults: each a small act on the field that also undoes itself, and says what it saw.

Whether something was lost is told by the history afterwards; a fault raises `FaultError` for what only it can see.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from streams.runtime.delivery import EXIT_BROKEN
from tests.chaos.workers import ROOT, children

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.chaos.field import Field
    from tests.chaos.workers import Worker

DRAIN_SECONDS = 30.0
"""A worker that was asked to end has to have finished what is in flight within this time: Kubernetes' own patience."""

ORPHAN_SECONDS = 10.0
IN_A_ROW = 5
JUMP_SECONDS = 3.0
DAY_SECONDS = 86_400.0


class FaultError(Exception):
    """Something that must not happen under this fault."""


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong. `kills` counts the workers that die of it; `needs` what the field must have.

    Where a worker `may_end`, it ends itself, and whoever watches over it starts another.
    """

    name: str
    about: str
    act: Callable[[Field], str]
    kills: int = 0
    needs: str = ""
    weight: int = 1
    may_end: bool = False


def kill_worker(field: Field) -> str:
    """Kill a worker and its reading processes; a new one takes its place."""
    field.some_worker().kill()
    field.mend()
    return ""


def kill_worker_alone(field: Field) -> str:
    """Kill a worker's own process: its reading processes must end by themselves."""
    worker = field.some_worker()
    started = [process for each in children(worker.process.pid) for process in (each, *children(each))]
    worker.kill_alone()
    field.mend()
    _wait(lambda: not any(_runs(process) for process in started), ORPHAN_SECONDS, "orphans live on")
    return ""


def kill_all_workers(field: Field) -> str:
    """Kill all workers at once, as when their rack loses power."""
    for worker in field.workers:
        worker.kill()
    field.mend()
    return ""


def kill_in_a_row(field: Field) -> str:
    """Kill one worker after the other, ready or not: while they start, take up the state, or join the group."""
    for _ in range(IN_A_ROW):
        field.chance.choice(field.workers).kill()
        field.mend()
        time.sleep(field.chance.uniform(0, 4))
    return ""


def kill_reader(field: Field) -> str:
    """Kill the process that reads an article, in the middle of it."""
    readers = field.some_worker().readers()
    for process in readers[:1]:
        os.kill(process, signal.SIGKILL)
    return "" if readers else "no reading process yet"


def stall_readers(field: Field) -> str:
    """Stop the reading processes for longer than the session timeout: the worker's signs of life must go on."""
    worker = field.some_worker()
    before = _assignments(worker)
    readers = worker.readers()
    for process in readers:
        os.kill(process, signal.SIGSTOP)
    time.sleep(field.settings.session_seconds * 1.5 + 1)
    for process in readers:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)
    if _assignments(worker) != before:
        raise FaultError("the worker lost its place in the group while it read")
    return ""


def stop_worker(field: Field) -> str:
    """Ask a worker to end while it has work in flight: it must finish it in time, and say so."""
    worker = field.some_worker()
    seconds = worker.terminate(DRAIN_SECONDS)
    field.mend()
    if seconds is None:
        worker.kill()
        raise FaultError(f"not drained within {DRAIN_SECONDS:g} s")
    if worker.process.returncode not in (0, -signal.SIGTERM, EXIT_BROKEN):
        raise FaultError(f"ended with {worker.process.returncode} when asked to end")
    return f"{seconds:.1f} s"


def one_more_and_one_less(field: Field) -> str:
    """Have a worker join, and another leave when it has."""
    joined = field.join()
    _wait(lambda: joined.is_reading or not joined.is_alive, 60, "a worker that joined was given no place")
    return stop_worker(field)


def suspend_worker(field: Field) -> str:
    """Suspend a worker until the group took it for dead, and let it go on as if nothing had been."""
    worker = field.some_worker()
    worker.pause()
    time.sleep(field.settings.session_seconds * 1.5 + 1)
    worker.resume()
    return ""


def jump_clock(field: Field) -> str:
    """Set a worker's wall clock on and back, and right again, while it works.

    By more than a year where the broker dates messages; the embedded one believes the worker.
    """
    worker = field.some_worker()
    far = (400 * DAY_SECONDS, -400 * DAY_SECONDS) if field.broker.nodes else ()
    jumps = field.chance.sample((3600.0, -3600.0, *far), 2)
    for seconds in (*jumps, 0.0):
        worker.shift_clock(seconds)
        time.sleep(JUMP_SECONDS)
    return " and ".join(f"{seconds / 3600:+.0f} h" for seconds in jumps)


def cut_cable(field: Field) -> str:
    """Pull a worker's cable until the group took it for dead, and put it back."""
    cable = field.chance.choice(field.cables)
    cable.cut()
    time.sleep(field.settings.session_seconds * field.chance.choice((0.5, 2)))
    cable.mend()
    return ""


def cut_all_cables(field: Field) -> str:
    """Pull every worker's cable for longer than the session timeout."""
    for cable in field.cables:
        cable.cut()
    time.sleep(field.settings.session_seconds * 1.5)
    for cable in field.cables:
        cable.mend()
    return ""


def stall_broker(field: Field) -> str:
    """Stop the broker in mid-breath for a while, at times for longer than the session timeout."""
    field.broker.pause()
    time.sleep(field.settings.session_seconds * field.chance.choice((0.5, 2)))
    field.broker.resume()
    return ""


def restart_broker(field: Field) -> str:
    """Kill the broker, or one of several, and start it again from its log."""
    number = field.chance.randrange(len(field.broker.nodes))
    field.broker.kill(number)
    time.sleep(field.chance.uniform(0, 5))
    field.broker.restart(number)
    return ""


def kill_every_leader(field: Field) -> str:
    """Kill each broker in turn, and with it the leader of each partition, while the others stay."""
    for number in range(len(field.broker.nodes)):
        field.broker.kill(number)
        if field.wait_for_articles(20, 90) is None:
            raise FaultError("two brokers of three do not go on")
        field.broker.restart(number)
        time.sleep(10)  # a follower that was away has to catch up before the next may go
    return ""


def upgrade(field: Field) -> str:
    """Replace workers of the version before by those of this one, one by one, with both at work in between."""
    field.tree = ROOT
    for worker in list(field.workers):
        if worker.terminate(DRAIN_SECONDS) is None:
            worker.kill()
        field.mend()
        if field.wait_for_articles(20, 90) is None:
            raise FaultError("both versions side by side do not go on")
    return ""


def lose_the_store(field: Field) -> str:
    """Kill all workers and remove what they kept on disk: the state is built again from its changelog."""
    for worker in field.workers:
        worker.kill()
    for folder in (field.disk or field.folder).glob("data-*"):
        shutil.rmtree(folder)
    field.mend()
    return ""


def fill_the_disk(field: Field) -> str:
    """Leave no byte on the disk that holds the state's store, and take the filling away again."""
    if field.disk is None:
        raise FaultError("no disk of its own")
    filling = field.disk / "filling"
    with suppress(OSError), filling.open("wb") as file:
        while True:
            file.write(b"x" * 65536)
            file.flush()
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        field.mend()
        time.sleep(0.5)
    left = shutil.disk_usage(field.disk).free
    filling.unlink()
    return f"{left} bytes were left, {field.ended} workers ended by then"


FAULTS = (
    Fault("kill -9 of a worker", "with its reading processes", kill_worker, kills=1, weight=4),
    Fault("kill -9 of a worker alone", "its reading processes end too", kill_worker_alone, kills=1, weight=3),
    Fault("kill -9 of all workers", "two at once", kill_all_workers, kills=2, weight=3),
    Fault("kill -9 in a row", "ready or not", kill_in_a_row, kills=IN_A_ROW, weight=3),
    Fault("kill -9 of a reading process", "in mid-article", kill_reader, weight=3),
    Fault("stalled reading processes", "the worker keeps its place in the group", stall_readers),
    Fault("SIGTERM with work in flight", f"drained within {DRAIN_SECONDS:g} s", stop_worker, weight=2),
    Fault("a worker joins, one leaves", "two rebalances", one_more_and_one_less, weight=2),
    Fault("a worker suspended", "beyond the session timeout", suspend_worker, weight=2, may_end=True),
    Fault("a clock that jumps", "of one worker, by an hour or by a year", jump_clock, weight=2),
    Fault("a rolling upgrade", "from the version before", upgrade, needs="before", weight=0),
    Fault("a stalled broker", "half and twice the session timeout", stall_broker, may_end=True),
    Fault("a broker killed and restarted", "its log kept", restart_broker, needs="nodes", may_end=True),
    Fault("a cut network, one worker", "its cable pulled", cut_cable, needs="cables", weight=4, may_end=True),
    Fault(
        "a cut network, all workers",
        "all cables pulled",
        cut_all_cables,
        needs="cables",
        weight=2,
        may_end=True,
    ),
    Fault(
        "the leader of each partition dies",
        "three brokers, one after the other",
        kill_every_leader,
        needs="cluster",
        may_end=True,
    ),
    Fault("a full disk", "of the state's store", fill_the_disk, needs="disk", may_end=True),
    Fault("the state rebuilt from its changelog", "store removed", lose_the_store, kills=2, needs="rocksdb"),
)


def of_use(field: Field) -> list[Fault]:
    """Return the faults that this field allows."""
    has = {
        "": True,
        "nodes": bool(field.broker.nodes),
        "cables": bool(field.cables),
        "cluster": len(field.broker.nodes) > 1,
        "disk": field.disk is not None,
        "before": field.tree != ROOT,
        "rocksdb": field.settings.store == "rocksdb",
    }
    return [fault for fault in FAULTS if has[fault.needs]]


def _assignments(worker: Worker) -> int:
    return worker.log.read_bytes().count(b"_on_partitions_revoked")


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _wait(condition: Callable[[], bool], seconds: float, trouble: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise FaultError(trouble)
        time.sleep(0.1)
