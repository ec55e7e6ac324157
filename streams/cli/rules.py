"""`tocsin rules`: check rule files, try their examples, and see why a rule fired on an article or did not."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from streams.clean.article import Article
from streams.cli.console import out, progress, say, write_line
from streams.cli.render_explained import explained_as_json, render_explained
from streams.cli.render_rules import render_trials
from streams.knowledge import KnowledgeError, compile_rules, open_knowledge, read_all_rules, refuse_errors
from streams.knowledge.trials import try_examples
from streams.pipeline import explain as explain_article
from streams.settings import load_settings
from streams.wire.articles import Rejected, read_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.knowledge import RuleSet, Sheet
    from streams.settings import Settings

EXIT_WRONG = 1

app = typer.Typer(help="Check rules, try their examples, see why they fire.", no_args_is_help=True)

Files = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Rule files; without any all rules, those of TOCSIN_RULES included.", show_default=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of a page.")]
Day = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Day on which plain text was published; today where not given."),
]
Drafts = Annotated[
    list[Path] | None,
    typer.Option("--rule", help="A rule file to use beside the others, or in place of the one of its id."),
]
Everything = Annotated[bool, typer.Option("--all", help="Show every near miss, not only the first of them.")]


@app.command()
def check(files: Files = None) -> None:
    """Say what is wrong with rule files: file, line and column, the field, what was found and what is wanted.

    All of it, not only the first. The exit code is 1 where something must be mended; notes are advice. Each file is
    checked together with the built-in rules and those of TOCSIN_RULES, since rules use one another's lists.
    """
    rules = read_all_rules(load_settings().rules, files or [])
    chosen = {sheet.file.name for sheet in _chosen(rules, files)}
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
    sheets = [sheet for sheet in _chosen(rules, files) if "examples" in sheet.content]
    with progress() as display:
        tried = [
            (sheet.file.name, list(try_examples(sheet, knowledge)))
            for sheet in display.track(sheets, description="Trying")
        ]
    trials = [(name, trial) for name, of_file in tried for trial in of_file]
    failed = [(name, trial) for name, trial in trials if trial.wrong]
    out.print(render_trials(tried, is_long=bool(files)))
    say(f"{len(trials)} examples of {len(tried)} rules tried: {len(failed)} do not hold.")
    raise typer.Exit(EXIT_WRONG if failed else 0)


@app.command()
def explain(
    article: Annotated[
        str, typer.Argument(help="A file, or - for standard input: an article event or plain text.")
    ],
    as_json: AsJson = False,
    everything: Everything = False,
    day: Day = None,
    draft: Drafts = None,
) -> None:
    """Show which rule fired on which words of an article, and which nearly did and why not; the themes likewise."""
    settings = load_settings()
    rules = read_all_rules(settings.rules, draft or [])
    refuse_errors(rules.errors)
    sent = _article(_bytes(article, settings), settings, day)
    found = explain_article(sent, open_knowledge(settings.model, rules))
    if as_json:
        write_line(json.dumps(explained_as_json(found), ensure_ascii=False, default=str).encode())
        sys.stdout.buffer.flush()
    else:
        out.print(render_explained(found, everything=everything))


def _chosen(rules: RuleSet, files: Iterable[Path] | None) -> Sequence[Sheet]:
    """Return the rules that the user asked for."""
    names = {str(path) for path in files or ()}
    return [sheet for sheet in rules.sheets if not names or sheet.file.name in names]


def _bytes(article: str, settings: Settings) -> bytes:
    try:
        if article == "-":
            return sys.stdin.buffer.read(settings.message_bytes + 1)
        with Path(article).open("rb") as file:
            return file.read(settings.message_bytes + 1)
    except OSError as error:
        raise KnowledgeError(f"{article}: {error.strerror}") from None


def _article(raw: bytes, settings: Settings, day: datetime | None) -> Article:
    """Return the article that was sent: an event where it begins like one, otherwise plain text."""
    if not raw.lstrip().startswith(b"{"):
        published = (day or datetime.now(UTC)).replace(tzinfo=UTC)
        text = raw[: settings.body_bytes].decode("utf-8", "replace")
        return Article(id="text", source="text", published_at=published, body=text)
    found = read_article(raw, settings)
    if isinstance(found, Rejected):
        raise KnowledgeError(f"No article: {found.detail}")
    return found
