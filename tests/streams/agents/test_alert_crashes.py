from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from alert_agent import CLAIM, HELD, NOON, REPORT, Outside, at, clock, in_a_row, messages, watch
from streams.agents.alert import handle
from streams.claims.claim import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.wire.message import Incoming


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
