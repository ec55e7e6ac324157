"""Command lines as documents and help texts show them, and whether the command line understands them."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

from typer.main import get_command

from streams.cli.commands import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ASSIGNMENT = re.compile(r"[A-Z_]+=")
SUBSTITUTION = re.compile(r"\$\([^)]*\)")
ENDS = {"|", ">", "<", "&&", ";"}


def commands_in(line: str) -> Iterator[list[str]]:
    """Yield the words after `tocsin` of each call of it in a line of a shell."""
    try:
        words = shlex.split(SUBSTITUTION.sub("something", line.removeprefix("$ ")), comments=True)
    except ValueError:
        return
    call: list[str] | None = None
    is_start = True
    for word in [*words, ";"]:
        if word in ENDS:
            if call is not None:
                yield call
            call, is_start = None, True
        elif call is not None:
            call.append(word)
        elif is_start and not ASSIGNMENT.match(word):
            is_start = False
            if word.rpartition("/")[2] == "tocsin":
                call = []


def understand(words: list[str], folder: Path) -> None:
    """Raise what the command line would say of these words, in a folder in which every file that they name exists."""
    if words == ["--install-completion"]:
        return  # it would
    command: Any = get_command(app)
    context = command.make_context("tocsin", list(words))
    while hasattr(command, "resolve_command"):
        name, command, words = command.resolve_command(context, words)
        for word in words:
            if not word.startswith("-") and "/" not in word and len(word) < 100:
                (folder / word).touch()
        context = command.make_context(name, list(words), parent=context)
