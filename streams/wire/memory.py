"""What was seen of an article: to the topic `articles.state` and back, and into the messages about it."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from schemas import topics
from schemas.seen import SeenV1
from streams.clean.memory import Seen
from streams.wire.message import Outgoing

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNLINKED = b'"near_duplicate_of":null'


def write_seen(seen: Seen) -> Outgoing:
    """Return the message that tells other workers, and a successor, of an article."""
    partition, offset = seen.place
    value = SeenV1(
        article_id=seen.article_id,
        version=seen.version,
        is_withdrawn=seen.is_withdrawn,
        publisher=seen.publisher,
        on=seen.on,
        partition=partition,
        offset=offset,
        story=seen.story,
        fingerprint=base64.b64encode(seen.fingerprint).decode(),
        repeatable=seen.repeatable,
        applied=seen.applied,
    )
    return Outgoing(topics.SEEN.name, seen.article_id.encode(), value.model_dump_json().encode())


def read_seen(raw: bytes) -> Seen:
    """Return what the bytes tell of an article. Raises `ValueError` where they tell nothing."""
    sent = SeenV1.read(raw)
    return Seen(
        article_id=sent.article_id,
        version=sent.version,
        is_withdrawn=sent.is_withdrawn,
        publisher=sent.publisher,
        on=sent.on,
        place=(sent.partition, sent.offset),
        story=sent.story,
        fingerprint=base64.b64decode(sent.fingerprint, validate=True),
        repeatable=sent.repeatable,
        applied=sent.applied,
    )


def link(messages: Iterable[Outgoing], seen: Seen) -> tuple[Outgoing, ...]:
    """Return messages about an article with the story that it copies, if it does.

    They are bytes by now, and what is put in is one field of them: in JSON its name cannot stand inside a text,
    where quotation marks are escaped.
    """
    if seen.copies is None:
        return tuple(messages)
    linked = b'"near_duplicate_of":' + json.dumps(seen.copies, ensure_ascii=False).encode()
    return tuple(
        replace(message, value=(message.value or b"").replace(_UNLINKED, linked, 1)) for message in messages
    )
