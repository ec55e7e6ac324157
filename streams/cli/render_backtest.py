"""How a back-test looks in a terminal, and in JSON."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from streams.backtest.days import bin_days, count_days
from streams.cli.render import QUOTE_CHARS, SEVERITY_STYLES
from streams.wire.alerts import alert_contract

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from rich.console import RenderableType

    from streams.alerts.alert import Alert, Evidence
    from streams.backtest.compare import Comparison, Pair
    from streams.backtest.days import Bin
    from streams.backtest.finding import Finding, Ringing
    from streams.backtest.replay import Course
    from streams.cli.replaying import Gathered

MOST_BINS = 31
MOST_LISTED = 40
MOST_QUOTES = 2
BAR_CHARS = 22
FULL, HALF = "█", "▌"
SETS = ("now", "draft")


def render_finding(
    finding: Finding, gathered: Gathered, names: Collection[str], examples: int
) -> RenderableType:
    """Return the whole report. What articles say is never markup."""
    return Group(
        _head(finding, gathered, names),
        Text(),
        *_plot(finding, names),
        *_noise(finding.ringing),
        *_differences(finding.comparison, examples),
        *_listed(finding),
    )


def say_day(day: date) -> str:
    """Return a day in words."""
    return f"{day.day} {day:%B %Y}"


def say_counts(comparison: Comparison) -> str:
    """Return in words how many alerts differ, and how."""
    counts = {
        "gained": len(comparison.gained),
        "lost": len(comparison.lost),
        "changed in severity": len(comparison.regraded),
        "told otherwise": len(comparison.reworded),
        "the same": comparison.same,
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items())


def say_ringing(row: Ringing) -> str:
    """Return in words how often a rule rang, and whether that is within its budget."""
    if not row.busiest_day:
        rang = "no alert"
    else:
        alerts = "1 alert" if row.rang == 1 else f"{row.rang} alerts"
        busiest = f"{row.most_on_a_day} on the busiest, {say_day(row.busiest_day)}"
        rang = f"{alerts}, {row.mean_a_day:.2g} a day, {busiest}"
    if row.budget is None:
        return f"{rang}; no budget"
    if not row.is_above:
        return f"{rang}; within its budget of {row.budget:g} a day"
    days = f" on {len(row.days_above)} days" if row.days_above else " on average"
    return f"{rang}; ABOVE its budget of {row.budget:g} a day{days.replace('1 days', '1 day')}"


def plain(text: str) -> str:
    """Return a text without anything that could steer a terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def shorten(text: str) -> str:
    """Return a quote, cut where it is long."""
    said = plain(text)
    return said if len(said) <= QUOTE_CHARS else said[: QUOTE_CHARS - 1] + "…"


def _head(finding: Finding, gathered: Gathered, names: Collection[str]) -> Text:
    span = finding.span
    days = "1 day" if span.days == 1 else f"{span.days} days"
    what = ", ".join(sorted(names)) or "the rules"
    line = Text("Back-test of ").append(what, style="bold")
    line.append(f" over {gathered.read:,} articles, {say_day(span.first)} to {say_day(span.last)} ({days})")
    return line


def _plot(finding: Finding, names: Collection[str]) -> Iterator[RenderableType]:
    unit, bins = bin_days(finding.span, [count_days(each) for each in finding.shown], MOST_BINS)
    what = "of the drafts, and those that differ" if names and not finding.is_whole else "all"
    yield _heading(f"Alerts a {unit} ({what})")
    most = max((count for each in bins for count in each.counts), default=0)
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    for _ in SETS:
        table.add_column(justify="right", min_width=5, no_wrap=True)
        table.add_column(width=BAR_CHARS, no_wrap=True)
    table.add_row("", *(cell for name in SETS for cell in (name, "")), style="dim")
    for each in bins:
        table.add_row(each.name, *_bars(each, most))
    total = [str(sum(each.counts[place] for each in bins)) for place in range(len(SETS))]
    table.add_row("together", total[0], "", total[1], "", style="bold")
    yield _indented(table)
    yield Text()


def _bars(each: Bin, most: int) -> Iterator[Text]:
    for count, style in zip(each.counts, ("dim", "cyan"), strict=True):
        halves = round(2 * BAR_CHARS * count / most) if most else 0
        halves = max(halves, 1) if count else 0
        yield Text(str(count) if count else "·", style="" if count else "dim")
        yield Text(FULL * (halves // 2) + HALF * (halves % 2), style=style)


def _noise(rows: Sequence[Ringing]) -> Iterator[RenderableType]:
    if not rows:
        return
    yield _heading("How often each rings")
    for row in rows:
        line = Text(row.name, style="bold").append(": ")
        yield _indented(line.append(say_ringing(row), style="red" if row.is_above else ""))
    yield Text()


def _differences(comparison: Comparison, examples: int) -> Iterator[RenderableType]:
    yield _heading("Against the rules as compared with")
    yield _indented(Text(say_counts(comparison)))
    for title, courses in (("Gained", comparison.gained), ("Lost", comparison.lost)):
        sign = "+" if title == "Gained" else "-"
        for course in _gravest(courses)[:examples]:
            instead = comparison.instead.get(course.id)
            because = (
                f"not told now: {comparison.because[course.id]}" if comparison.because.get(course.id) else ""
            )
            yield _indented(_course(course, sign, f"told by alert {instead} now" if instead else because))
        yield from _more(title.lower(), len(courses), examples)
    for pair in comparison.regraded[:examples]:
        yield _indented(_pair(pair))
    yield from _more("changed in severity", len(comparison.regraded), examples)
    yield Text()


def _more(what: str, count: int, shown: int) -> Iterator[RenderableType]:
    if count > shown:
        yield _indented(Text(f"and {count - shown} more {what} (--examples)", style="dim"))


def _gravest(courses: Iterable[Course]) -> list[Course]:
    order = list(SEVERITY_STYLES)
    return sorted(courses, key=lambda course: (order.index(course.alert.severity), course.rang_at))


def _pair(pair: Pair) -> RenderableType:
    line = Text("~ ").append(pair.before.alert.severity, style=SEVERITY_STYLES[pair.before.alert.severity])
    line.append(" → ").append(pair.after.alert.severity, style=SEVERITY_STYLES[pair.after.alert.severity])
    line.append(f" {pair.after.rang_at:%Y-%m-%d} ").append(plain(pair.after.alert.headline), style="bold")
    return Group(line, _indented(Text(plain(pair.why), style="italic")), *_quotes(pair.after.alert))


def _listed(finding: Finding) -> Iterator[RenderableType]:
    courses = finding.shown[1]
    yield _heading("What would have rung")
    if not courses:
        yield _indented(Text("nothing", style="dim"))
    for day, group in groupby(courses[:MOST_LISTED], key=lambda course: course.rang_at.date()):
        held = list(group)
        yield _indented(Text(say_day(day), style="underline"))
        for course in held:
            yield _indented(_course(course, "●" if course.is_standing else "○"))
    if (more := len(courses) - MOST_LISTED) and more > 0:
        yield _indented(Text(f"and {more} more (--html and --json show all)", style="dim"))


def _course(course: Course, sign: str, aside: str = "") -> RenderableType:
    alert = course.alert
    line = Text(f"{sign} ").append(f"{alert.severity:<8}", style=SEVERITY_STYLES[alert.severity])
    line.append(f" {course.rang_at:%Y-%m-%d %H:%M} ", style="dim").append(plain(alert.headline), style="bold")
    if not course.is_standing:
        line.append(" · taken back", style="dim")
    if aside:
        line.append(f" · {aside}", style="dim")
    return Group(line, *_quotes(alert))


def _quotes(alert: Alert) -> Iterator[RenderableType]:
    for evidence in alert.evidence[:MOST_QUOTES]:
        yield _indented(_quote(evidence))
    if (more := len(alert.evidence) - MOST_QUOTES) and more > 0:
        yield _indented(Text(f"and {more} more", style="dim"))


def _quote(evidence: Evidence) -> Text:
    return Text(f"“{shorten(evidence.quote)}”").append(f" {plain(evidence.publisher)}", style="dim")


def finding_as_json(finding: Finding, gathered: Gathered) -> bytes:
    """Return everything as one object, alerts as they would stand on the topic."""
    comparison = finding.comparison
    found = {
        "first_day": str(finding.span.first),
        "last_day": str(finding.span.last),
        "articles": gathered.read,
        "left_out": gathered.refused,
        "days": _days(finding),
        "ringing": [_row(row) for row in finding.ringing],
        "same": comparison.same,
        "gained": [_told(course) for course in comparison.gained],
        "lost": [
            _told(course) | {"told_instead_by": comparison.instead.get(course.id)}
            for course in comparison.lost
        ],
        "changed_in_severity": [
            {"why": pair.why, "before": _told(pair.before), "after": _told(pair.after)}
            for pair in comparison.regraded
        ],
        "told_otherwise": [
            {"before": _told(pair.before), "after": _told(pair.after)} for pair in comparison.reworded
        ],
        "would_have_rung": [_told(course) for course in finding.shown[1]],
    }
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")


def _days(finding: Finding) -> list[dict[str, Any]]:
    counts = [count_days(each) for each in finding.shown]
    _, bins = bin_days(finding.span, counts, finding.span.days)
    return [{"day": each.name, **dict(zip(SETS, each.counts, strict=True))} for each in bins]


def _row(row: Ringing) -> dict[str, Any]:
    return {
        "rule": row.name,
        "alerts": row.rang,
        "mean_a_day": row.mean_a_day,
        "busiest_day": row.busiest_day and str(row.busiest_day),
        "most_on_a_day": row.most_on_a_day,
        "alerts_a_day": row.budget,
        "days_above": [str(day) for day in row.days_above],
        "is_above": row.is_above,
    }


def _told(course: Course) -> dict[str, Any]:
    return {
        "rang_at": course.rang_at.isoformat(),
        "is_standing": course.is_standing,
        "revisions": len(course.told),
        "alert": alert_contract(course.alert).model_dump(mode="json"),
    }


def _heading(words: str) -> Text:
    return Text(words, style="bold underline")


def _indented(what: RenderableType, by: int = 2) -> Padding:
    return Padding(what, (0, 0, 0, by))
