from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import schemas
from streams.cli.alerts import label_record
from streams.cli.commands import app
from streams.wire.alerts import read_alert, write_alert
from streams.wire.labels import label_of

GOOD = Path(schemas.__file__).parent / "examples" / "alerts" / "good"
ALERT = read_alert((GOOD / "update.json").read_bytes())
RECORD = write_alert(ALERT)


def test_a_record_is_told_by_its_headers_without_a_look_at_its_value() -> None:
    assert label_record(RECORD.headers, b"no JSON") == label_of(ALERT)


def test_a_record_without_headers_is_told_by_its_value() -> None:
    assert label_record((), RECORD.value or b"") == label_of(ALERT)


def test_a_record_that_neither_tells_is_no_alert() -> None:
    assert label_record((), b"no JSON") is None


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        pytest.param(
            ["--kind", "troop-build"],
            ("--kind", "'troop-build'", "Did you mean troop-buildup?", "air-strike", "weapons-test"),
            id="kind",
        ),
        pytest.param(["--country", "Swedn"], ("--country", "'Swedn'", "Sweden (SWE)"), id="country"),
        pytest.param(
            ["--min-severity", "high"],
            ("--min-severity", "'high'", "Extreme, Severe, Moderate, Minor"),
            id="severity",
        ),
        pytest.param(
            ["--certainty", "sure"],
            ("--certainty", "'sure'", "Observed, Likely, Possible, Unlikely"),
            id="certainty",
        ),
        pytest.param(["--since", "noon"], ("--since", "'noon'", "2h, 3d"), id="since"),
        pytest.param(["--since", ""], ("--since", "''", "2h, 3d"), id="an empty since"),
        pytest.param(["--min-severity", ""], ("--min-severity", "''"), id="an empty severity"),
        pytest.param(["--standing", "--new"], ("--standing", "--new"), id="two that exclude each other"),
    ],
)
def test_a_wrong_option_is_named_with_what_is_allowed(arguments: list[str], parts: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, ["alerts", *arguments], env={"COLUMNS": "80", "TERM": "dumb"})
    said = re.sub(r"[│\s]+", " ", done.output)

    assert done.exit_code == 2
    for part in parts:
        assert part in said
