"""The place of a message in its partition: into the alert agent's state and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from streams.wire.message import Incoming


class Place(NamedTuple):
    """Where a message lies in its partition, and its time in seconds since the epoch."""

    offset: int
    timestamp: float


def write_place(message: Incoming) -> bytes:
    """Return the place of a message as bytes."""
    return json.dumps(Place(message.offset, message.timestamp or 0.0)._asdict()).encode()


def read_place(raw: bytes) -> Place:
    """Return the place behind the bytes."""
    return Place(**json.loads(raw))


def is_until(message: Incoming, place: Place | None) -> bool:
    """Say whether a message lies at a place or before it.

    By its time too: in a topic that was made anew offsets count from 0 again.
    """
    return (
        place is not None and message.offset <= place.offset and (message.timestamp or 0.0) <= place.timestamp
    )
