"""The policy: which events ring, how far apart in time their claims may lie, how headlines are worded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from streams.alerts.wording import Pattern, Words, parse_pattern, parse_words, wrong
from streams.claims.kind import Severity
from streams.events.marks import MOST_MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streams.alerts.alert import Certainty
    from streams.claims.kind import Kind

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the gravest down."""

LONGEST_WINDOW_DAYS = 31
FIELDS = (
    "why",
    "window_days",
    "least_marks",
    "least_severity",
    "least_severity_unconfirmed",
    "needs_country",
    "denial_needs_state",
    "headline",
    "words",
    "kinds",
)
KIND_FIELDS = ("window_days", "least_marks", "least_severity_unconfirmed", "needs_two_sides", "headline")


@dataclass(frozen=True, slots=True)
class KindPolicy:
    """What holds for one kind; None and nothing where the general setting does."""

    window_days: int | None = None
    least_marks: int | None = None
    least_severity_unconfirmed: Severity | None = None
    needs_two_sides: bool = False
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """Settings of the alert stage.

    Claims of an event lie at most `window_days` apart, from one to the next, and those of different articles
    say at least `least_marks` things about who and where: countries, organisations, places. An event of less
    than `least_severity` never rings; one that nobody states to have happened needs
    `least_severity_unconfirmed`. With `needs_country` an event rings only where a claim of it names a country, with
    `denial_needs_state` one that is only denied only where a state denies it.
    """

    window_days: int
    least_marks: int
    least_severity: Severity
    least_severity_unconfirmed: Severity
    patterns: tuple[Pattern, ...]
    needs_country: bool = True
    denial_needs_state: bool = True
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

    def patterns_of(self, kind: str) -> tuple[Pattern, ...]:
        """Return the headline patterns of a kind, the first that can be filled to be used."""
        return (*self.kinds.get(kind, KindPolicy()).patterns, *self.patterns)

    def rings(self, kind: Kind, certainty: Certainty | None, is_stated: bool) -> bool:
        """Say whether an event of this kind is worth telling. History alone (certainty None) never is."""
        if certainty is None or not _reaches(kind.severity, self.least_severity):
            return False
        own = self.kinds.get(kind.id, KindPolicy()).least_severity_unconfirmed
        return is_stated or _reaches(kind.severity, own or self.least_severity_unconfirmed)


def parse_policy(content: Mapping[str, Any], where: str) -> Policy:
    """Return the policy that a parsed file holds. Raises `ValueError` naming `where` and the field."""
    _only(content, where, FIELDS)
    kinds = content.get("kinds", {})
    if not isinstance(kinds, dict):
        raise wrong(f"{where}: kinds", "a mapping of kind ids", kinds)
    patterns = _patterns(content, where)
    if not patterns or patterns[-1].needs:
        raise wrong(f"{where}: headline", "a last pattern that can always be filled", content.get("headline"))
    return Policy(
        window_days=_days(content.get("window_days"), f"{where}: window_days"),
        least_marks=_count(content.get("least_marks", 1), f"{where}: least_marks"),
        least_severity=_severity(content.get("least_severity"), f"{where}: least_severity"),
        least_severity_unconfirmed=_severity(
            content.get("least_severity_unconfirmed"), f"{where}: least_severity_unconfirmed"
        ),
        patterns=patterns,
        needs_country=_truth(content.get("needs_country", True), f"{where}: needs_country"),
        denial_needs_state=_truth(content.get("denial_needs_state", True), f"{where}: denial_needs_state"),
        words=parse_words(content.get("words", {}), f"{where}: words"),
        kinds={str(kind): _kind(own, f"{where}: kinds: {kind}") for kind, own in kinds.items()},
    )


def _kind(content: object, where: str) -> KindPolicy:
    if not isinstance(content, dict):
        raise wrong(where, "a mapping", content)
    _only(content, where, KIND_FIELDS)
    days, severity = content.get("window_days"), content.get("least_severity_unconfirmed")
    marks = content.get("least_marks")
    return KindPolicy(
        window_days=None if days is None else _days(days, f"{where}: window_days"),
        least_marks=None if marks is None else _count(marks, f"{where}: least_marks"),
        least_severity_unconfirmed=None
        if severity is None
        else _severity(severity, f"{where}: least_severity_unconfirmed"),
        needs_two_sides=_truth(content.get("needs_two_sides", False), f"{where}: needs_two_sides"),
        patterns=_patterns(content, where),
    )


def _only(content: Mapping[str, Any], where: str, fields: tuple[str, ...]) -> None:
    for name in content:
        if name not in fields:
            raise ValueError(f"{where}: {name}: no such field; there are {', '.join(fields)}")


def _patterns(content: Mapping[str, Any], where: str) -> tuple[Pattern, ...]:
    sent = content.get("headline", [])
    if not isinstance(sent, list):
        raise wrong(f"{where}: headline", "a list of patterns", sent)
    return tuple(parse_pattern(each, f"{where}: headline: {i}") for i, each in enumerate(sent, start=1))


def _days(sent: object, where: str) -> int:
    if not isinstance(sent, int) or isinstance(sent, bool) or not 1 <= sent <= LONGEST_WINDOW_DAYS:
        raise wrong(where, f"whole days from 1 to {LONGEST_WINDOW_DAYS}", sent)
    return sent


def _count(sent: object, where: str) -> int:
    if not isinstance(sent, int) or isinstance(sent, bool) or not 1 <= sent <= MOST_MARKS:
        raise wrong(where, f"a number from 1 to {MOST_MARKS}", sent)
    return sent


def _truth(sent: object, where: str) -> bool:
    if not isinstance(sent, bool):
        raise wrong(where, "true or false", sent)
    return sent


def _severity(sent: object, where: str) -> Severity:
    for severity in SEVERITIES:
        if sent == severity:
            return severity
    raise wrong(where, f"one of {', '.join(SEVERITIES)}", sent)


def _reaches(severity: Severity, least: Severity) -> bool:
    return SEVERITIES.index(severity) <= SEVERITIES.index(least)
