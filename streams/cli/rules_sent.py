"""`tocsin rules publish`, `list` and `remove`: the rules of a running Tocsin, changed without a restart."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from schemas import topics
from streams.cli.console import out, say, write_lines
from streams.cli.render_rules import render_trials
from streams.cli.rules import chosen_of, try_sheets
from streams.knowledge import KnowledgeError, compile_rules, open_knowledge, read_all_rules, refuse_errors
from streams.runtime.asking import ACCEPTED, ask
from streams.runtime.rules import read_in_force
from streams.runtime.topics import ensure_there
from streams.settings import load_settings
from streams.themes.fields import nearest_to
from streams.wire.rules import applied_contract, write_rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streams.knowledge import RuleSet, Sheet
    from streams.knowledge.sent import RulesInForce
    from streams.settings import Settings
    from streams.wire.message import Outgoing

EXIT_REFUSED, EXIT_UNANSWERED = 1, 3
SHOWN_CHARS = 60

Files = Annotated[list[Path], typer.Argument(help="Rule files, as `tocsin rules check` reads them.")]
Names = Annotated[
    list[str],
    typer.Argument(
        help="Ids as `tocsin rules list` shows them: claims/airspace-closure or airspace-closure."
    ),
]
Untested = Annotated[bool, typer.Option("--untested", help="Do not try the files' examples first.")]
Wait = Annotated[float, typer.Option(help="Seconds to wait for a worker's answer.", min=0)]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, as it stands on the topic.")]


def publish(files: Files, untested: Untested = False, wait: Wait = 30) -> None:
    """Send rules or watchlists to the workers, who read by them from the next article on.

    They are checked together with the rules in force and their examples are tried; what is wrong stays here. The exit
    code is 1 where something must be mended or was refused, and 3 where no worker answered in time.
    """
    settings = load_settings()
    asyncio.run(ensure_there(topics.RULES, settings))
    now = asyncio.run(read_in_force(settings))
    rules = read_all_rules(settings.rules, files, sent=now.standing)
    refuse_errors(rules.errors)
    compile_rules(rules)
    sheets = chosen_of(rules, files)
    if not untested:
        _must_hold(sheets, rules, settings)
    _ask(
        [write_rule(sheet.family, sheet.file.stem, content=sheet.content) for sheet in sheets], settings, wait
    )


def remove(names: Names, wait: Wait = 30) -> None:
    """Take rules or watchlists back that were sent. A built-in rule that one of them replaced is in force again.

    The exit codes are those of `publish`.
    """
    settings = load_settings()
    now = asyncio.run(read_in_force(settings))
    keys = [_key(name, now) for name in names]
    _ask([write_rule(*key.split("/", 1), content=None) for key in keys], settings, wait)


def show(as_json: AsJson = False) -> None:
    """Show the rules and watchlists that were sent and are in force, with their revisions."""
    settings = load_settings()
    now = asyncio.run(read_in_force(settings))
    if as_json:
        write_lines(applied_contract(rule).model_dump_json().encode() for rule in now.standing)
        return
    if now.standing:
        out.print(_table(now, read_all_rules(settings.rules)))
    as_of = "" if now.offset is None else f", as of offset {now.offset}"
    say(f"{len(now.standing)} rules sent are in force{as_of}, beside those of the workers' own files.")


def _must_hold(sheets: Sequence[Sheet], rules: RuleSet, settings: Settings) -> None:
    """Try the examples of rules, and end where one does not hold."""
    if not any("examples" in sheet.content for sheet in sheets):
        return
    trials = try_sheets(sheets, open_knowledge(settings.model, rules))
    failed = [trial for _, found in trials for trial in found if trial.wrong]
    if failed:
        out.print(render_trials(trials, is_long=True))
        say(f"{len(failed)} examples do not hold: mend them, or send the rule with --untested.")
        raise typer.Exit(EXIT_REFUSED)


def _key(name: str, now: RulesInForce) -> str:
    keys = [rule.key for rule in now.standing]
    found = [key for key in keys if name in (key, key.split("/")[1])]
    if len(found) == 1:
        return found[0]
    if found:
        raise KnowledgeError(f"{name!r} is the id of {' and '.join(found)}: say which.")
    near = nearest_to(name, [*keys, *(key.split("/")[1] for key in keys)])
    hint = f"did you mean {near!r}?" if near else "`tocsin rules list` shows what was."
    raise KnowledgeError(f"No rule {name!r} was sent and is in force; {hint}")


def _ask(changes: Sequence[Outgoing], settings: Settings, seconds: float) -> None:
    """Send changes, wait for the workers and say what came of each."""
    answers = asyncio.run(ask(changes, settings, seconds))
    for change, (offset, answer) in zip(changes, answers.items(), strict=True):
        name = (change.key or b"").decode()
        if answer == ACCEPTED:
            say(f"{name}: " + ("taken back." if change.value is None else f"in force as revision {offset}."))
        elif answer is None:
            say(
                f"{name}: sent as revision {offset}; no worker answered within {seconds:g} s. It waits for one."
            )
        else:
            say(f"{name}: refused. {answer}")
    said = set(answers.values())
    if said - {ACCEPTED, None}:
        raise typer.Exit(EXIT_REFUSED)
    if None in said:
        raise typer.Exit(EXIT_UNANSWERED)


def _table(now: RulesInForce, files: RuleSet) -> Table:
    in_files = {f"{sheet.family}/{sheet.file.stem}": sheet.file for sheet in files.sheets}
    table = Table("rule", "revision", "severity", "alerts a day", "what for", box=None, pad_edge=False)
    for rule in now.standing:
        content: Mapping[str, object] = json.loads(rule.raw or b"{}")
        what = str(content.get("title") or content.get("why") or "")
        if file := in_files.get(rule.key):
            what = f"{what} (in place of {file.name})"
        table.add_row(
            rule.key,
            str(rule.revision),
            str(content.get("severity") or content.get("min_severity") or ""),
            str(content.get("alerts_a_day", "")),
            Text(what[:SHOWN_CHARS]),
        )
    return table
