"""The policy: which events ring, how far apart in time their claims may lie, how headlines are worded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from streams.alerts.changes import CHANGES
from streams.alerts.fields import (
    SEVERITIES,
    check_names,
    read_count,
    read_days,
    read_numbers,
    read_severity,
    read_truth,
    read_words_of,
)
from streams.alerts.genres import Genres, parse_genres
from streams.alerts.wording import Pattern, Words, parse_pattern, parse_words, wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from streams.alerts.alert import Certainty
    from streams.claims.kind import Kind, Severity

__all__ = ["SEVERITIES", "KindPolicy", "Policy", "parse_policy"]

MOST_DAYS_KEPT = 366
FIELDS = (
    "why",
    "window_days",
    "least_marks",
    "least_severity",
    "least_severity_unconfirmed",
    "needs_country",
    "denial_opens",
    "denial_needs_state",
    "raised_by_factor",
    "updates",
    "expires_days",
    "keep_days",
    "background",
    "headline",
    "words",
    "kinds",
)
KIND_FIELDS = (
    "window_days",
    "least_marks",
    "least_severity_unconfirmed",
    "needs_two_sides",
    "raised_at",
    "headline",
)


@dataclass(frozen=True, slots=True)
class KindPolicy:
    """What holds for one kind; None and nothing where the general setting does."""

    window_days: int | None = None
    least_marks: int | None = None
    least_severity_unconfirmed: Severity | None = None
    needs_two_sides: bool = False
    raised_at: Mapping[str, float] = field(default_factory=dict)
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """Settings of the alert stage.

    Claims of an event lie at most `window_days` apart, from one to the next, and those of different articles
    say at least `least_marks` things about who and where: countries, organisations, places. An event of less
    than `least_severity` never rings; one that nobody states to have happened needs
    `least_severity_unconfirmed`. With `needs_country` an event rings only where a claim of it names a country. What is
    only denied rings with `denial_opens`, and then, with `denial_needs_state`, only where a state denies it.

    A number that is `raised_by_factor` times one that was stated before raises the severity. `updates` are the changes
    that a reader wants to hear of (`CHANGES`). An alert of which nothing new was published for `expires_days` is over;
    what came longer than `keep_days` ago is forgotten with its event.
    """

    window_days: int
    least_marks: int
    least_severity: Severity
    least_severity_unconfirmed: Severity
    patterns: tuple[Pattern, ...]
    needs_country: bool = True
    denial_opens: bool = False
    denial_needs_state: bool = True
    raised_by_factor: float = 5.0
    updates: frozenset[str] = CHANGES
    expires_days: int = 14
    keep_days: int = 45
    genres: Genres = field(default_factory=Genres)
    words: Words = field(default_factory=Words)
    kinds: Mapping[str, KindPolicy] = field(default_factory=dict)

    def window_of(self, kind: str) -> int:
        """Return the window of a kind in days."""
        own = self.kinds.get(kind, KindPolicy()).window_days
        return self.window_days if own is None else own

    def least_marks_of(self, kind: str) -> int:
        """Return how much claims of a kind must say about who and where to meet those of other articles."""
        own = self.kinds.get(kind, KindPolicy()).least_marks
        return self.least_marks if own is None else own

    def needs_two_sides_of(self, kind: str) -> bool:
        """Say whether an event of a kind rings only where two who took part are known."""
        return self.kinds.get(kind, KindPolicy()).needs_two_sides

    def raised_at_of(self, kind: str) -> Mapping[str, float]:
        """Return the numbers, by unit, from which on an event of a kind is one step graver."""
        return self.kinds.get(kind, KindPolicy()).raised_at

    def patterns_of(self, kind: str) -> tuple[Pattern, ...]:
        """Return the headline patterns of a kind, the first that can be filled to be used."""
        return (*self.kinds.get(kind, KindPolicy()).patterns, *self.patterns)

    def least_unconfirmed_of(self, kind: str) -> Severity:
        """Return the least severity of a kind that rings where nobody states that it has happened."""
        own = self.kinds.get(kind, KindPolicy()).least_severity_unconfirmed
        return own or self.least_severity_unconfirmed

    def rings(self, kind: Kind, certainty: Certainty | None, is_stated: bool) -> bool:
        """Say whether an event of this kind is worth telling. History alone (certainty None) never is."""
        if certainty is None or not _reaches(kind.severity, self.least_severity):
            return False
        return is_stated or _reaches(kind.severity, self.least_unconfirmed_of(kind.id))


def parse_policy(content: Mapping[str, Any], where: str) -> Policy:
    """Return the policy that a parsed file holds. Raises `ValueError` naming `where` and the field."""
    check_names(content, where, FIELDS)
    kinds = content.get("kinds", {})
    if not isinstance(kinds, dict):
        raise wrong(f"{where}: kinds", "a mapping of kind ids", kinds)
    patterns = _patterns(content, where)
    if not patterns or patterns[-1].needs:
        raise wrong(f"{where}: headline", "a last pattern that can always be filled", content.get("headline"))
    return Policy(
        window_days=read_days(content.get("window_days"), f"{where}: window_days"),
        least_marks=read_count(content.get("least_marks", 1), f"{where}: least_marks"),
        least_severity=read_severity(content.get("least_severity"), f"{where}: least_severity"),
        least_severity_unconfirmed=read_severity(
            content.get("least_severity_unconfirmed"), f"{where}: least_severity_unconfirmed"
        ),
        patterns=patterns,
        **_optional(content, where),
        words=parse_words(content.get("words", {}), f"{where}: words"),
        kinds={str(kind): _kind(own, f"{where}: kinds: {kind}") for kind, own in kinds.items()},
    )


def _optional(content: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return the fields that may be left out, as far as they are there."""
    readers: dict[str, Callable[[object, str], object]] = {
        "needs_country": read_truth,
        "denial_opens": read_truth,
        "denial_needs_state": read_truth,
        "raised_by_factor": lambda sent, at: read_numbers({"factor": sent}, at)["factor"],
        "updates": lambda sent, at: read_words_of(sent, at, CHANGES),
        "expires_days": lambda sent, at: read_days(sent, at, MOST_DAYS_KEPT),
        "keep_days": lambda sent, at: read_days(sent, at, MOST_DAYS_KEPT),
    }
    found = {
        name: read(content[name], f"{where}: {name}") for name, read in readers.items() if name in content
    }
    return found | {"genres": parse_genres(content.get("background", {}), f"{where}: background")}


def _kind(content: object, where: str) -> KindPolicy:
    if not isinstance(content, dict):
        raise wrong(where, "a mapping", content)
    check_names(content, where, KIND_FIELDS)
    days, severity = content.get("window_days"), content.get("least_severity_unconfirmed")
    marks = content.get("least_marks")
    return KindPolicy(
        window_days=None if days is None else read_days(days, f"{where}: window_days"),
        least_marks=None if marks is None else read_count(marks, f"{where}: least_marks"),
        least_severity_unconfirmed=None
        if severity is None
        else read_severity(severity, f"{where}: least_severity_unconfirmed"),
        needs_two_sides=read_truth(content.get("needs_two_sides", False), f"{where}: needs_two_sides"),
        raised_at=read_numbers(content.get("raised_at", {}), f"{where}: raised_at"),
        patterns=_patterns(content, where),
    )


def _patterns(content: Mapping[str, Any], where: str) -> tuple[Pattern, ...]:
    sent = content.get("headline", [])
    if not isinstance(sent, list):
        raise wrong(f"{where}: headline", "a list of patterns", sent)
    return tuple(parse_pattern(each, f"{where}: headline: {i}") for i, each in enumerate(sent, start=1))


def _reaches(severity: Severity, least: Severity) -> bool:
    return SEVERITIES.index(severity) <= SEVERITIES.index(least)
