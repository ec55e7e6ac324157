"""`tocsin rules`: check rule files and try their examples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.cli.console import out, progress, say
from streams.cli.render_rules import render_trials
from streams.knowledge import compile_rules, open_knowledge, read_all_rules, refuse_errors
from streams.knowledge.trials import try_examples
from streams.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.knowledge import Knowledge, RuleSet, Sheet
    from streams.knowledge.trials import Trial

EXIT_WRONG = 1

app = typer.Typer(help="Check rules, try their examples, see why they fire.", no_args_is_help=True)

Files = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Rule files; without any all rules, those of TOCSIN_RULES included.", show_default=False
    ),
]


@app.command()
def check(files: Files = None) -> None:
    """Say what is wrong with rule files: file, line and column, the field, what was found and what is wanted.

    All of it, not only the first. The exit code is 1 where something must be mended; notes are advice. Each file is
    checked together with the built-in rules and those of TOCSIN_RULES, since rules use one another's lists.
    """
    rules = read_all_rules(load_settings().rules, files or [])
    chosen = {sheet.file.name for sheet in chosen_of(rules, files)}
    found = [finding for finding in rules.findings if finding.file in chosen or not files]
    for finding in found:
        out.print(f"{'note: ' if finding.problem.is_note else ''}{finding}", markup=False, soft_wrap=True)
    for name, ours in rules.replaced.items():
        if name in chosen:
            say(f"{name} replaces the built-in {ours}.")
    errors = sum(not finding.problem.is_note for finding in found)
    if not rules.errors:
        compile_rules(rules)
    say(f"{len(chosen)} files checked: {errors} errors, {len(found) - errors} notes.")
    if len(rules.errors) > errors:
        say("Other rules have errors too: `tocsin rules check` without a file shows them.")
    raise typer.Exit(EXIT_WRONG if errors else 0)


@app.command("test")
def try_rules(files: Files = None) -> None:
    """Try the examples of rule files: those that must fire, with the fields that they expect, and the near misses.

    The table shows each example that does not hold, and what fired on it instead. The exit code is then 1.
    """
    settings = load_settings()
    rules = read_all_rules(settings.rules, files or [])
    refuse_errors(rules.errors)
    knowledge = open_knowledge(settings.model, rules)
    tried = try_sheets(chosen_of(rules, files), knowledge)
    trials = [(name, trial) for name, of_file in tried for trial in of_file]
    failed = [(name, trial) for name, trial in trials if trial.wrong]
    out.print(render_trials(tried, is_long=bool(files)))
    say(f"{len(trials)} examples of {len(tried)} rules tried: {len(failed)} do not hold.")
    raise typer.Exit(EXIT_WRONG if failed else 0)


def try_sheets(sheets: Iterable[Sheet], knowledge: Knowledge) -> list[tuple[str, list[Trial]]]:
    """Return the trials of all examples, by the file that has them."""
    with_examples = [sheet for sheet in sheets if "examples" in sheet.content]
    with progress() as display:
        return [
            (sheet.file.name, list(try_examples(sheet, knowledge)))
            for sheet in display.track(with_examples, description="Trying")
        ]


def chosen_of(rules: RuleSet, files: Iterable[Path] | None) -> Sequence[Sheet]:
    """Return the rules that the user asked for."""
    names = {str(path) for path in files or ()}
    return [sheet for sheet in rules.sheets if not names or sheet.file.name in names]
