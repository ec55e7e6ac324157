"""The demo, as `make demo` runs it where there is no terminal."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = [
    pytest.mark.broker,
    pytest.mark.model,
    pytest.mark.skipif("KAFKA_BOOTSTRAP" in os.environ, reason="the demo brings its own broker"),
]


def test_the_demo_shows_what_its_script_expects_and_ends_by_itself() -> None:
    command = [sys.executable, "-m", "streams.cli", "demo"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)

    assert "Not as expected" not in done.stderr
    assert done.returncode == 0
    assert "First alert after" in done.stderr
    assert "CANCEL" in done.stdout
