"""Silence: what becomes of claims, and why those that ring nothing do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.alerts.board import Board
from streams.alerts.compose import compose
from streams.alerts.evidence import list_evidence
from streams.alerts.ringing import say_silence, why_silent
from streams.alerts.sources import count_sources
from streams.alerts.weigh import judge_certainty
from streams.events.report import claim_id
from streams.events.told import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from streams.alerts.alert import Alert
    from streams.alerts.policy import Policy
    from streams.backtest.replay import Course
    from streams.claims.claim import Claim
    from streams.claims.kind import Kind
    from streams.events.report import Report
    from streams.events.shelf import Event
    from streams.pipeline import Enriched

NO_KIND = "its rule has no alert kind: it tells of interaction"
NO_THEME = "the article has no geopolitical theme, and the claim does not name two sides"
NO_CLAIM = "no rule makes a claim of its words"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a claim leads to: the alert that it is evidence of, or `because` of what there is none."""

    alert: Alert | None
    because: str = ""


def judge(
    reports: Iterable[tuple[str, Report]], kinds: Mapping[str, Kind], policy: Policy
) -> dict[str, Verdict]:
    """Return what becomes of each claim of these reports, by its id, where there are no others."""
    board = Board(kinds, policy)
    verdicts: dict[str, Verdict] = {}
    for key, report in reports:
        board.receive(key, report)
        verdicts |= {
            claim_id(report.article_id, report.version, claim): Verdict(None, _say_background(report, claim))
            for claim in report.claims
        }
    for event in board.events():
        verdict = _verdict(event, kind_of(event, kinds), policy)
        verdicts |= {name: verdict for account in (*event.accounts, *event.history) for name in account.ids}
    return verdicts


def judge_article(
    read: Enriched, reports: Iterable[tuple[str, Report]], kinds: Mapping[str, Kind], policy: Policy
) -> tuple[Verdict, ...]:
    """Return what becomes of each claim of an article by itself, in their order; `reports` is what it reports."""
    verdicts = judge(reports, kinds, policy)
    article = read.article
    return tuple(
        verdicts.get(
            claim_id(article.id, article.version, claim), Verdict(None, NO_THEME if claim.kind else NO_KIND)
        )
        for claim in read.claims
    )


def explain_losses(
    lost: Iterable[Course],
    reports: Sequence[tuple[str, Report]],
    kinds: Mapping[str, Kind],
    policy: Policy,
) -> dict[str, str]:
    """Return for each alert that the rules of these reports do not tell why not, as far as its own articles say."""
    lost = list(lost)
    by_article: dict[str, list[tuple[str, Report]]] = {}
    wanted = {article for course in lost for article, _ in course.words}
    for key, report in reports:
        if report.article_id in wanted:
            by_article.setdefault(report.article_id, []).append((key, report))
    return {course.id: _loss(course, by_article, kinds, policy) for course in lost}


def _loss(
    course: Course,
    by_article: Mapping[str, Sequence[tuple[str, Report]]],
    kinds: Mapping[str, Kind],
    policy: Policy,
) -> str:
    articles = sorted({article for article, _ in course.words})
    reports = [each for article in articles for each in _latest(by_article.get(article, ()))]
    verdicts = judge(reports, kinds, policy)
    at_its_words = [
        verdicts[claim_id(report.article_id, report.version, claim)]
        for _, report in reports
        for claim in report.claims
        if (report.article_id, claim.trigger) in course.words
    ]
    if not at_its_words:
        return NO_CLAIM
    return next((verdict.because for verdict in at_its_words if not verdict.alert), "")


def _latest(reports: Sequence[tuple[str, Report]]) -> list[tuple[str, Report]]:
    """Return what an article reports in its last version."""
    last = max((report.version for _, report in reports), default=0)
    return [(key, report) for key, report in reports if report.version == last]


def _say_background(report: Report, claim: Claim) -> str:
    """Return why a claim may be of no event: what is in one, is put right by its event."""
    if claim.status == "historical":
        return "it is told as history"
    if report.genre is not None:
        return f"it is background only: the piece is {report.genre}, and no news report"
    return "it is background only: the article dates it further back than news of its kind lasts"


def _verdict(event: Event, kind: Kind, policy: Policy) -> Verdict:
    shown = list_evidence(event)
    silence = why_silent(
        shown, judge_certainty(shown, count_sources(shown), kind, policy.words), kind, policy
    )
    if silence is None:
        return Verdict(compose(event, kind, policy))
    return Verdict(None, say_silence(silence, kind, policy))
