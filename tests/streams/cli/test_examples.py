from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from command_lines import commands_in, understand
from streams.cli.commands import app
from streams.cli.examples import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines])
def test_each_example_is_understood(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    calls = list(commands_in(line))

    assert calls
    for words in calls:
        understand(words, tmp_path)


@pytest.mark.parametrize("words", EXAMPLES)
def test_help_shows_the_examples_of_its_command(words: str) -> None:
    shown = CliRunner(env={"COLUMNS": "200"}).invoke(app, [*words.split(), "--help"]).stdout

    assert all(line in shown for line in EXAMPLES[words])
