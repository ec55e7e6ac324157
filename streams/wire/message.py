"""Kafka messages as values: what came in, what goes out, and the headers on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pydantic import BaseModel

    from schemas.topics import Topic

Headers = tuple[tuple[str, bytes], ...]

SOURCE = "urn:tocsin"
TRACE = "traceparent"
_TRACE = re.compile(rb"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as it was read. `timestamp` is in seconds since the epoch.

    `frame` stood before the value, where it was written for a schema registry; `whole` is what came.
    `trace` is the context (W3C `traceparent`) of what is being done with it, where that is traced.
    """

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    timestamp: float | None = None
    trace: bytes | None = None
    frame: bytes = b""

    @property
    def whole(self) -> bytes | None:
        """The value with its frame."""
        return None if self.value is None else self.frame + self.value


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to publish. `topic` is the declared name, without prefix; `partition` None leaves it to the key.

    `form` is the contract of the value where that is not its topic's; one that `is_raw` goes as it is, and no frame is
    put before it.
    """

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    partition: int | None = None
    timestamp: float | None = None
    form: type[BaseModel] | None = None
    is_raw: bool = False


def cloud_event(topic: Topic, identifier: str, time: datetime | None, subject: str) -> Headers:
    """Return the headers of a CloudEvents 1.0 message in binary mode (Kafka protocol binding).

    `identifier` must be the same whenever the same thing is published again: consumers drop repeats by it.
    """
    attributes = {
        "ce_specversion": "1.0",
        "ce_type": topic.event,
        "ce_source": SOURCE,
        "ce_id": identifier,
        **({"ce_time": time.isoformat().replace("+00:00", "Z")} if time else {}),
        "ce_subject": subject,
        "content-type": "application/json",
    }
    return tuple((name, value.encode("utf-8", "replace")) for name, value in attributes.items())


def following(message: Incoming, *answers: Outgoing) -> list[Outgoing]:
    """Return what follows from a message, in the trace of it: of what is done with it, or else as it came."""
    trace = message.trace or next((value for name, value in message.headers if name == TRACE), b"")
    if not _TRACE.fullmatch(trace):
        return list(answers)
    return [replace(each, headers=(*each.headers, (TRACE, trace))) for each in answers]
