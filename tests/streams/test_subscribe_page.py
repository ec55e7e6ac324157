"""The page on subscribing: its table and its commands are those of the code."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from schemas.alert_headers import HEADERS
from streams.cli.commands import app
from streams.wire.labels import read_label, write_label

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "subscribe.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(tocsin alerts[^#|\n]*)", PAGE, re.MULTILINE)


def test_the_table_holds_the_headers_of_a_record() -> None:
    rows = [f"| `{name}` | {header.what} | `{header.example}` |" for name, header in HEADERS.items()]
    table = PAGE.split("<!-- headers -->\n")[1].split("<!-- /headers -->")[0]

    assert table.splitlines()[2:] == rows


def test_the_examples_in_the_table_are_the_headers_of_one_alert() -> None:
    examples = tuple((name, header.example.encode()) for name, header in HEADERS.items())
    label = read_label(examples)

    assert label is not None
    assert write_label(label) == examples


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_are_understood(command: str) -> None:
    alerts = get_command(app).commands["alerts"]  # type: ignore[attr-defined]

    assert alerts.make_context("alerts", shlex.split(command)[2:]).params


def test_the_page_shows_commands() -> None:
    assert len(COMMANDS) == 6


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https:)([^)]+)\)", PAGE))
def test_the_links_lead_somewhere(link: str) -> None:
    assert (DOCS / link).exists()


def test_the_lock_file_names_no_registry() -> None:
    lock = (DOCS / "examples" / "package-lock.json").read_text(encoding="utf-8")

    assert '"integrity"' in lock
    assert '"resolved"' not in lock
