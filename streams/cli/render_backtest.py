"""How a back-test looks in a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from streams.cli.backtest_words import (
    bins_of,
    count_differences,
    gravest_first,
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
from streams.cli.render import QUOTE_CHARS, SEVERITY_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from streams.alerts.alert import Alert
    from streams.backtest.compare import Comparison, Pair
    from streams.backtest.days import Bin
    from streams.backtest.finding import Finding, Ringing
    from streams.backtest.replay import Course
    from streams.cli.backtest_words import Asked

MOST_BINS = 31
MOST_LISTED = 40
MOST_QUOTES = 2
BAR_CHARS = 22
LEAST_SCALE = 5
"""Alerts that fill a bar where there are fewer: one alert is no peak."""

FULL, HALF = "█", "▌"
STANDING, TAKEN_BACK = "●", "○"


def render_finding(finding: Finding, asked: Asked, examples: int) -> RenderableType:
    """Return the whole report. What articles say is never markup."""
    title = Text("Back-test of ").append(say_title(asked), style="bold")
    return Group(
        title,
        Text(plain(say_reading(asked, finding.span)), style="dim"),
        Text(),
        *_plot(finding, asked),
        *_noise(finding.ringing),
        _heading(say_against(asked)),
        *_differences(finding.comparison, examples),
        Text(),
        *_listed(finding),
    )


def _plot(finding: Finding, asked: Asked) -> Iterator[RenderableType]:
    unit, bins = bins_of(finding, MOST_BINS)
    what = "" if finding.is_whole else ": those of the drafts, and those that differ"
    yield _heading(f"Alerts a {unit}{what}")
    most = max((count for each in bins for count in each.counts), default=0)
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    for _ in asked.sets:
        table.add_column(justify="right", min_width=5, no_wrap=True)
        table.add_column(width=BAR_CHARS, no_wrap=True)
    table.add_row("", *(cell for name in asked.sets for cell in ("", Text(name, style="bold"))))
    for each in bins:
        table.add_row(Text(each.name), *_bars(each, max(most, LEAST_SCALE)))
    before, after = (sum(each.counts[place] for each in bins) for place in (0, 1))
    table.add_row("in all", str(before), "", str(after), "", style="bold")
    yield _indented(table)
    yield Text()


def _bars(each: Bin, most: int) -> Iterator[Text]:
    for count, style in zip(each.counts, ("blue", "yellow"), strict=True):
        halves = max(round(2 * BAR_CHARS * count / most), 1) if count else 0
        yield Text(str(count) if count else "·", style="" if count else "dim")
        yield Text(FULL * (halves // 2) + HALF * (halves % 2), style=style)


def _noise(rows: Sequence[Ringing]) -> Iterator[RenderableType]:
    if not rows:
        return
    yield _heading("How often each rings")
    for row in rows:
        style = "" if row.budget is None else "red" if row.is_above else "green"
        yield _indented(Text(row.name, style="bold").append(f": {say_ringing(row)}", style="not bold"))
        yield _indented(Text(say_budget(row), style=style), 4)
    yield Text()


def _differences(comparison: Comparison, examples: int) -> Iterator[RenderableType]:
    counts = count_differences(comparison)
    yield _indented(Text(", ".join(f"{count:,} {what}" for what, count in counts.items())))
    shown: dict[str, Sequence[RenderableType]] = {
        "gained": [_course(each, "+") for each in gravest_first(comparison.gained)[:examples]],
        "lost": [
            _course(each, "-", say_lost(each, comparison))
            for each in gravest_first(comparison.lost)[:examples]
        ],
        "changed in severity": [_regraded(pair) for pair in comparison.regraded[:examples]],
        "told otherwise": [_reworded(pair) for pair in comparison.reworded[:examples]],
    }
    for what, found in shown.items():
        yield from (_indented(each) for each in found)
        if more := counts[what] - len(found):
            yield _indented(Text(f"and {more:,} more {what} (--examples)", style="dim"))


def _regraded(pair: Pair) -> RenderableType:
    before, after = pair.before.alert, pair.after.alert
    line = Text("~ ").append(before.severity, style=SEVERITY_STYLES[before.severity]).append(" → ")
    line.append(after.severity, style=SEVERITY_STYLES[after.severity])
    line.append(f" {pair.after.rang_at:%Y-%m-%d} ", style="dim").append(say_headline(after), style="bold")
    return Group(line, _indented(Text(plain(pair.why), style="italic")), *_quotes(after))


def _reworded(pair: Pair) -> RenderableType:
    before, after = say_headline(pair.before.alert), say_headline(pair.after.alert)
    line = Text("= ").append(f"{pair.after.rang_at:%Y-%m-%d} ", style="dim").append(after, style="bold")
    return Group(line, *([_indented(Text(f"was: {before}", style="dim"))] if before != after else []))


def _listed(finding: Finding) -> Iterator[RenderableType]:
    courses = finding.shown[1]
    yield _heading("What would have rung")
    if not courses:
        yield _indented(Text("nothing", style="dim"))
    for day, group in groupby(courses[:MOST_LISTED], key=lambda course: course.rang_at.date()):
        yield _indented(Text(say_day(day), style="underline"))
        yield from (_indented(_course(each, _sign(each), is_dated=False)) for each in group)
    if len(courses) > MOST_LISTED:
        more = len(courses) - MOST_LISTED
        yield _indented(Text(f"and {more:,} more (--html and --json show all)", style="dim"))


def _sign(course: Course) -> str:
    return STANDING if course.is_standing else TAKEN_BACK


def _course(course: Course, sign: str, aside: str = "", *, is_dated: bool = True) -> RenderableType:
    alert = course.alert
    line = Text(f"{sign} ").append(f"{alert.severity:<8}", style=SEVERITY_STYLES[alert.severity])
    when = f"{course.rang_at:%Y-%m-%d}" if is_dated else f"{course.rang_at:%H:%M}"
    line.append(f" {when} ", style="dim").append(say_headline(alert), style="bold")
    if not course.is_standing:
        line.append(f" taken back {say_day(course.told[-1].at.date())}", style="dim")
    return Group(line, *([_indented(Text(plain(aside), style="italic"))] if aside else []), *_quotes(alert))


def _quotes(alert: Alert) -> Iterator[RenderableType]:
    for evidence in alert.evidence[:MOST_QUOTES]:
        quote = Text(f"“{shorten(evidence.quote, QUOTE_CHARS)}”")
        yield _indented(quote.append(f" {shorten(evidence.publisher, 80)}", style="dim"))
    if len(alert.evidence) > MOST_QUOTES:
        yield _indented(Text(f"and {len(alert.evidence) - MOST_QUOTES} more", style="dim"))


def _heading(words: str) -> Text:
    return Text(plain(words), style="bold underline")


def _indented(what: RenderableType, by: int = 2) -> Padding:
    return Padding(what, (0, 0, 0, by), expand=False)
