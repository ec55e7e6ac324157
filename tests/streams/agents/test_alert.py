from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from alert_agent import HELD, NOON, REPORT, Outside, at, clock, messages
from schemas import topics
from streams.agents.alert import handle, wake
from streams.wire.alerts import read_alert
from streams.wire.claims import CLOCK
from streams.wire.message import Incoming


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


async def test_an_alert_waits_in_the_state_until_the_embargo_is_over() -> None:
    outside = Outside()
    (message,) = messages(HELD)

    await handle([at(message, NOON - timedelta(hours=1))], outside.ports())
    assert outside.revisions() == []
    await handle([clock(NOON)], outside.ports())

    assert [(kind, revision) for kind, _, revision in outside.revisions()] == [("Alert", 1)]
    assert not any(key.startswith("held/") for _, key in outside.state)


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
