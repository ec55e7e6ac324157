from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from schemas import topics
from schemas.rule import AppliedRuleV1
from streams.agents.rule import Ports, handle
from streams.knowledge.sent import RulesInForce
from streams.wire.message import Incoming
from streams.wire.rejections import read_rejection
from streams.wire.rules import read_applied_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.knowledge.sent import SentRule
    from streams.wire.message import Outgoing

PARTITIONS = 3


class Broker:
    """The topic of rules in force as the agent reads and writes it; a rule that says so is bad."""

    def __init__(self) -> None:
        self.published: list[Outgoing] = []
        self.judged: list[str] = []
        self.ports = Ports(self.now, self.faults, self.publish, PARTITIONS)

    async def now(self) -> RulesInForce:
        now = RulesInForce()
        for message in self.of(topics.APPLIED_RULES.name):
            now = now.after(read_applied_rule(message.value or b""))
        return now

    async def faults(self, rule: SentRule, _now: RulesInForce) -> Sequence[tuple[str, str]]:
        self.judged.append(rule.key)
        return [("severity", "severity: wanted Severe")] if b"bad" in (rule.raw or b"") else []

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        self.published += messages

    def of(self, topic: str) -> list[Outgoing]:
        return [message for message in self.published if message.topic == topic]

    async def take(self, offset: int, key: str, value: bytes | None) -> None:
        await handle(Incoming("alert-rules", 0, offset, key.encode(), value, timestamp=7.0), self.ports)


@pytest.fixture
def broker() -> Broker:
    return Broker()


async def test_a_good_rule_is_in_force_under_its_offset_until_it_is_taken_back(broker: Broker) -> None:
    await broker.take(4, "claims/lantern", b'{"id": "lantern"}')
    (rule,) = (await broker.now()).standing
    await broker.take(6, "claims/lantern", None)

    assert (rule.key, rule.revision) == ("claims/lantern", 4)
    assert (await broker.now()).standing == ()
    assert (await broker.now()).offset == 6
    assert not broker.of(topics.REJECTED.name)


async def test_a_bad_rule_is_answered_whole_and_the_one_before_stays(broker: Broker) -> None:
    await broker.take(4, "claims/lantern", b'{"id": "lantern"}')
    await broker.take(5, "claims/lantern", b'{"id": "bad"}')

    assert [rule.revision for rule in (await broker.now()).standing] == [4]
    (rejected,) = broker.of(topics.REJECTED.name)
    reason = read_rejection(Incoming("r", 0, 0, rejected.key, rejected.value, rejected.headers))
    assert rejected.value == b'{"id": "bad"}'
    assert reason is not None
    assert (reason.code, reason.field, reason.offset) == ("rule.invalid", "severity", 5)


async def test_a_key_that_names_no_rule_is_set_aside_and_the_stream_goes_on(broker: Broker) -> None:
    await broker.take(4, "lantern", b"{}")
    await broker.take(5, "claims/lantern", b"{}")

    assert len(broker.of(topics.REJECTED.name)) == 1
    assert [rule.revision for rule in (await broker.now()).standing] == [5]


async def test_a_change_of_a_watchlist_goes_to_every_partition_of_claims(broker: Broker) -> None:
    content = {"watchlist": "baltic-desk", "why": "For a test.", "countries": ["EST"]}
    await broker.take(4, "watchlists/baltic-desk", json.dumps(content).encode())

    told = broker.of(topics.CLAIMS.name)
    assert [message.partition for message in told] == [0, 1, 2]
    assert {message.key for message in told} == {b"watchlist/baltic-desk"}
    assert {AppliedRuleV1.model_validate_json(message.value or b"").revision for message in told} == {4}


async def test_a_change_that_comes_again_after_a_crash_is_told_again_and_not_judged_anew(
    broker: Broker,
) -> None:
    content = b'{"watchlist": "baltic-desk", "why": "For a test.", "countries": ["EST"]}'
    await broker.take(4, "watchlists/baltic-desk", content)
    first, broker.published = broker.published, broker.of(topics.APPLIED_RULES.name)
    await broker.take(4, "watchlists/baltic-desk", content)

    assert broker.published[1:] == first
    assert broker.judged == ["watchlists/baltic-desk"]


async def test_an_older_change_that_comes_again_changes_nothing(broker: Broker) -> None:
    await broker.take(4, "claims/lantern", b'{"id": "lantern"}')
    await broker.take(5, "claims/lantern", None)
    before = list(broker.published)
    await broker.take(4, "claims/lantern", b'{"id": "lantern"}')

    assert broker.published == before
