from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from schemas import topics
from streams.knowledge.sent import SentRule
from streams.wire.message import Incoming
from streams.wire.refusal import Rejected
from streams.wire.rejections import read_rejection, write_rejection, write_retry
from streams.wire.rules import (
    applied_contract,
    read_applied_rule,
    read_rule,
    refuse_rule,
    write_applied,
    write_rule,
)

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


def message(key: bytes | None, value: bytes | None = b"{}", offset: int = 12) -> Incoming:
    return Incoming("t.alert-rules", 0, offset, key, value)


def test_a_rule_is_sent_as_its_files_content_and_read_with_the_offset_as_its_revision() -> None:
    sent = write_rule("claims", "lantern", content={"id": "lantern", "published_on": date(2031, 3, 4)})

    assert sent.topic == topics.RULES.name
    rule = read_rule(message(sent.key, sent.value))
    assert isinstance(rule, SentRule)
    assert (rule.key, rule.revision) == ("claims/lantern", 12)
    assert json.loads(rule.raw or b"") == {"id": "lantern", "published_on": "2031-03-04"}


def test_a_message_without_a_value_takes_the_rule_back() -> None:
    taken = write_rule("watchlists", "baltic-desk", content=None)

    assert read_rule(message(taken.key, taken.value)) == SentRule("watchlists", "baltic-desk", 12, None)


@pytest.mark.parametrize(
    "key",
    [
        None,
        b"",
        b"lantern",
        b"claims/",
        b"claims/Lantern",
        b"rules/lantern",
        b"claims/a/b",
        b"claims/\xff",
        b"claims/" + b"a" * 61,
    ],
    ids=repr,
)
def test_a_key_that_names_no_rule_is_refused_and_says_what_is_wanted(key: bytes | None) -> None:
    found = read_rule(message(key))

    assert isinstance(found, Rejected)
    assert found.code == "key.invalid"
    assert "<family>/<id>" in found.detail


@pytest.mark.parametrize(
    "raw", ['{"id":"lantern","why":"Für Übungen"}'.encode(), None], ids=["sent", "removed"]
)
def test_what_is_in_force_comes_through_the_topic_as_it_is(raw: bytes | None) -> None:
    rule = SentRule("claims", "lantern", 12, raw)
    told = write_applied(applied_contract(rule), NOON)

    back = read_applied_rule(told.value or b"")
    assert (told.topic, told.key) == (topics.APPLIED_RULES.name, b"claims/lantern")
    assert dict(told.headers)["ce_id"] == b"claims/lantern.12"
    assert (back.key, back.revision) == (rule.key, rule.revision)
    assert (back.raw and json.loads(back.raw)) == (raw and json.loads(raw))


def test_a_refusal_names_the_first_field_and_says_everything() -> None:
    refused = refuse_rule([("severity", "severity: wanted Severe"), ("", "Something else.")])

    assert refused == Rejected("rule.invalid", "severity: wanted Severe\nSomething else.", "severity")


def test_a_refused_rule_is_sent_again_to_where_it_came_from() -> None:
    rejected = write_rejection(message(b"claims/lantern"), refuse_rule([("", "Wrong.")]))
    stored = Incoming("t.articles.rejected", 0, 0, rejected.key, rejected.value, rejected.headers)

    reason = read_rejection(stored)
    assert reason is not None
    assert (reason.topic, reason.offset) == ("t.alert-rules", 12)
    assert write_retry(stored).topic == topics.RULES.name
