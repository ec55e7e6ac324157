"""Where the command line writes: results to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def say(sentence: str) -> None:
    """Tell the user something on standard error, as it stands: what an article says is no markup."""
    err.print(sentence, markup=False, soft_wrap=True)


def print_line(line: Text, console: Console = out) -> None:
    """Print a line: cut to the width of a terminal, whole where somebody else reads it."""
    if console.is_terminal:
        console.print(line, no_wrap=True, overflow="ellipsis")
    else:
        console.print(line, soft_wrap=True)


def plain(text: str) -> str:
    """Return a text in one line, of which nothing can steer what shows it: what articles say is only shown."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def write_line(raw: bytes) -> None:
    """Write one line of a result to standard output, as bytes."""
    sys.stdout.buffer.write(raw + b"\n")


def write_lines(lines: Iterable[bytes]) -> None:
    """Write the lines of a result and see them out."""
    for line in lines:
        write_line(line)
    sys.stdout.buffer.flush()


def progress(quiet: bool = False) -> Progress:
    """Return a progress display on standard error; nothing is drawn where that is no terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=quiet or not err.is_terminal,
    )
