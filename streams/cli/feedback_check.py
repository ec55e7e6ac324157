"""`tocsin feedback check`: the articles that desks judged, read again by the rules as they are now."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer
from pydantic import ValidationError
from rich.text import Text

from schemas.feedback import CaseV1
from streams.backtest.cases import Case, judge_case
from streams.backtest.replay import replay
from streams.backtest.reread import settle
from streams.clean.memory import Memory
from streams.cli.console import out, plain, progress, say, write_lines
from streams.cli.publish import lines
from streams.knowledge import KnowledgeError, open_knowledge, read_all_rules, refuse_errors
from streams.runtime.rereading import read_by
from streams.settings import load_settings
from streams.wire.articles import Rejected, read_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streams.knowledge import Knowledge
    from streams.settings import Settings

EXIT_WRONG = 1
GLYPHS = {"held": ("✓", "green"), "wrong": ("✗", "bold red"), "passed over": ("–", "dim")}

Cases = Annotated[
    Path, typer.Argument(metavar="CASES", help="What `export` wrote.", exists=True, dir_okay=False)
]
Drafts = Annotated[
    list[Path] | None,
    typer.Option(
        "--rule",
        metavar="FILE",
        help="A draft, used in place of the rule of its id; repeatable.",
        exists=True,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def check(cases: Cases, rule: Drafts = None, as_json: AsJson = False) -> None:
    """Read the articles of cases again by the rules as they are now, and say which come out as the desks want them.

    The exit code is 1 where one does not. A duplicate of which nobody said what it doubles is passed over, and so is
    a case whose articles are gone.
    """
    settings = load_settings()
    wanted = list(read_cases(cases))
    rules = read_all_rules(settings.rules, rule or ())
    refuse_errors(rules.errors)
    knowledge = open_knowledge(settings.model, rules)
    with progress() as display:
        tracked = display.track(wanted, description="Reading again")
        results = [(case, _judged(case, knowledge, settings)) for case in tracked]
    if as_json:
        write_lines(
            json.dumps({"alert_id": case.verdict.alert_id, **result._asdict()}).encode()
            for case, result in results
        )
    else:
        for case, result in results:
            _print(case, result)
    tally = Counter(result.outcome for _, result in results)
    say(
        f"{len(results)} cases: {tally['held']} hold, {tally['wrong']} do not, {tally['passed over']} passed over."
    )
    raise typer.Exit(EXIT_WRONG if tally["wrong"] else 0)


class Result(NamedTuple):
    """What came of a case: `held`, `wrong` or `passed over`, and why."""

    outcome: Literal["held", "wrong", "passed over"]
    why: str = ""


def read_cases(path: Path) -> Iterator[CaseV1]:
    """Yield the cases of a file. Raises `KnowledgeError` naming line and field."""
    for number, line in enumerate(lines(path), start=1):
        try:
            yield CaseV1.read(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the line"
            raise KnowledgeError(f"{path}, line {number}: {where}: {first['msg']}") from None


def _judged(case: CaseV1, knowledge: Knowledge, settings: Settings) -> Result:
    if case.expect == "once" and case.verdict.duplicate_of is None:
        return Result("passed over", "nobody said what it doubles")
    if case.missing:
        return Result("passed over", f"{len(case.missing)} of its articles are gone")
    memory, reports = Memory(settings.window_articles), []
    for number, event in enumerate(case.articles):
        article = read_article(json.dumps(event).encode(), settings)
        if isinstance(article, Rejected):
            return Result("wrong", f"article {number}: {article.detail}")
        read = read_by(article, (knowledge,), memory.learned(article))
        settled = settle(read, (0, number), memory)
        reports += [(key, report.for_purpose(settings.purpose)) for key, report in (settled or ((),))[0]]
    end = max((report.published_at for _, report in reports), default=case.verdict.given_at)
    courses = replay(reports, knowledge.kinds, knowledge.policy, end)
    wrong = judge_case(Case(case.expect, case.kind, frozenset(case.quotes)), courses)
    return Result("wrong", wrong) if wrong else Result("held")


def _print(case: CaseV1, result: Result) -> None:
    glyph, style = GLYPHS[result.outcome]
    line = Text(f"{glyph} ", style=style).append(f"{case.verdict.verdict:<9} ", style="bold")
    line.append(plain(case.headline))
    if result.why:
        line.append(f" → {plain(result.why)}", style=style)
    out.print(line, soft_wrap=True)
