"""What the alert agent is given in tests: messages of `claims`, and an outside that can be told to fail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from schemas import topics
from schemas.rule import AppliedRuleV1
from streams.agents.alert import Ports
from streams.claims.claim import Claim, Party, Place, Quantity
from streams.events.keys import split_report
from streams.events.report import Report
from streams.knowledge import load_alerting
from streams.wire.alerts import read_alert
from streams.wire.claims import write_clock, write_report
from streams.wire.message import Incoming
from streams.wire.watchlists import write_watchlist

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.runtime.state import Entry
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

    async def put(self, entries: Sequence[Entry]) -> None:
        for partition, key, value in entries:
            self._step()
            if value is None:
                self.state.pop((partition, key), None)
            else:
                self.state[partition, key] = value

    def remembered(self) -> set[str]:
        """Return the names of all entries of the state but the place up to which it is whole."""
        return {key for _, key in self.state} - {"done"}

    def revisions(self) -> list[tuple[str, str, int]]:
        alerts = [read_alert(m.value or b"") for m in self.published if m.topic == topics.ALERTS.name]
        return [(alert.message_type, alert.id, alert.revision) for alert in alerts]


def messages(*reports: Report) -> list[Incoming]:
    out = [write_report(key, part) for report in reports for key, part in split_report(report, KINDS)]
    out += [write_report("marker", report) for report in reports if not report.claims]
    return [Incoming(topics.CLAIMS.name, 0, n, m.key, m.value, m.headers) for n, m in enumerate(out)]


def in_a_row(*sent: Incoming) -> list[Incoming]:
    """Return messages as they lie in one partition."""
    return [replace(message, offset=offset) for offset, message in enumerate(sent)]


NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
HELD = replace(REPORT, embargoed_until=NOON)


def at(message: Incoming, moment: datetime) -> Incoming:
    return replace(message, timestamp=moment.timestamp())


def clock(moment: datetime) -> Incoming:
    told = write_clock(0)
    return Incoming(told.topic, 0, 9, told.key, told.value, (), moment.timestamp())


def watch(revision: int, countries: Sequence[str] = ("SWE",), *, gone: bool = False) -> Incoming:
    content = None if gone else {"watchlist": "nordic", "why": "For a test.", "countries": list(countries)}
    said = {"family": "watchlists", "id": "nordic", "revision": revision, "content": content}
    sent = write_watchlist(AppliedRuleV1.model_validate(said), 0)
    return Incoming(sent.topic, 0, revision, sent.key, sent.value)


def listed(outside: Outside) -> list[list[tuple[str, int | None]]]:
    alerts = [read_alert(m.value or b"") for m in outside.published if m.topic == topics.ALERTS.name]
    return [[(each.id, each.revision) for each in alert.watchlists] for alert in alerts]
