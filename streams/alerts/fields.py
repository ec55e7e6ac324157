"""Fields of the policy: what a parsed file holds, checked, or an error that names file and field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from streams.alerts.wording import wrong
from streams.claims.kind import Severity
from streams.events.marks import MOST_MARKS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the gravest down."""

LONGEST_WINDOW_DAYS = 31


def check_names(content: Mapping[str, Any], where: str, fields: Collection[str]) -> None:
    """Refuse a field that there is not."""
    for name in content:
        if name not in fields:
            raise ValueError(f"{where}: {name}: no such field; there are {', '.join(fields)}")


def read_days(sent: object, where: str, most: int = LONGEST_WINDOW_DAYS) -> int:
    """Return a number of whole days."""
    if not isinstance(sent, int) or isinstance(sent, bool) or not 1 <= sent <= most:
        raise wrong(where, f"whole days from 1 to {most}", sent)
    return sent


def read_count(sent: object, where: str) -> int:
    """Return a number of marks."""
    if not isinstance(sent, int) or isinstance(sent, bool) or not 1 <= sent <= MOST_MARKS:
        raise wrong(where, f"a number from 1 to {MOST_MARKS}", sent)
    return sent


def read_truth(sent: object, where: str) -> bool:
    """Return true or false, and no number that stands for it."""
    if not isinstance(sent, bool):
        raise wrong(where, "true or false", sent)
    return sent


def read_severity(sent: object, where: str) -> Severity:
    """Return one of CAP's severities."""
    for severity in SEVERITIES:
        if sent == severity:
            return severity
    raise wrong(where, f"one of {', '.join(SEVERITIES)}", sent)


def read_numbers(sent: object, where: str) -> dict[str, float]:
    """Return numbers by unit."""
    if not isinstance(sent, dict):
        raise wrong(where, "a mapping of units to numbers", sent)
    for unit, number in sent.items():
        if not isinstance(number, int | float) or isinstance(number, bool) or number <= 0:
            raise wrong(f"{where}: {unit}", "a number above 0", number)
    return {str(unit): float(number) for unit, number in sent.items()}


def read_words_of(sent: object, where: str, allowed: Collection[str]) -> frozenset[str]:
    """Return some of the words that are allowed."""
    if not isinstance(sent, list) or not set(map(str, sent)) <= set(allowed):
        raise wrong(where, f"a list of {', '.join(sorted(allowed))}", sent)
    return frozenset(map(str, sent))
