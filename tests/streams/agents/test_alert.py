from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from schemas import topics
from streams.agents.alert import Ports, handle
from streams.claims.claim import Claim, Party, Place, Quantity
from streams.events.keys import split_report
from streams.events.report import Report
from streams.knowledge import load_alerting
from streams.wire.alerts import read_alert
from streams.wire.claims import write_report
from streams.wire.message import Incoming

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.wire.message import Outgoing

KINDS, POLICY = load_alerting()
CLAIM = Claim(
    rule="troop-buildup",
    kind="troop-buildup",
    event_type="MOBILIZE",
    status="asserted",
    trigger=(11, 17),
    evidence=(0, 50),
    quote="Sweden has massed 40,000 troops near its border with Norway.",
    actor=Party("Sweden", ("SWE",), (0, 6)),
    location=Place("its border with Norway", "NOR", span=(37, 59)),
    quantity=Quantity("40,000 troops", 40000.0, "troop", (18, 31)),
)
REPORT = Report(
    article_id="urn:test:1",
    version=1,
    is_withdrawn=False,
    publisher="Northwire",
    published_at=datetime(2031, 3, 4, 6, 30, tzinfo=UTC),
    claims=(CLAIM,),
)


class Outside:
    """What the agent reaches: topics and a state, which can be told to fail at a step."""

    def __init__(self) -> None:
        self.published: list[Outgoing] = []
        self.state: dict[tuple[int, str], bytes] = {}
        self.fails_after: int | None = None

    def ports(self) -> Ports:
        return Ports(KINDS, POLICY, self.publish, self.entries, self.put)

    def _step(self) -> None:
        if self.fails_after is not None:
            if self.fails_after == 0:
                raise ConnectionError
            self.fails_after -= 1

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        self._step()
        self.published += messages

    def entries(self, partition: int) -> Iterable[tuple[str, bytes]]:
        return [(key, value) for (number, key), value in self.state.items() if number == partition]

    async def put(self, partition: int, key: str, value: bytes | None) -> None:
        self._step()
        if value is None:
            self.state.pop((partition, key), None)
        else:
            self.state[partition, key] = value

    def revisions(self) -> list[tuple[str, str, int]]:
        alerts = [read_alert(m.value or b"") for m in self.published if m.topic == topics.ALERTS.name]
        return [(alert.message_type, alert.id, alert.revision) for alert in alerts]


def messages(*reports: Report) -> list[Incoming]:
    out = [write_report(key, part) for report in reports for key, part in split_report(report, KINDS)]
    out += [write_report("marker", report) for report in reports if not report.claims]
    return [Incoming(topics.CLAIMS.name, 0, n, m.key, m.value, m.headers) for n, m in enumerate(out)]


async def test_a_claim_that_matters_rings_once_however_often_it_comes() -> None:
    outside = Outside()
    ports = outside.ports()
    (message,) = messages(REPORT)

    for _ in range(3):
        await handle(message, ports)

    assert [(kind, revision) for kind, _, revision in outside.revisions()] == [("Alert", 1)]


async def test_a_withdrawn_article_takes_its_alert_back() -> None:
    outside = Outside()
    ports = outside.ports()

    for message in messages(REPORT, replace(REPORT, version=2, is_withdrawn=True, claims=())):
        await handle(message, ports)

    (rung, first, _), (cancelled, second, revision) = outside.revisions()
    assert (rung, cancelled, revision) == ("Alert", "Cancel", 2)
    assert first == second


@pytest.mark.parametrize("step", range(4))
async def test_after_a_crash_at_any_step_the_same_revisions_come_again(step: int) -> None:
    outside = Outside()
    (message,) = messages(REPORT)
    outside.fails_after = step
    try:
        await handle(message, outside.ports())
    except ConnectionError:
        outside.fails_after = None
        await handle(message, outside.ports())

    assert len(set(outside.revisions())) == 1
    assert len({m.value for m in outside.published}) == 1


async def test_a_new_worker_goes_on_where_the_state_says() -> None:
    outside = Outside()
    second = replace(REPORT, article_id="urn:test:2", publisher="The Fjord Post")
    first, other = messages(REPORT, second)

    await handle(first, outside.ports())
    await handle(other, outside.ports())

    assert [(kind, revision) for kind, _, revision in outside.revisions()] == [("Alert", 1), ("Update", 2)]


async def test_a_message_that_is_no_report_is_set_aside() -> None:
    outside = Outside()

    await handle(Incoming(topics.CLAIMS.name, 0, 0, b"k", b"{}"), outside.ports())

    assert [m.topic for m in outside.published] == [topics.REJECTED.name]
    assert outside.state == {}
