from __future__ import annotations

import json
import subprocess
import sys

from streams.runtime.logs import logging_config
from streams.settings import Settings

# In a process of its own: a test must not change how others log.
SAY = """
import logging
from streams.runtime.logs import set_up
from streams.settings import Settings
set_up(Settings(log_format="json", app_id="uk"))
log = logging.getLogger("streams.test")
log.debug("too little")
log.warning("Publishing %d messages failed.", 3)
try:
    1 / 0
except ZeroDivisionError:
    log.exception("It\\nbroke.")
"""


def test_each_line_is_an_object() -> None:
    done = subprocess.run([sys.executable, "-c", SAY], capture_output=True, text=True, check=True)
    first, second = map(json.loads, done.stdout.splitlines())

    assert (first["level"], first["logger"], first["service"]) == ("WARNING", "streams.test", "uk")
    assert first["message"] == "Publishing 3 messages failed."
    assert first["timestamp"]
    assert second["message"] == "It\nbroke."
    assert "ZeroDivisionError" in second["exc_info"]


def test_for_people_nothing_is_set() -> None:
    assert logging_config(Settings()) is None
