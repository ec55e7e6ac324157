"""The rejection: a message set aside whole, with the reason in its headers, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from schemas import topics
from schemas.rejection import HEADERS, RejectionV1
from streams.wire.message import Incoming, Outgoing, cloud_event

if TYPE_CHECKING:
    from streams.wire.articles import Rejected

RULE_CODES = ("key.invalid", "rule.invalid")
# A header is for a sentence; what a broken document could blow it up to stays out.
DETAIL_CHARS = 1000
CLOUD = "ce_"
CAME = "tocsin.came."
"""Before the name of a header by which its sender called the message an event."""


def write_rejection(message: Incoming, reason: Rejected) -> Outgoing:
    """Return the message for the topic `articles.rejected`: key, value, timestamp and headers as they came.

    Headers of ours that are already there are replaced, so that a message sent again and refused again says what
    was wrong the last time, and how often. The rejection is an event of its own: what the sender called his stands
    under other names (`CAME`), until it is sent again.
    """
    rejection = RejectionV1(
        code=reason.code,
        detail=reason.detail[:DETAIL_CHARS],
        field=reason.field and reason.field[:DETAIL_CHARS],
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        attempt=attempts(message) + 1,
    )
    ours = set(HEADERS.values())
    kept = tuple((_set_aside(name), each) for name, each in message.headers if name not in ours)
    place = f"{message.topic}/{message.partition}/{message.offset}"
    labelled = cloud_event(topics.REJECTED, place, _moment(message), place)
    event = tuple(header for header in labelled if header[0].startswith(CLOUD))
    written = tuple(
        (HEADERS[name], str(value).encode("utf-8", "replace"))
        for name, value in rejection.model_dump(exclude_none=True).items()
    )
    return Outgoing(
        topic=topics.REJECTED.name,
        key=message.key,
        # The client refuses to send neither key nor value; such a message is then set aside as an empty one.
        value=b"" if message.key is None and message.value is None else message.whole,
        headers=kept + event + written,
        timestamp=message.timestamp,
        is_raw=True,
    )


def read_rejection(message: Incoming) -> RejectionV1 | None:
    """Return why a message was set aside, or None where its headers do not say so."""
    found = {name: value.decode("utf-8", "replace") for name, value in message.headers}
    fields = {field: found[name] for field, name in HEADERS.items() if name in found}
    try:
        return RejectionV1.model_validate_strings(fields)
    except ValueError:
        return None


def write_retry(message: Incoming) -> Outgoing:
    """Return the message for the topic that it came from again, as it came, its attempts still counted."""
    reason = read_rejection(message)
    is_rule = reason is not None and reason.code in RULE_CODES
    ours = set(HEADERS.values()) - {HEADERS["attempt"]}
    return Outgoing(
        topic=topics.RULES.name if is_rule else topics.ARTICLES.name,
        key=message.key,
        value=message.whole,
        headers=tuple(
            (name.removeprefix(CAME), each)
            for name, each in message.headers
            if name not in ours and not name.startswith(CLOUD)
        ),
        is_raw=True,
    )


def _moment(message: Incoming) -> datetime | None:
    """Return when a message was sent, as far as that is a time: its producer may write any number."""
    try:
        return None if message.timestamp is None else datetime.fromtimestamp(message.timestamp, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _set_aside(name: str) -> str:
    return f"{CAME}{name}" if name.startswith(CLOUD) else name


def attempts(message: Incoming) -> int:
    """Return how often a message has been set aside before; headers from outside are not trusted."""
    written = dict(message.headers).get(HEADERS["attempt"], b"0")
    return int(written) if written.isdigit() and len(written) < 4 else 0  # noqa: PLR2004 - 999 attempts are enough
