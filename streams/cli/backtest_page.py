"""The page of a back-test: one file without script, and without a request to anywhere.

What articles say goes through `_text` alone, which leaves nothing of it that a browser would act upon.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from streams.cli.backtest_plot import draw_bars
from streams.cli.backtest_style import STYLE
from streams.cli.backtest_words import (
    bins_of,
    count_differences,
    say_against,
    say_budget,
    say_day,
    say_headline,
    say_lost,
    say_reading,
    say_ringing,
    say_title,
    shorten,
)
from streams.cli.console import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from streams.alerts.alert import Evidence
    from streams.backtest.compare import Comparison, Pair
    from streams.backtest.finding import Finding, Ringing
    from streams.backtest.replay import Course
    from streams.cli.backtest_words import Asked

MOST_BINS = 92
MOST_QUOTES = 6
MOST_OPEN = 12
"""Differences of one sort that are shown at once; more are unfolded by who wants them."""

QUOTE_CHARS = 600
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


def write_page(finding: Finding, asked: Asked, now: datetime) -> str:
    """Return the page as HTML; `now` is when it was made."""
    title = f"Back-test of {say_title(asked)}"
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">',
            f"<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>",
            f"<h1>{_text(title)}</h1>\n<p>{_text(say_reading(asked, finding.span))}.</p>\n</header>\n<main>",
            *_parts(finding, asked),
            f"</main>\n<footer>Tocsin, {now:%Y-%m-%d %H:%M} UTC</footer>\n</body>\n</html>\n",
        )
    )


def _parts(finding: Finding, asked: Asked) -> Iterator[str]:
    unit, bins = bins_of(finding, MOST_BINS)
    what = "all" if finding.is_whole else "those of the drafts, and those that differ"
    yield f"<section>\n<h2>Alerts a {unit}</h2>\n<p>Shown: {what}.</p>"
    yield f"{draw_bars(bins, asked.sets)}\n</section>"
    if finding.ringing:
        yield "<section>\n<h2>How often each rings</h2>\n<ul class=rows>"
        yield from (_ringing(row) for row in finding.ringing)
        yield "</ul>\n</section>"
    yield f"<section>\n<h2>{_text(say_against(asked))}</h2>"
    yield from _differences(finding.comparison)
    yield "</section>\n<section>\n<h2>What would have rung</h2>"
    yield from _listed(finding.shown[1])
    yield "</section>"


def _ringing(row: Ringing) -> str:
    look = "" if row.budget is None else " class=above" if row.is_above else " class=within"
    return f"<li><b>{_text(row.name)}</b> {_text(say_ringing(row))}; <span{look}>{_text(say_budget(row))}</span></li>"


def _differences(comparison: Comparison) -> Iterator[str]:
    counts = count_differences(comparison).items()
    yield "<dl class=tiles>"
    yield from (f"<div><dt>{_text(what)}</dt><dd>{count:,}</dd></div>" for what, count in counts)
    yield "</dl>"
    lost = (_course(each, aside=say_lost(each, comparison)) for each in comparison.lost)
    yield from _folded("Gained", map(_course, comparison.gained))
    yield from _folded("Lost", lost)
    yield from _folded("Changed in severity", map(_regraded, comparison.regraded))
    yield from _folded("Told otherwise", map(_reworded, comparison.reworded))


def _folded(title: str, courses: Iterable[str]) -> Iterator[str]:
    found = list(courses)
    if found:
        look = " open" if len(found) <= MOST_OPEN else ""
        yield f"<details{look}>\n<summary>{title} <span class=count>{len(found):,}</span></summary>"
        yield from found
        yield "</details>"


def _listed(courses: Iterable[Course]) -> Iterator[str]:
    is_empty = True
    for day, group in groupby(courses, key=lambda course: course.rang_at.date()):
        is_empty = False
        yield f"<h3>{say_day(day)}</h3>"
        yield from map(_course, group)
    if is_empty:
        yield "<p>Nothing.</p>"


def _regraded(pair: Pair) -> str:
    before = pair.before.alert.severity
    return _course(pair.after, before=f"{_severity(before)} → ", aside=pair.why)


def _reworded(pair: Pair) -> str:
    return _course(pair.after, aside=f"Was: {say_headline(pair.before.alert)}")


def _course(course: Course, before: str = "", aside: str = "") -> str:
    """Return an alert; `before` is HTML, `aside` is not."""
    alert = course.alert
    over = "" if course.is_standing else f" · taken back {say_day(course.told[-1].at.date())}"
    quotes = "\n".join(_quote(evidence) for evidence in alert.evidence[:MOST_QUOTES])
    more = len(alert.evidence) - MOST_QUOTES
    look = "" if course.is_standing else ' class="over"'
    facts = f"{before}{_severity(alert.severity)} {_text(alert.certainty)} · {course.rang_at:%Y-%m-%d %H:%M}{over}"
    parts = (
        f"<article{look}>\n<p class=facts>{facts}</p>\n<h4>{_text(say_headline(alert))}</h4>",
        f"<p class=aside>{_text(aside)}</p>" if aside else "",
        quotes,
        f"<p class=aside>and {more} more</p>" if more > 0 else "",
        "</article>",
    )
    return "\n".join(part for part in parts if part)


def _severity(severity: str) -> str:
    return f'<span class="severity {_text(severity.lower())}">{_text(severity)}</span>'


def _quote(evidence: Evidence) -> str:
    quote = _text(shorten(evidence.quote, QUOTE_CHARS))
    return f"<blockquote>{quote} <cite>{_publisher(evidence)}</cite></blockquote>"


def _publisher(evidence: Evidence) -> str:
    """Return who published it, as a link where the article's address is one of the web."""
    name, address = _text(shorten(evidence.publisher, 80)), plain(evidence.url or "")
    if not address.lower().startswith(("https://", "http://")):
        return name
    return f'<a href="{_text(address)}" rel="noopener noreferrer nofollow">{name}</a>'


def _text(said: str) -> str:
    return escape(plain(said), quote=True)
