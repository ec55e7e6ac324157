"""`tocsin explain`: why a rule fired on an article and whether it rings, or why not."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schemas import topics
from streams.alerts.watchlists import is_on
from streams.backtest.reread import Recorded
from streams.backtest.silence import judge_article
from streams.claims.rule import ClaimRule
from streams.clean.article import Article
from streams.cli.console import out, write_lines
from streams.cli.render_explained import explained_as_json, only, render_explained
from streams.events.keys import split_report
from streams.knowledge import KnowledgeError, open_knowledge, read_all_rules, refuse_errors
from streams.knowledge.rulesets import id_of
from streams.pipeline import explain_text, tidy
from streams.runtime.client import read_topic
from streams.runtime.refusals import BrokerError
from streams.runtime.rereading import read_record
from streams.runtime.rules import read_in_force
from streams.settings import load_settings
from streams.themes.fields import nearest_to
from streams.themes.rules import ThemeRule
from streams.wire.answers import report_of
from streams.wire.articles import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from streams.alerts.watchlists import Watchlist
    from streams.backtest.silence import Verdict
    from streams.knowledge import Knowledge, RuleSet
    from streams.knowledge.sent import SentRule
    from streams.pipeline import Explained
    from streams.settings import Settings

_SUFFIXES = (".yaml", ".yml")

Sent = Annotated[
    str,
    typer.Argument(
        metavar="ARTICLE",
        help="A file or - (an article event, an enriched article or plain text), or the id of an article on the "
        "topics articles or articles.enriched.",
    ),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rule",
        metavar="R",
        help="Show this rule alone: its id, or a file with a draft, used in place of the one of its id; repeatable.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of a page.")]
Day = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Day on which plain text was published; today where not given."),
]
Everything = Annotated[bool, typer.Option("--all", help="Show every near miss, not only the first of them.")]


def explain(
    article: Sent,
    rule: Rules = None,
    as_json: AsJson = False,
    everything: Everything = False,
    day: Day = None,
) -> None:
    """Show which rule fired on which words of an article, and whether that rings; which nearly did, and why not.

    Of a rule that is named with --rule all is shown: each place where it fired, the first condition that failed where
    its words stand, or the words that it looks for where none does. Whether it rings is said of the article by itself.
    """
    settings = load_settings()
    try:
        sent_rules = asyncio.run(read_in_force(settings)).standing if _is_id(article) else ()
        sent = _article(article, settings, day)
    except BrokerError as error:
        raise KnowledgeError(
            f"{article}: there is no such file. Nor can the id be looked up: {error}"
        ) from None
    rules, chosen = _rules(settings, rule or (), sent_rules)
    knowledge = open_knowledge(settings.model, rules)
    found = explain_text(sent.tidied if isinstance(sent, Recorded) else tidy(sent, knowledge), knowledge)
    verdicts = _verdicts(found, knowledge)
    if chosen:
        found, verdicts = only(chosen, found, verdicts)
    watched = _watched(verdicts, rules.watchlists)
    if as_json:
        said = explained_as_json(found, verdicts) | {"watchlists": watched}
        write_lines([json.dumps(said, ensure_ascii=False, default=str).encode("utf-8", "replace")])
        return
    everything = everything or bool(chosen)
    out.print(render_explained(found, verdicts, tuple(chosen.values()), everything=everything))
    for name, headlines in watched.items():
        say_watched = (
            f"on watchlist {name}: {'; '.join(headlines)}" if headlines else f"not on watchlist {name}"
        )
        out.print(f"  {say_watched}", markup=False)


def _is_file(rule: str) -> bool:
    return Path(rule).suffix in _SUFFIXES or Path(rule).is_file()


def _rules(
    settings: Settings, said: Sequence[str], sent: Sequence[SentRule]
) -> tuple[RuleSet, Mapping[str, ClaimRule | ThemeRule]]:
    """Return all rules with the drafts, and those that are to be shown alone. Raises `KnowledgeError`."""
    drafts = [Path(each) for each in said if _is_file(each)]
    rules = read_all_rules(settings.rules, drafts, sent=sent)
    refuse_errors(rules.errors)
    return rules, _chosen(rules, said, drafts)


def _chosen(
    rules: RuleSet, said: Sequence[str], drafts: Sequence[Path]
) -> Mapping[str, ClaimRule | ThemeRule]:
    """Return by id the rules that are to be shown alone. Raises `KnowledgeError` for one that is not there.

    None where a draft is neither a claim rule nor a theme: what it changes may be anywhere.
    """
    files = {str(path) for path in drafts}
    sheets = {id_of(sheet.rule): sheet for sheet in rules.sheets if sheet.rule}
    for name in said:
        if name not in sheets and not _is_file(name):
            near = nearest_to(name, sheets)
            meant = f" Did you mean {near!r}?" if near else ""
            raise KnowledgeError(f"--rule {name}: there is no rule of this id, and no such file.{meant}")
    wanted = {name: sheet.rule for name, sheet in sheets.items() if name in said or sheet.file.name in files}
    found = {name: rule for name, rule in wanted.items() if isinstance(rule, ClaimRule | ThemeRule)}
    return found if len(found) == len(wanted) else {}


def _verdicts(found: Explained, knowledge: Knowledge) -> tuple[Verdict, ...]:
    report = report_of(found.enriched, knowledge.policy.genres)
    parts = split_report(report, knowledge.kinds)
    return judge_article(found.enriched, parts, knowledge.kinds, knowledge.policy)


def _watched(verdicts: Sequence[Verdict], watchlists: Iterable[Watchlist]) -> dict[str, list[str]]:
    """Return for each watchlist the headlines of the alerts that are on it."""
    alerts = {verdict.alert.id: verdict.alert for verdict in verdicts if verdict.alert}
    return {each.id: [a.headline for a in alerts.values() if is_on(a, each)] for each in watchlists}


def _article(said: str, settings: Settings, day: datetime | None) -> Article | Recorded:
    """Return the article that is meant: a record where it begins like one, otherwise plain text."""
    raw = _bytes(said, settings)
    if not raw.lstrip().startswith(b"{"):
        published = (day or datetime.now(UTC)).replace(tzinfo=UTC)
        text = raw[: settings.body_bytes].decode("utf-8", "replace")
        return Article(id="text", source="text", published_at=published, body=text)
    found = read_record(raw, settings)
    if isinstance(found, Rejected):
        raise KnowledgeError(f"No article: {found.detail}")
    return found


def _bytes(said: str, settings: Settings) -> bytes:
    most = max(settings.message_bytes, topics.ENRICHED.max_message_bytes) + 1
    if _is_id(said):
        found = asyncio.run(_on_topics(said, settings))
        if found is None:
            raise KnowledgeError(f"{said}: there is no such file, and no article of this id on the topics.")
        return found
    try:
        if said == "-":
            return sys.stdin.buffer.read(most)
        with Path(said).open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise KnowledgeError(f"{said}: {error.strerror}") from None


def _is_id(said: str) -> bool:
    try:
        return said != "-" and not Path(said).exists()
    except (OSError, ValueError):  # longer than a name may be, or with a sign that no name has
        return True


async def _on_topics(article_id: str, settings: Settings) -> bytes | None:
    """Return the latest version of an article on the broker; what was sent, rather than what was made of it."""
    key, best, rank = article_id.encode("utf-8", "replace"), None, 0
    for topic in (topics.ENRICHED.name, topics.ARTICLES.name):
        async for message in read_topic(topic, settings):
            if message.key != key or message.value is None:
                continue
            found = read_record(message.value, settings)
            version = 0 if isinstance(found, Rejected) else _version(found)
            if version >= max(rank, 1):
                best, rank = message.value, version
    return best


def _version(found: Article | Recorded) -> int:
    return (found.article if isinstance(found, Recorded) else found).version
