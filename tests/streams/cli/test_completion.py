from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from streams.cli.completion import countries, kinds, topic_names

TOCSIN = Path(sys.executable).with_name("tocsin")


def test_words_are_offered_that_begin_so() -> None:
    assert topic_names("alerts") == ["alerts", "alerts.state"]
    assert "troop-buildup" in kinds("TROOP")
    assert countries("norw") == [("NOR", "Norway")]
    assert ("SWE", "Sweden") in countries("SWE")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("tocsin tap alert-r", ["alert-rules", "alert-rules.applied"]),
        ("tocsin alerts --min-severity Ext", ["Extreme"]),
        ("tocsin feedback ", ["export", "check"]),
    ],
)
def test_the_shell_is_offered_commands_and_values(words: str, offered: list[str]) -> None:
    said = {
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
        "_TOCSIN_COMPLETE": "complete_bash",
    }
    done = subprocess.run([TOCSIN], env={**os.environ, **said}, capture_output=True, text=True, check=False)

    assert done.stdout.split() == offered
