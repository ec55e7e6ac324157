"""The plans: which runs the long form has, and what each needs of the machine."""

from __future__ import annotations

import importlib.util
import shutil
from typing import TYPE_CHECKING, NamedTuple

from tests.chaos.disks import can_be_mounted
from tests.chaos.network import can_be_cut
from tests.chaos.run import Plan
from tests.chaos.versions import is_known

if TYPE_CHECKING:
    from collections.abc import Callable

MIB = 1024 * 1024
BEFORE = "341fdb8"
"""The version before: the first that reads messages of later ones."""


class Part(NamedTuple):
    """A plan, what it is about, and why it cannot run here: "" where it can."""

    plan: Plan
    about: str
    missing: Callable[[], str]


def nothing() -> str:
    """Need nothing."""
    return ""


def _kafka() -> str:
    return "" if shutil.which("mvn") and shutil.which("java") else "it needs `mvn` and `java` on the path"


def _networks() -> str:
    return _kafka() or (
        "" if can_be_cut() else "it needs root (or `unshare -rnm`) and `ip`, for network namespaces"
    )


def _history() -> str:
    return _kafka() or (
        "" if is_known(BEFORE) else f"it needs the repository's history, with commit {BEFORE}"
    )


def _disk() -> str:
    if importlib.util.find_spec("rocksdict") is None:
        return "it needs the extra `rocksdb`"
    return "" if can_be_mounted() else "it needs root (or `unshare -rnm`), to mount a small disk"


LONG = (
    Part(
        Plan("embedded", seed=1, seconds=30, kills=10, is_poisoned=True),
        "Two workers on the embedded broker, which is memory only: it may be stalled, not killed. "
        "Every fortieth article ends the process that reads it.",
        nothing,
    ),
    Part(
        Plan("kafka", seed=2, seconds=60, kills=50, nodes=1, rate=12),
        "Two workers on Apache Kafka, one node, killed and started again with its log.",
        _kafka,
    ),
    Part(
        Plan(
            "network", seed=3, seconds=60, nodes=1, is_cabled=True, only=("network", "suspended", "SIGTERM")
        ),
        "Two workers on Apache Kafka, each in a network namespace of its own: packets are lost, nobody is told.",
        _networks,
    ),
    Part(
        Plan("cluster", seed=4, seconds=60, nodes=3, only=("broker", "leader", "kill -9 of a worker")),
        "Two workers on Apache Kafka of three nodes, three copies of each partition, two of which must have a message.",
        _kafka,
    ),
    Part(
        Plan(
            "store",
            seed=5,
            seconds=30,
            environment={"TOCSIN_STORE": "rocksdb"},
            disk_bytes=200 * MIB,
            only=("disk", "rebuilt", "kill -9 of a worker"),
        ),
        "Two workers on the embedded broker, their state in RocksDB on a small disk.",
        _disk,
    ),
    Part(
        Plan("upgrade", seed=6, seconds=30, nodes=1, before=BEFORE, only=("upgrade", "kill -9 of a worker")),
        f"Two workers of an earlier version (commit {BEFORE}) on Apache Kafka, replaced by this one's one by one: what "
        "the earlier one wrote is on every topic, and each reads what the other writes.",
        _history,
    ),
)
