"""The rejection: why a message was set aside. It travels in the headers, beside the message's own bytes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.base import Promised

Code = Literal[
    "message.empty",
    "message.too-large",
    "encoding.not-utf8",
    "json.invalid",
    "json.too-deep",
    "json.not-an-object",
    "field.invalid",
    "body.too-large",
    "article.crash",
    "article.timeout",
    "article.unreadable",
    "version.outdated",
    "key.invalid",
    "rule.invalid",
]


class RejectionV1(Promised):
    """Written as Kafka headers, one for each field, by the names in `HEADERS`; the value stays as it came.

    The original key, value, timestamp and headers are kept untouched.
    """

    code: Code = Field(description="Stable; what to branch on.")
    detail: str = Field(description="A sentence that the producer can act on.")
    field: str | None = Field(
        default=None, description="Path of the field at fault.", examples=["published_at"]
    )
    topic: str = Field(description="Where the message was read.")
    partition: int = Field(ge=0)
    offset: int = Field(ge=0)
    attempt: int = Field(default=1, ge=1, description="How often the message has been set aside.")


# The first five are the names that Kafka Streams writes (KIP-1034), so that existing viewers show them.
HEADERS = {
    "topic": "__streams.errors.topic",
    "partition": "__streams.errors.partition",
    "offset": "__streams.errors.offset",
    "code": "__streams.errors.exception",
    "detail": "__streams.errors.message",
    "field": "tocsin.rejected.field",
    "attempt": "tocsin.rejected.attempt",
}
