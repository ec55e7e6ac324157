from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Literal

import pytest
from rich.console import Console

import schemas
from schemas.alert import AlertV1
from streams.cli.alert_line import print_alert

EXAMPLE = Path(schemas.__file__).parent / "examples" / "alerts" / "good" / "update.json"
LONG = "Troop buildup by Sweden: " + ", ".join(f"{n},000 troops at post {n}" for n in range(1, 20))


def printed(terminal: bool, width: int = 80, **changes: object) -> str:
    alert = AlertV1.model_validate({**json.loads(EXAMPLE.read_text()), **changes})
    file = StringIO()
    colours: Literal["standard", "auto"] = "standard" if terminal else "auto"
    print_alert(alert, Console(file=file, width=width, force_terminal=terminal, color_system=colours))
    return file.getvalue()


@pytest.mark.parametrize(
    ("message_type", "mark"), [("Alert", "● ALERT "), ("Update", "◐ UPDATE"), ("Cancel", "○ CANCEL")]
)
def test_each_message_type_has_its_mark(message_type: str, mark: str) -> None:
    assert printed(terminal=False, message_type=message_type).startswith(mark)


def test_a_pipe_gets_the_whole_alert_in_one_line_without_colour() -> None:
    shown = printed(terminal=False, headline=LONG, severity="Severe", certainty="Likely")

    assert shown == f"◐ UPDATE Severe    2031-03-04 06:30 {LONG}\n"


def test_a_terminal_gets_one_line_cut_to_its_width_in_colour() -> None:
    shown = printed(terminal=True, headline=LONG)

    assert "\x1b[" in shown
    assert shown.count("\n") == 1
    assert "…" in shown
    assert LONG[:40] in shown
    assert LONG[:50] not in shown


def test_what_is_at_most_possible_is_marked() -> None:
    assert "Severe? " in printed(terminal=False, severity="Severe", certainty="Possible")
    assert "Severe  " in printed(terminal=False, severity="Severe", certainty="Observed")


@pytest.mark.parametrize(
    ("changes", "news"),
    [
        pytest.param([], "", id="nothing told"),
        pytest.param(["Denied by Oslo.", "Also reported by Northwire."], "Denied by Oslo. ", id="the first"),
        pytest.param(["Extreme, was Severe: people died."], "Extreme, was Severe. ", id="without its reason"),
        pytest.param(["Also stated by " + "the mayor, " * 9], "Also stated by the mayor, the… ", id="cut"),
    ],
)
def test_an_update_says_first_what_is_new(changes: list[str], news: str) -> None:
    shown = printed(terminal=False, message_type="Update", changes=changes, headline="Talks in Reykjavik")

    assert f"06:30 {news}Talks in Reykjavik\n" in shown


def test_only_an_update_has_news() -> None:
    shown = printed(terminal=False, message_type="Alert", changes=["Denied by Oslo."], headline="Talks")

    assert "Denied" not in shown


def test_the_watchlists_stand_at_the_end() -> None:
    lists = [{"id": "arctic", "revision": 3}, {"id": "baltic-desk"}]

    assert printed(terminal=False, headline="Talks", watchlists=lists).endswith(
        " Talks [arctic, baltic-desk]\n"
    )


def test_an_exercise_says_so() -> None:
    assert " Exercise: Talks in Reykjavik\n" in printed(
        terminal=False, status="Exercise", headline="Talks in Reykjavik"
    )


def test_a_cancelled_alert_says_so_once() -> None:
    shown = printed(terminal=False, message_type="Cancel", headline="Cancelled: Talks in Reykjavik")

    assert shown.startswith("○ CANCEL")
    assert shown.endswith(" Talks in Reykjavik\n")


@pytest.mark.parametrize("terminal", [True, False])
def test_a_headline_steers_no_terminal_and_is_no_markup(terminal: bool) -> None:
    shown = printed(terminal=terminal, headline="A\x1b]0;x\x07 [red]b[/]\n\u202ec", width=200)

    assert "A ]0;x [red]b[/] c" in shown
    assert "\x1b]" not in shown
