"""How the trials of rules look in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.knowledge.trials import Trial

MOST_FIRED = 6


def render_trials(tried: Sequence[tuple[str, Sequence[Trial]]], *, is_long: bool) -> Table:
    """Return a table: a line for each rule, and under it its examples that do not hold, all of them if `is_long`."""
    table = Table("rule", "example", "must", "came out", "what fired")
    for name, trials in tried:
        held = sum(not trial.wrong for trial in trials)
        style = "green" if held == len(trials) else "red"
        rule = trials[0].rule if trials else name
        table.add_row(Text(rule, style="bold"), f"{held} of {len(trials)} hold", style=style)
        for trial in trials:
            if trial.wrong or is_long:
                table.add_row(*_cells(name, trial))
    return table


def _cells(name: str, trial: Trial) -> tuple[Text, ...]:
    fired = [*trial.fired[:MOST_FIRED], *(["…"] if len(trial.fired) > MOST_FIRED else [])]
    return (
        Text(f"{name}:{trial.line}", style="dim"),
        Text(trial.text),
        Text("fire" if trial.must_fire else "keep silent"),
        Text(trial.wrong or "as it must", style="red" if trial.wrong else "green"),
        Text("\n".join(fired) or "nothing", style="" if fired else "dim"),
    )
