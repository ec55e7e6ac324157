from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from schemas import topics
from schemas.rule import AppliedRuleV1
from streams.agents.alert import Ports, handle, wake
from streams.alerts.watchlists import Watchlist
from streams.claims.claim import Claim, Party, Place, Quantity
from streams.events.keys import split_report
from streams.events.report import Report
from streams.knowledge import load_alerting
from streams.wire.alerts import read_alert
from streams.wire.claims import CLOCK, write_clock, write_report
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


async def test_a_claim_that_matters_rings_once_however_often_it_comes() -> None:
    outside = Outside()
    ports = outside.ports()
    (message,) = messages(REPORT)

    for _ in range(3):
        await handle([message], ports)

    assert [(kind, revision) for kind, _, revision in outside.revisions()] == [("Alert", 1)]


async def test_a_withdrawn_article_takes_its_alert_back() -> None:
    outside = Outside()
    ports = outside.ports()

    for message in messages(REPORT, replace(REPORT, version=2, is_withdrawn=True, claims=())):
        await handle([message], ports)

    (rung, first, _), (cancelled, second, revision) = outside.revisions()
    assert (rung, cancelled, revision) == ("Alert", "Cancel", 2)
    assert first == second


@pytest.mark.parametrize("step", range(4))
async def test_after_a_crash_at_any_step_the_same_revisions_come_again(step: int) -> None:
    outside = Outside()
    (message,) = messages(REPORT)
    outside.fails_after = step
    try:
        await handle([message], outside.ports())
    except ConnectionError:
        outside.fails_after = None
        await handle([message], outside.ports())

    assert len(set(outside.revisions())) == 1
    assert len({m.value for m in outside.published}) == 1


@pytest.mark.parametrize("step", range(14))
@pytest.mark.parametrize("at_once", [2, 4])
async def test_messages_at_once_give_what_they_give_one_by_one_whatever_comes_between(
    step: int, at_once: int
) -> None:
    whole, broken = Outside(), Outside()
    others = [replace(REPORT, article_id=f"urn:test:{n}", publisher=f"Paper {n}") for n in range(3)]
    gone = replace(REPORT, version=2, is_withdrawn=True, claims=())
    sent = in_a_row(*messages(REPORT, *others, gone))
    for message in sent:
        await handle([message], whole.ports())
    broken.fails_after = step
    ports = broken.ports()
    try:
        for first in range(0, len(sent), at_once):
            await handle(sent[first : first + at_once], ports)
    except ConnectionError:
        broken.fails_after = None
        await handle(sent, broken.ports())

    assert broken.state == whole.state
    assert {m.value for m in broken.published} == {m.value for m in whole.published}
    assert len(whole.revisions()) == 4


async def test_a_new_worker_goes_on_where_the_state_says() -> None:
    outside = Outside()
    second = replace(REPORT, article_id="urn:test:2", publisher="The Fjord Post")
    first, other = messages(REPORT, second)

    await handle([first], outside.ports())
    await handle([other], outside.ports())

    assert [(kind, revision) for kind, _, revision in outside.revisions()] == [("Alert", 1), ("Update", 2)]


async def test_a_message_that_is_no_report_is_set_aside() -> None:
    outside = Outside()

    await handle([Incoming(topics.CLAIMS.name, 0, 0, b"k", b"{}")], outside.ports())

    assert [m.topic for m in outside.published] == [topics.REJECTED.name]
    assert outside.remembered() == set()


NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
HELD = replace(REPORT, embargoed_until=NOON)


def at(message: Incoming, moment: datetime) -> Incoming:
    return replace(message, timestamp=moment.timestamp())


def clock(moment: datetime) -> Incoming:
    told = write_clock(0)
    return Incoming(told.topic, 0, 9, told.key, told.value, (), moment.timestamp())


async def test_an_alert_waits_in_the_state_until_the_embargo_is_over() -> None:
    outside = Outside()
    (message,) = messages(HELD)

    await handle([at(message, NOON - timedelta(hours=1))], outside.ports())
    assert outside.revisions() == []
    await handle([clock(NOON)], outside.ports())

    assert [(kind, revision) for kind, _, revision in outside.revisions()] == [("Alert", 1)]
    assert not any(key.startswith("held/") for _, key in outside.state)


@pytest.mark.parametrize("step", range(5))
async def test_a_crash_when_an_embargo_ends_loses_and_doubles_nothing(step: int) -> None:
    outside = Outside()
    (message,) = messages(HELD)
    await handle([at(message, NOON - timedelta(hours=1))], outside.ports())
    outside.fails_after = step
    try:
        await handle([clock(NOON)], outside.ports())
    except ConnectionError:
        outside.fails_after = None
        await handle([clock(NOON)], outside.ports())

    assert len(set(outside.revisions())) == 1
    assert len({m.value for m in outside.published}) == 1


async def test_the_time_is_asked_for_where_nobody_looked_yet_and_where_something_waits() -> None:
    outside = Outside()
    ports = outside.ports()

    async def asked(moment: datetime) -> list[int | None]:
        outside.published.clear()
        await wake([0], moment, ports)
        return [m.partition for m in outside.published if m.key == CLOCK]

    assert await asked(NOON - timedelta(hours=2)) == [0]
    assert await asked(NOON - timedelta(hours=2)) == []
    await handle([clock(NOON - timedelta(hours=2))], ports)
    (message,) = messages(HELD)
    await handle([at(message, NOON - timedelta(hours=1))], ports)
    assert await asked(NOON - timedelta(seconds=1)) == []
    assert await asked(NOON) == [0]
    await handle([clock(NOON)], ports)
    assert await asked(NOON) == []


async def test_a_clock_that_is_set_back_does_not_keep_the_time_from_being_asked_for() -> None:
    outside = Outside()
    ports = outside.ports()
    await wake([0], NOON, ports)
    outside.published.clear()

    await wake([0], NOON - timedelta(hours=5), ports)

    assert [m.partition for m in outside.published] == [0]


async def test_messages_whose_time_jumps_back_and_forth_ring_the_same_alerts() -> None:
    steady, jumping = Outside(), Outside()
    sent = messages(REPORT)
    times = [NOON, NOON - timedelta(days=400), NOON + timedelta(hours=3)]
    ports = jumping.ports()
    for message in sent:
        await handle([at(message, NOON)], steady.ports())
        for moment in times:
            await handle([at(message, moment)], ports)

    assert jumping.revisions()
    assert {m.value for m in jumping.published} == {m.value for m in steady.published}


async def test_a_worker_for_exercises_rings_no_actual_alert() -> None:
    outside = Outside()
    (message,) = messages(REPORT)

    await handle([message], replace(outside.ports(), purpose="exercise"))

    assert [read_alert(m.value or b"").status for m in outside.published] == ["Exercise"]


def watch(revision: int, countries: Sequence[str] = ("SWE",), *, gone: bool = False) -> Incoming:
    content = None if gone else {"watchlist": "nordic", "why": "For a test.", "countries": list(countries)}
    said = {"family": "watchlists", "id": "nordic", "revision": revision, "content": content}
    sent = write_watchlist(AppliedRuleV1.model_validate(said), 0)
    return Incoming(sent.topic, 0, revision, sent.key, sent.value)


def listed(outside: Outside) -> list[list[tuple[str, int | None]]]:
    alerts = [read_alert(m.value or b"") for m in outside.published if m.topic == topics.ALERTS.name]
    return [[(each.id, each.revision) for each in alert.watchlists] for alert in alerts]


async def test_a_watchlist_is_kept_and_named_by_alerts_that_come_after_it() -> None:
    outside = Outside()
    first, other = messages(REPORT, replace(REPORT, article_id="urn:test:2", publisher="The Fjord Post"))

    for each in in_a_row(first, watch(7), other):
        await handle([each], outside.ports())

    assert listed(outside) == [[], [("nordic", 7)]]
    assert (0, "watch/nordic") in outside.state


async def test_what_was_removed_is_not_set_again_by_what_comes_late() -> None:
    outside = Outside()
    (message,) = messages(REPORT)

    for each in in_a_row(watch(7), watch(9, gone=True), watch(8), message):
        await handle([each], outside.ports())

    assert listed(outside) == [[]]


async def test_a_folders_watchlist_is_there_from_the_start_and_again_once_another_one_is_removed() -> None:
    outside = Outside()
    folder = Watchlist("nordic", "For a test.", kinds=("troop-buildup",))
    ports = replace(outside.ports(), watchlists=(folder,))
    sent = messages(*(replace(REPORT, article_id=f"urn:test:{n}", publisher=f"Paper {n}") for n in range(3)))

    for each in in_a_row(sent[0], watch(7), sent[1], watch(9, gone=True), sent[2]):
        await handle([each], ports)

    assert listed(outside) == [[("nordic", None)], [("nordic", 7)], [("nordic", None)]]


@pytest.mark.parametrize("value", [None, b"", b"{}", b'{"watchlist": "nordic"}'])
async def test_a_watchlist_that_cannot_be_read_is_set_aside(value: bytes | None) -> None:
    outside = Outside()

    await handle([replace(watch(7), value=value)], outside.ports())

    assert [m.topic for m in outside.published] == [topics.REJECTED.name]
    assert outside.remembered() == set()


BEFORE, AFTER = NOON - timedelta(hours=1), NOON + timedelta(days=1)
SECOND = replace(REPORT, article_id="urn:test:2", publisher="The Fjord Post")
GRAVER = replace(CLAIM, quantity=Quantity("60,000 troops", 60000.0, "troop", (18, 31)))
WAY = in_a_row(
    *(at(message, BEFORE) for message in messages(REPORT, REPORT)),
    at(watch(7), BEFORE),
    *(at(message, BEFORE) for message in messages(replace(HELD, article_id="urn:test:3", publisher="C"))),
    *(at(message, BEFORE) for message in messages(SECOND)),
    clock(NOON),
    at(watch(8, ["DNK"]), NOON),
    *(at(message, AFTER) for message in messages(replace(REPORT, version=2, claims=(GRAVER,)))),
    *(at(message, AFTER) for message in messages(replace(SECOND, version=2, is_withdrawn=True, claims=()))),
)
"""One partition: an article twice, watchlists, an embargo that ends, a second publisher, an update, a withdrawal."""


async def go_on(way: Sequence[Incoming], outside: Outside, fails_after: int | None = None) -> int:
    """Have a new worker deal with messages; return how many it had dealt with when it died."""
    outside.fails_after, ports = fails_after, outside.ports()
    for number, message in enumerate(way):
        try:
            await handle([message], ports)
        except ConnectionError:
            return number
    return len(way)


@pytest.mark.parametrize("back", [0, 1, 2, len(WAY)], ids="{} messages back".format)
async def test_after_a_crash_at_any_step_the_same_revisions_come_again_wherever_reading_begins(
    back: int,
) -> None:
    calm = Outside()
    await go_on(WAY, calm)
    assert len(calm.revisions()) > 3
    dies_at, step = 0, 0
    while dies_at < len(WAY):
        shaken = Outside()
        dies_at = await go_on(WAY, shaken, fails_after=step)
        await go_on(WAY[max(0, dies_at - back) :], shaken)

        assert {m.value for m in shaken.published} == {m.value for m in calm.published}, f"step {step}"
        assert shaken.state == calm.state, f"step {step}"
        step += 1


async def test_in_a_topic_that_was_made_anew_no_message_is_passed_over() -> None:
    outside = Outside()
    await go_on(WAY, outside)
    (message,) = messages(replace(REPORT, article_id="urn:test:4", publisher="D"))

    await handle([at(message, AFTER + timedelta(seconds=1))], outside.ports())

    assert any("urn:test:4" in key for key in outside.remembered())
