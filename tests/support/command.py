"""The command `tocsin`, as a user calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TOCSIN = (sys.executable, "-m", "streams.cli")
NO_BROKER = "127.0.0.1:1"


def tocsin(
    *arguments: str | Path,
    text: str = "",
    columns: int = 200,
    folder: Path | None = None,
    check: bool = False,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """Return how the command ended, told `text`; by itself it has no rules of a user and no broker.

    With `check` a command that does not end well fails the test with what it said.
    """
    alone = {"TOCSIN_RULES": "", "TOCSIN_BOOTSTRAP": NO_BROKER, "COLUMNS": str(columns)}
    done = subprocess.run(
        [*TOCSIN, *map(str, arguments)],
        env={**os.environ, **alone, **environment},
        cwd=folder,
        input=text,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0 or not check, done.stderr
    return done
