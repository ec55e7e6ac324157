"""The machine that figures come from, and what its processes take of it."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tests.chaos.versions import current
from tests.chaos.workers import children

if TYPE_CHECKING:
    from collections.abc import Iterable

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGESIZE")


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def cpu_seconds(processes: Iterable[int]) -> float:
    """Return the processor time that processes have taken so far; one that is gone counts for nothing."""
    return sum(_ticks(process) for process in processes) / _TICKS


def resident_bytes(processes: Iterable[int]) -> int:
    """Return the resident memory of processes; what they share counts for each of them."""
    return sum(_resident_pages(process) for process in processes) * _PAGE_BYTES


def readers(parent: int, others: Iterable[int] = ()) -> list[int]:
    """Return the reading processes of a pool, which a process of multiprocessing's own has started."""
    started = set(children(parent)) - set(others)
    return [process for each in started for process in children(each)]


def description() -> str:
    """Return the machine in a sentence."""
    return (
        f"{cores()} cores of {_processor()}, {_memory_gib():.0f} GiB, Linux {platform.release().split('-')[0]}; "
        f"Python {platform.python_version()}, spaCy {version('spacy')}, thinc {version('thinc')}, "
        f"numpy {version('numpy')} with {_blas()}, Faust {version('faust-streaming')}"
    )


def run_line(command: str) -> str:
    """Return when, of what and by which command figures were taken, and where."""
    return (
        f"Run on {datetime.now(UTC):%Y-%m-%d}, commit {current('docs')}, by `{command}`, on {description()}."
    )


def _ticks(process: int) -> int:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _resident_pages(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found.group(1) if found else platform.machine()


def _memory_gib() -> float:
    return os.sysconf("SC_PHYS_PAGES") * _PAGE_BYTES / 2**30


def _blas() -> str:
    found = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return f"{found['name']} {found['version']}"
