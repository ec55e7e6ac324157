"""Changes: what a revision of an alert tells its reader that the one before did not, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from streams.alerts.fields import SEVERITIES
from streams.alerts.wording import join_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from streams.alerts.alert import Alert

CHANGES = frozenset(
    ("severity", "certainty", "number", "denial", "speaker", "publisher", "withdrawal", "watchlist", "words")
)
"""What can change between two revisions; a policy says which of these a reader wants to hear of."""


def find_changes(last: Alert, found: Alert) -> dict[str, str]:
    """Return what changed, a sentence each, the weightiest first. Nothing where both tell the same.

    That an alert is on a watchlist no longer, or on another revision of it, is no change.
    """
    told = {name: sentence for name, sentence in _weighty(last, found) if sentence}
    worded = {} if told or replace(last, watchlists=found.watchlists) == found else {"words": "Worded anew."}
    entered = _named("Now on watchlist", _new(_watchlists(found), _watchlists(last)))
    return told | ({"watchlist": entered} if entered else {}) | worded


def _weighty(last: Alert, found: Alert) -> Iterator[tuple[str, str]]:
    yield "severity", _severity(last, found)
    yield (
        "certainty",
        f"{found.certainty}, was {last.certainty}." if found.certainty != last.certainty else "",
    )
    yield "number", _number(last, found)
    yield "denial", _denial(last, found)
    yield "speaker", _named("Also stated by", _new(found.stated_by, last.stated_by))
    publishers = _new(_publishers(found), _publishers(last))
    yield "publisher", _named("Also reported by", publishers)
    yield "withdrawal", _named("No longer reported by", _new(_publishers(last), _publishers(found)))


def _severity(last: Alert, found: Alert) -> str:
    if found.severity == last.severity:
        return ""
    is_graver = SEVERITIES.index(found.severity) < SEVERITIES.index(last.severity)
    reason = f": {found.severity_reason}" if is_graver and found.severity_reason else "."
    return f"{found.severity}, was {last.severity}{reason}"


def _number(last: Alert, found: Alert) -> str:
    old, new = last.quantity, found.quantity
    if new is None or (old is not None and (old.value, old.unit) == (new.value, new.unit)):
        return ""
    if old is None or old.value is None or new.value is None or old.unit != new.unit:
        return f"Now a number: {new.text}."
    # A figure that nobody states any more was put right; it did not move.
    direction = "up from" if new.value > old.value else "down from"
    verb = direction if found.moved else "corrected from"
    return f"{new.text}, {verb} {old.value:,.0f}."


def _denial(last: Alert, found: Alert) -> str:
    if last.denied_by and not found.denied_by:
        return "Denied no longer."
    return _named("Denied by", _new(found.denied_by, last.denied_by))


def _new(now: Iterable[str], before: Iterable[str]) -> list[str]:
    known = {name.casefold() for name in before}
    return [name for name in now if name.casefold() not in known]


def _publishers(alert: Alert) -> tuple[str, ...]:
    return tuple(dict.fromkeys(evidence.publisher for evidence in alert.evidence))


def _watchlists(alert: Alert) -> tuple[str, ...]:
    return tuple(watched.id for watched in alert.watchlists)


def _named(what: str, names: list[str]) -> str:
    return f"{what} {join_names(names)}." if names else ""
