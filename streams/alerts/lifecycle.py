"""The life of an alert: what may follow what, and when a reader hears of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from streams.alerts.alert import Alert, MessageType

State = Literal["unknown", "open", "cancelled"]
Signal = Literal["rings", "changes", "falls"]

TRANSITIONS: dict[tuple[State, Signal], MessageType] = {
    ("unknown", "rings"): "Alert",
    ("open", "changes"): "Update",
    ("open", "falls"): "Cancel",
    ("cancelled", "rings"): "Alert",
}
"""What is published when a signal reaches an alert in a state. No row means refused."""


def state_of(last: Alert | None) -> State:
    """Return the state that the last published revision left an alert in."""
    if last is None:
        return "unknown"
    return "cancelled" if last.message_type == "Cancel" else "open"


def next_revision(last: Alert | None, found: Alert | None, heirs: tuple[str, ...] = ()) -> Alert | None:
    """Return what to publish now that the claims speak for `found`, or None where a reader knows it already.

    `found` None says that no claims carry the alert any more; `heirs` are the alerts that hold what it held.
    An alert shows only evidence that adds something (`list_evidence`), so that whatever differs is news to
    its reader: how sure, how severe, how many, who says so, a new publisher, or corrected words.
    """
    state = state_of(last)
    if found is None:
        return (
            None if last is None or state == "cancelled" else _publish(last, "falls", _emptied(last, heirs))
        )
    if last is not None and state == "open":
        return None if same_content(last, found) else _publish(last, "changes", found)
    return _publish(last, "rings", found)


def same_content(one: Alert, other: Alert) -> bool:
    """Say whether two revisions tell the same; revision and message type aside."""
    return replace(one, revision=other.revision, message_type=other.message_type) == other


def _publish(last: Alert | None, signal: Signal, content: Alert) -> Alert:
    message_type = TRANSITIONS.get((state_of(last), signal))
    if message_type is None:
        raise ValueError(f"An alert that is {state_of(last)} has no answer to {signal!r}")
    return replace(content, message_type=message_type, revision=last.revision + 1 if last else 1)


def _emptied(last: Alert, heirs: tuple[str, ...]) -> Alert:
    """Return a cancelled alert's content: what it was about, without words that nobody stands by any more."""
    headline = last.headline if last.headline.startswith("Cancelled: ") else f"Cancelled: {last.headline}"
    return replace(
        last,
        headline=headline,
        evidence=(),
        source_count=0,
        stated_by=(),
        denied_by=(),
        left_open_by=(),
        references=heirs,
    )
