"""What a back-test says in words, wherever it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.backtest.days import bin_days, count_days
from streams.cli.console import plain
from streams.cli.render import SEVERITY_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from streams.alerts.alert import Alert
    from streams.backtest.compare import Comparison
    from streams.backtest.days import Bin, Span, Unit
    from streams.backtest.finding import Finding, Ringing
    from streams.backtest.replay import Course

BEFORE, AFTER = "now", "draft"
"""How the two sets of rules are called; with `--against` the first is the other set."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was tried: the ids of the drafted rules, the files that they were compared with, and the articles read."""

    drafts: tuple[str, ...]
    against: tuple[str, ...]
    origin: str
    read: int
    left_out: int

    @property
    def sets(self) -> tuple[str, str]:
        """Names of the two sets of rules."""
        return ("against" if self.against else BEFORE, AFTER)


def say_title(asked: Asked) -> str:
    """Return what was tested."""
    shown = ", ".join(asked.drafts[:4])
    more = len(asked.drafts) - 4
    return f"{shown} and {more} more" if more > 0 else shown or "the rules"


def say_against(asked: Asked) -> str:
    """Return what it was compared with."""
    return f"Against {', '.join(asked.against)}" if asked.against else "Against the rules as they are now"


def say_reading(asked: Asked, span: Span) -> str:
    """Return which articles were read."""
    days = "1 day" if span.days == 1 else f"{span.days:,} days"
    left = f", {asked.left_out:,} left out" if asked.left_out else ""
    articles = "1 article" if asked.read == 1 else f"{asked.read:,} articles"
    when = say_day(span.first) if span.days == 1 else f"{say_day(span.first)} to {say_day(span.last)}"
    return f"{articles} of {asked.origin}{left}, {when} ({days})"


def say_day(day: date) -> str:
    """Return a day in words."""
    return f"{day.day} {day:%B %Y}"


def count_differences(comparison: Comparison) -> dict[str, int]:
    """Return how many alerts differ, and how."""
    return {
        "gained": len(comparison.gained),
        "lost": len(comparison.lost),
        "changed in severity": len(comparison.regraded),
        "told otherwise": len(comparison.reworded),
        "the same": comparison.same,
    }


def say_ringing(row: Ringing) -> str:
    """Return in words how often a rule rang."""
    if row.busiest_day is None:
        return "no alert"
    alerts = "1 alert" if row.rang == 1 else f"{row.rang:,} alerts"
    return (
        f"{alerts}, {row.mean_a_day:.2g} a day on average, {row.most_on_a_day} on the busiest "
        f"({say_day(row.busiest_day)})"
    )


def say_budget(row: Ringing) -> str:
    """Return in words whether that is within its budget."""
    if row.budget is None:
        return "no budget"
    if not row.is_above:
        return f"within its budget of {row.budget:g} a day"
    days = len(row.days_above)
    when = f"on {days} {'day' if days == 1 else 'days'}" if days else "on average"
    return f"above its budget of {row.budget:g} a day {when}"


def say_lost(course: Course, comparison: Comparison) -> str:
    """Return why an alert is lost, "" where it cannot be told."""
    instead, because = comparison.instead.get(course.id), comparison.because.get(course.id)
    if instead:
        return f"now told by alert {instead}"
    return f"not told now: {because}" if because else ""


def say_headline(alert: Alert) -> str:
    """Return a headline that says of an exercise or a test that it is one."""
    aside = "" if alert.status == "Actual" else f"{alert.status}: "
    return plain(f"{aside}{alert.headline}")


def bins_of(finding: Finding, most: int) -> tuple[Unit, tuple[Bin, ...]]:
    """Return how often the alerts that are shown rang, by the smallest unit of time that leaves at most so many."""
    return bin_days(finding.span, [count_days(each) for each in finding.shown], most)


def gravest_first(courses: Iterable[Course]) -> list[Course]:
    """Return alerts by severity, then in the order in which they rang."""
    order = list(SEVERITY_STYLES)
    return sorted(courses, key=lambda course: (order.index(course.alert.severity), course.rang_at))


def shorten(text: str, most: int) -> str:
    """Return a text in one line, cut where it is long."""
    said = plain(text)
    return said if len(said) <= most else said[: most - 1] + "…"
