"""The life of an alert: what may follow what, and when a reader hears of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from streams.alerts.alert import Alert
from streams.alerts.changes import CHANGES, find_changes
from streams.alerts.fields import SEVERITIES

if TYPE_CHECKING:
    from streams.alerts.alert import MessageType, State

Signal = Literal["rings", "changes", "escalates", "contradicts", "falls", "lapses"]

LIVE: tuple[State, ...] = ("open", "updated", "escalated", "contradicted")

_WHILE_LIVE: dict[Signal, tuple[State, MessageType | None]] = {
    "changes": ("updated", "Update"),
    "escalates": ("escalated", "Update"),
    "contradicts": ("contradicted", "Update"),
    "falls": ("cancelled", "Cancel"),
    # Each revision says when it expires, as CAP's do: a reader who was told needs no word when it comes.
    "lapses": ("expired", None),
}
TRANSITIONS: dict[tuple[State | Literal["unknown"], Signal], tuple[State, MessageType | None]] = {
    ("unknown", "rings"): ("open", "Alert"),
    ("cancelled", "rings"): ("open", "Alert"),
    ("expired", "rings"): ("open", "Alert"),
    **{(state, signal): following for state in LIVE for signal, following in _WHILE_LIVE.items()},
}
"""What a signal makes of an alert in a state, and what is published. No row means refused."""


def is_live(last: Alert | None) -> bool:
    """Say whether an alert stands."""
    return last is not None and last.state in LIVE


def next_revision(
    last: Alert | None, found: Alert | None, heirs: tuple[str, ...] = (), wanted: frozenset[str] = CHANGES
) -> Alert | None:
    """Return what to publish now that the claims speak for `found`, or None where a reader wants to hear nothing.

    `found` None says that no claims carry the alert any more; `heirs` are the alerts that hold what it held. Of what
    changed a reader hears if it is among `wanted`. An alert shows only evidence that adds something (`list_evidence`),
    so that a repeat changes nothing.
    """
    if last is None or not is_live(last):
        return _publish(last, "rings", found) if found else None
    if found is None:
        return _publish(last, "falls", _emptied(last, heirs))
    changes = find_changes(*(replace(bare(each), watchlists=each.watchlists) for each in (last, found)))
    if wanted.isdisjoint(changes):
        return None
    return _publish(last, _signal(last, found), replace(found, changes=tuple(changes.values())))


def lapse(last: Alert) -> Alert:
    """Return what is kept for a year of an alert of which nothing new came for long: its number, and no words."""
    state, _ = TRANSITIONS[last.state, "lapses"]
    return Alert(
        id=last.id,
        revision=last.revision,
        message_type=last.message_type,
        kind=last.kind,
        kind_title="",
        theme=last.theme,
        headline="",
        severity=last.severity,
        certainty=last.certainty,
        actor=None,
        recipient=None,
        location=None,
        quantity=None,
        evidence=(),
        source_count=0,
        stated_by=(),
        denied_by=(),
        left_open_by=(),
        first_seen=last.first_seen,
        last_seen=last.last_seen,
        status=last.status,
        state=state,
    )


def bare(alert: Alert) -> Alert:
    """Return what an alert tells, whatever the way there and whoever watches: as its first revision would."""
    return replace(alert, revision=1, message_type="Alert", state="open", changes=(), watchlists=())


def _signal(last: Alert, found: Alert) -> Signal:
    is_graver = SEVERITIES.index(found.severity) < SEVERITIES.index(last.severity)
    if is_graver or (found.stated_by and not last.stated_by):
        return "escalates"
    return "contradicts" if found.denied_by and not last.denied_by else "changes"


def _publish(last: Alert | None, signal: Signal, content: Alert) -> Alert:
    before = last.state if last else "unknown"
    state, message_type = TRANSITIONS.get((before, signal), (before, None))
    if state == "unknown" or message_type is None:
        raise ValueError(f"An alert that is {before} has no answer to {signal!r}")
    return replace(content, state=state, message_type=message_type, revision=last.revision + 1 if last else 1)


def _emptied(last: Alert, heirs: tuple[str, ...]) -> Alert:
    """Return a cancelled alert's content: what it was about, without words that nobody stands by any more."""
    about = last.summary[0].removesuffix(".") if last.summary else last.headline
    return replace(
        last,
        headline=f"Cancelled: {about.removeprefix('Cancelled: ')}",
        evidence=(),
        source_count=0,
        stated_by=(),
        denied_by=(),
        left_open_by=(),
        references=heirs,
        changes=(),
        summary=(),
        certainty_reason="",
        severity_reason="",
    )
