"""`tocsin feedback`: what desks thought of alerts, as cases to hold rules against."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import typer

from schemas import topics
from schemas.alert import AlertV1
from schemas.enriched import EnrichedArticleV1
from schemas.feedback import CaseV1, FeedbackV1
from streams.cli.console import say, write_lines
from streams.runtime.client import read_topic
from streams.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from schemas.feedback import Expected, Verdict
    from streams.settings import Settings

app = typer.Typer(help="What desks thought of alerts.", no_args_is_help=True)

EXPECTED: dict[Verdict, Expected] = {
    "right": "rings",
    "late": "rings",
    "false": "silent",
    "duplicate": "once",
}


@app.command()
def export() -> None:
    """Write a case for each alert that was judged, one JSON object a line, the first judged first.

    A case has the verdict, what reading its articles again should come to (`expect`: rings, silent, once) and those
    articles as events. `tocsin feedback check` reads them again.
    """
    cases = asyncio.run(_cases(load_settings()))
    write_lines(case.model_dump_json().encode() for case in cases)
    say(f"{len(cases)} alerts were judged.")


def case_of(
    verdict: FeedbackV1, alerts: Sequence[AlertV1], articles: Mapping[str, EnrichedArticleV1]
) -> CaseV1:
    """Return a verdict as a case; `alerts` are the one that was judged, then the one that it doubles."""
    judged = alerts[0]
    evidence = [each for alert in alerts for each in alert.evidence]
    names = dict.fromkeys(each.article_id for each in evidence)
    return CaseV1(
        verdict=verdict,
        expect=EXPECTED[verdict.verdict],
        kind=judged.kind,
        headline=judged.headline,
        rules=tuple(sorted({each.rule for each in judged.evidence})),
        quotes=tuple(dict.fromkeys(each.quote for each in evidence)),
        articles=tuple(_event(articles[name]) for name in names if name in articles),
        missing=tuple(name for name in names if name not in articles),
    )


async def _cases(settings: Settings) -> list[CaseV1]:
    verdicts: dict[str, FeedbackV1] = {}
    async for message in read_topic(topics.FEEDBACK.name, settings):
        verdict = FeedbackV1.read(message.value or b"")
        verdicts[verdict.alert_id] = verdict
    wanted = verdicts.keys() | {each.duplicate_of for each in verdicts.values() if each.duplicate_of}
    alerts = await _alerts(wanted, settings)
    names = {each.article_id for found in alerts.values() for alert in found for each in alert.evidence}
    articles = await _articles(names, settings)
    cases = []
    for verdict in sorted(verdicts.values(), key=lambda each: each.given_at):
        judged = _told_last(alerts.get(verdict.alert_id, ()))
        doubled = _told_last(alerts.get(verdict.duplicate_of or "", ()))
        if judged:
            cases.append(case_of(verdict, [each for each in (judged, doubled) if each], articles))
        else:
            say(f"Alert {verdict.alert_id} is not on `{topics.ALERTS.name}` any more.")
    return cases


async def _alerts(wanted: Iterable[str], settings: Settings) -> dict[str, list[AlertV1]]:
    keys = {each.encode() for each in wanted}
    found: dict[str, list[AlertV1]] = {}
    async for message in read_topic(topics.ALERTS.name, settings):
        if message.key in keys and message.value is not None:
            alert = AlertV1.read(message.value)
            found.setdefault(alert.id, []).append(alert)
    return found


def _told_last(revisions: Iterable[AlertV1]) -> AlertV1 | None:
    """Return the last revision that has evidence: what is cancelled has none left."""
    return max((each for each in revisions if each.evidence), key=lambda each: each.revision, default=None)


async def _articles(names: Iterable[str], settings: Settings) -> dict[str, EnrichedArticleV1]:
    keys = {each.encode() for each in names}
    found: dict[str, EnrichedArticleV1] = {}
    async for message in read_topic(topics.ENRICHED.name, settings):
        if message.key in keys and message.value is not None:
            article = EnrichedArticleV1.read(message.value)
            found[article.article.id] = article
    return found


def _event(article: EnrichedArticleV1) -> dict[str, Any]:
    """Return an article event with the text as it was read."""
    facts = article.article.model_dump(mode="json", exclude_none=True, exclude={"authors", "evolved_from"})
    return {**facts, "body": article.text, "language": article.language}
