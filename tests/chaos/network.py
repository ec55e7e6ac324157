"""Network namespaces: a worker in one of its own reaches the broker over a cable that can be pulled.

Needs root, or to be run under `unshare --map-root-user --net --mount`. What is lost is packets, without a word to
either end, as when a switch dies.
"""

from __future__ import annotations

import subprocess
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BROKER_HOST = "10.77.0.1"
"""Where the broker listens, on the loopback device, so that it stays reachable from here when a cable is pulled."""


@dataclass(frozen=True)
class Namespace:
    """A network of its own. `prefix` is put before a command that shall run in it."""

    name: str
    cable: str

    @property
    def prefix(self) -> list[str]:
        """What runs a command in it."""
        return ["ip", "netns", "exec", self.name]

    def cut(self) -> None:
        """Pull the cable."""
        _ip("link", "set", self.cable, "down")

    def mend(self) -> None:
        """Put it back."""
        _ip("link", "set", self.cable, "up")


def can_be_cut() -> bool:
    """Return whether this user may make network namespaces."""
    name = f"tocsin-{uuid.uuid4().hex[:6]}"
    try:
        _ip("netns", "add", name)
        _ip("netns", "del", name)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


@contextmanager
def namespaces(count: int) -> Iterator[list[Namespace]]:
    """Make so many networks that all reach `BROKER_HOST` and nothing else."""
    made: list[Namespace] = []
    try:
        _ip("link", "set", "lo", "up")
        with suppress(subprocess.CalledProcessError):
            _ip("addr", "add", f"{BROKER_HOST}/32", "dev", "lo")
        for number in range(1, count + 1):
            made.append(_namespace(number))  # noqa: PERF401 - what is made before one fails is removed
        yield made
    finally:
        for each in made:
            with suppress(subprocess.CalledProcessError):
                _ip("netns", "del", each.name)
        with suppress(subprocess.CalledProcessError):
            _ip("addr", "del", f"{BROKER_HOST}/32", "dev", "lo")


def _namespace(number: int) -> Namespace:
    mark = uuid.uuid4().hex[:6]
    name, here, there = f"tocsin-{mark}", f"tc{mark}a", f"tc{mark}b"
    _ip("netns", "add", name)
    _ip("link", "add", here, "type", "veth", "peer", "name", there)
    _ip("link", "set", there, "netns", name)
    _ip("addr", "add", f"10.77.{number}.1/30", "dev", here)
    _ip("link", "set", here, "up")
    for command in (
        ("addr", "add", f"10.77.{number}.2/30", "dev", there),
        ("link", "set", there, "up"),
        ("link", "set", "lo", "up"),
        ("route", "add", "default", "via", f"10.77.{number}.1"),
    ):
        _ip("-n", name, *command)
    return Namespace(name, here)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)
