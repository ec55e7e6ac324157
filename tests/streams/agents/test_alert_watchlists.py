from __future__ import annotations

from dataclasses import replace

import pytest

from alert_agent import REPORT, Outside, in_a_row, listed, messages, watch
from schemas import topics
from streams.agents.alert import handle
from streams.alerts.watchlists import Watchlist


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
