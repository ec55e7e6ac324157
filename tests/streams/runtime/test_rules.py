from __future__ import annotations

from typing import TYPE_CHECKING

from streams.runtime import rules
from streams.runtime.refusals import BrokerError
from streams.runtime.rules import catch_up
from streams.settings import Settings
from streams.wire.message import Incoming

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

APPLIED = b'{"family": "watchlists", "id": "nordic", "revision": 7, "content": null}'


async def test_the_rules_in_force_are_read_anew_as_often_as_the_broker_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    troubles = ["No broker answers.", "It went away in between."]

    async def read_topic(topic: str, _: Settings) -> AsyncIterator[Incoming]:
        if len(troubles) != 1:
            yield Incoming(topic, 0, 0, b"watchlists/nordic", APPLIED)
        if troubles:
            raise BrokerError(troubles.pop())

    monkeypatch.setattr(rules, "read_topic", read_topic)
    monkeypatch.setattr(rules, "PAUSE_SECONDS", 0.0)

    now = await catch_up(Settings())

    assert troubles == []
    assert now.revision_of("watchlists/nordic") == 7
