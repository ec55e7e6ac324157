"""`tocsin backtest`: what drafted rules would have rung over articles that came before."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from streams.alerts.watchlists import Watchlist
from streams.backtest.compare import compare
from streams.backtest.days import Span
from streams.backtest.finding import find, find_excess
from streams.backtest.replay import replay
from streams.backtest.silence import explain_losses
from streams.claims.rule import ClaimRule
from streams.cli.alert_options import read_since
from streams.cli.backtest_json import finding_as_json
from streams.cli.backtest_page import write_page
from streams.cli.backtest_words import Asked
from streams.cli.console import out, progress, say, write_line
from streams.cli.render_backtest import render_finding
from streams.cli.replaying import Gathered, Window, gather
from streams.knowledge import KnowledgeError, open_alerting, read_all_rules, refuse_errors
from streams.knowledge.files import read_file
from streams.knowledge.rulesets import id_of
from streams.runtime.rules import read_in_force
from streams.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.backtest.finding import Finding
    from streams.backtest.replay import Course
    from streams.events.report import Report
    from streams.knowledge import RuleSet, Sheet
    from streams.knowledge.sent import SentRule
    from streams.settings import Settings

TOPIC_WORDS = {
    "topic": "articles.enriched",
    "articles.enriched": "articles.enriched",
    "articles": "articles",
}
_SUFFIXES = (".yaml", ".yml")

Drafts = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Rule files, or folders of them: claim rules, themes, contexts, watchlists. Without any: the rules as "
        "they are.",
        show_default=False,
    ),
]
Origin = Annotated[
    str,
    typer.Option(
        "--from",
        help="A file of article events or enriched articles, or a topic: articles, articles.enriched (topic).",
    ),
]
Since = Annotated[
    str | None, typer.Option(help="Articles published from then on: 3d, 2031-03-04, 2031-03-04T06:30Z (UTC).")
]
Until = Annotated[str | None, typer.Option(help="Articles published before then; as --since.")]
Against = Annotated[
    list[Path] | None,
    typer.Option(
        help="Compare with these files or folders laid over the rules; without it, with the rules alone."
    ),
]
Html = Annotated[Path | None, typer.Option(help="Write a page with all of it to this file.", dir_okay=False)]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of a report.")]
Examples = Annotated[int, typer.Option(help="Examples of each difference that are shown.", min=0)]
Workers = Annotated[
    int | None, typer.Option(help="Processes that read; one for each core where not given.", min=1)
]
Everything = Annotated[
    bool, typer.Option("--all", help="Show every alert, not only those of the drafts and those that differ.")
]


class Drafted(NamedTuple):
    """The two sets of rules: those to compare with, those with the drafts, and which rules and lists the drafts are."""

    before: RuleSet
    after: RuleSet
    names: frozenset[str]


def backtest(  # noqa: PLR0913 - each argument is an option of the command
    drafts: Drafts = None,
    *,
    origin: Origin,
    since: Since = None,
    until: Until = None,
    against: Against = None,
    html: Html = None,
    as_json: AsJson = False,
    examples: Examples = 5,
    workers: Workers = None,
    everything: Everything = False,
) -> None:
    """Show what rules would have rung over articles of the past, and what is gained and lost against those of now.

    Each article is read once, with both sets of rules; its reports go through the alert stage in the order of
    publication. Articles are read from a file, or from a topic as far back as it goes (30 days of enriched articles).
    """
    settings = load_settings()
    if workers:
        settings = settings.model_copy(update={"processes": workers})
    now = datetime.now(UTC)
    window = Window(_time("--since", since, now), _time("--until", until, now))
    source = _source(origin)
    drafted, others = (list(_files(paths or [])) for paths in (drafts, against))
    # Where a broker is read from, the rules as they are now are its own, too.
    sent = asyncio.run(read_in_force(settings)).standing if isinstance(source, str) else ()
    rules = _rules(settings, drafted, others, sent)
    with progress() as display:
        gathered = asyncio.run(gather(source, (rules.before, rules.after), window, settings, display))
    _say_gathered(gathered, origin)
    finding = _finding(gathered, rules, window, now, everything=everything or not drafts)
    asked = Asked(
        drafts=tuple(sorted(rules.names)),
        against=tuple(map(str, against or ())),
        origin=origin if isinstance(source, Path) else source,
        read=gathered.read,
        left_out=gathered.refused,
    )
    if html:
        _write(html, write_page(finding, asked, now))
    if as_json:
        write_line(finding_as_json(finding, asked))
        sys.stdout.buffer.flush()
    else:
        out.print(render_finding(finding, asked, examples))
    for warning in find_excess(finding.after, rules.after.budgets):
        say(warning)


def _time(option: str, said: str | None, now: datetime) -> datetime | None:
    try:
        return None if said is None else read_since(said, now)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


def _rules(
    settings: Settings, drafts: Sequence[Path], against: Sequence[Path], sent: Sequence[SentRule]
) -> Drafted:
    """Return both sets of rules. Raises `KnowledgeError` with everything that is wrong with them."""
    after = read_all_rules(settings.rules, drafts, sent=sent)
    refuse_errors(after.errors)
    before = read_all_rules(settings.rules, against, sent=sent)
    refuse_errors(before.errors)
    names = {str(path) for path in drafts}
    drafted = frozenset(_name(sheet) for sheet in after.sheets if sheet.file.name in names)
    return Drafted(before, after, drafted - {""})


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    """Yield files, and those of folders as TOCSIN_RULES has them."""
    for path in paths:
        if not path.is_dir():
            yield Path(read_file(path).name)  # a file that is not there is said before a broker is asked
            continue
        found = sorted(
            each
            for each in (*path.glob("*"), *path.glob("*/*"))
            if each.suffix in _SUFFIXES and not each.name.startswith(".")
        )
        if not found:
            raise KnowledgeError(f"{path}: the folder holds no rule files (.yaml, .yml)")
        yield from found


def _name(sheet: Sheet) -> str:
    """Return by which name alerts know a rule: themes, contexts and bare lists give no evidence."""
    rule = sheet.rule
    is_named = isinstance(rule, Watchlist) or (isinstance(rule, ClaimRule) and bool(rule.triggers))
    return id_of(rule) if rule is not None and is_named else ""


def _source(origin: str) -> Path | str:
    """Return a file, or the name of a topic."""
    topic, path = TOPIC_WORDS.get(origin), Path(origin)
    if topic is None and not path.is_file():
        raise KnowledgeError(
            f"{origin}: there is no such file, and no such topic to read: --from takes a file of articles, "
            "`articles.enriched` or `articles`."
        )
    return topic or path


def _finding(
    gathered: Gathered, rules: Drafted, window: Window, now: datetime, *, everything: bool
) -> Finding:
    if gathered.first is None or gathered.last is None:
        raise KnowledgeError(
            "No article was read: there is nothing to test. Look at --from, --since and --until."
        )
    end = max(gathered.last, min(window.until or now, now))
    before, after = (
        _replay(reports, each, end)
        for reports, each in zip(gathered.reports, (rules.before, rules.after), strict=True)
    )
    comparison = compare(before, after)
    losses = explain_losses(comparison.lost, gathered.reports[1], *open_alerting(rules.after))
    return find(
        _span(gathered.first, gathered.last, window),
        (before, after),
        replace(comparison, because=losses),
        rules.names,
        rules.after.budgets,
        everything=everything,
    )


def _replay(reports: Iterable[tuple[str, Report]], rules: RuleSet, end: datetime) -> tuple[Course, ...]:
    kinds, policy = open_alerting(rules)
    return replay(reports, kinds, policy, end, rules.watchlists)


def _span(first: datetime, last: datetime, window: Window) -> Span:
    """Return the days that were asked for, or as far as that was left open those of the articles."""
    start = window.since or first
    end = window.until - timedelta(microseconds=1) if window.until else last
    return Span(start.astimezone(UTC).date(), max(start, end).astimezone(UTC).date())


def _say_gathered(gathered: Gathered, origin: str) -> None:
    for number, rejected in gathered.examples:
        say(f"{origin}: article {number} is left out: {rejected.detail}")
    if more := gathered.refused - len(gathered.examples):
        say(f"{origin}: {more} more are left out.")


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"{path}: the page cannot be written: {error.strerror}.") from None
    say(f"{path} written.")
