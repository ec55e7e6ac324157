"""What a process of the pool does in tests, in a module that it can import."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def open_or_die_once(armed: Path, _: object) -> None:
    """Open nothing; end the process instead where the file is there, and remove it: the next one lives."""
    if armed.exists():
        armed.unlink()
        os._exit(9)


def say_so_and_hang(begun: Path, _: object) -> None:
    """Write the process's id into the file, and open for ever."""
    begun.write_text(str(os.getpid()))
    time.sleep(10_000)
