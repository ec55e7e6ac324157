from __future__ import annotations

from dataclasses import replace

import pytest

from streams.wire.articles import Rejected
from streams.wire.message import Incoming
from streams.wire.rejections import DETAIL_CHARS, attempts, read_rejection, write_rejection, write_retry

MESSAGE = Incoming(
    topic="articles",
    partition=3,
    offset=42,
    key=b"\xffkey",
    value=b"\xff{",
    headers=(("trace", b"\x00\x01"),),
    timestamp=7.5,
)
REASON = Rejected("encoding.not-utf8", "Byte 0 is not UTF-8.")


def again(message: Incoming) -> Incoming:
    """Return a rejected message as it is read back and sent again."""
    rejected = write_rejection(message, REASON)
    stored = Incoming("articles.rejected", 0, 0, rejected.key, rejected.value, rejected.headers)
    retried = write_retry(stored)
    return Incoming("articles", 1, 1, retried.key, retried.value, retried.headers, timestamp=7.5)


def test_a_rejection_keeps_the_message_whole() -> None:
    rejected = write_rejection(MESSAGE, REASON)

    assert (rejected.key, rejected.value, rejected.timestamp) == (b"\xffkey", b"\xff{", 7.5)
    assert rejected.headers[0] == ("trace", b"\x00\x01")


def test_a_rejection_says_where_the_message_was_and_what_is_wrong() -> None:
    rejected = write_rejection(MESSAGE, REASON)
    reason = read_rejection(Incoming("articles.rejected", 0, 0, None, None, rejected.headers))

    assert reason is not None
    assert (reason.topic, reason.partition, reason.offset) == ("articles", 3, 42)
    assert (reason.code, reason.detail, reason.attempt) == ("encoding.not-utf8", "Byte 0 is not UTF-8.", 1)


def test_a_rejection_is_an_event_of_its_own_and_gives_back_what_the_sender_called_his() -> None:
    headers = (("ce_id", b"1"), ("ce_type", b"newsroom.article"), ("trace", b"t"))
    message = Incoming("articles", 3, 42, b"k", b"{", headers, timestamp=7.5)
    rejected = write_rejection(message, REASON)
    said = dict(rejected.headers)

    assert (said["ce_type"], said["ce_id"]) == (b"tocsin.rejection.v1", b"articles/3/42")
    assert said["ce_time"] == b"1970-01-01T00:00:07.500000Z"
    assert {name: value for name, value in again(message).headers if name in dict(headers)} == dict(headers)


@pytest.mark.parametrize("timestamp", [None, -1e18, 1e300, float("nan")])
def test_a_message_of_no_time_can_be_set_aside(timestamp: float | None) -> None:
    rejected = write_rejection(replace(MESSAGE, timestamp=timestamp), REASON)

    assert "ce_time" not in dict(rejected.headers)


def test_each_retry_that_fails_again_is_counted_and_the_headers_do_not_pile_up() -> None:
    once = again(MESSAGE)
    twice = again(once)
    third = write_rejection(twice, REASON)

    assert attempts(once) == 1
    assert attempts(twice) == 2
    assert len(third.headers) == len(write_rejection(MESSAGE, REASON).headers)
    assert third.value == MESSAGE.value


def test_an_attempt_count_from_outside_is_not_trusted() -> None:
    for written in (b"", b"-1", b"many", b"9" * 500):
        message = Incoming("articles", 0, 0, None, b"{", (("tocsin.rejected.attempt", written),))

        assert attempts(message) == 0


def test_an_endless_detail_is_cut() -> None:
    rejected = write_rejection(MESSAGE, Rejected("field.invalid", "x" * 50_000, "y" * 50_000))

    assert max(len(value) for _, value in rejected.headers) == DETAIL_CHARS


def test_a_message_of_neither_key_nor_value_can_be_set_aside() -> None:
    rejected = write_rejection(Incoming("articles", 0, 0, None, None), REASON)

    assert (rejected.key, rejected.value) == (None, b"")
