from __future__ import annotations

from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from aiokafka import TopicPartition

from streams.runtime import client
from streams.runtime.client import Standing, how_far
from streams.runtime.refusals import BrokerError
from streams.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PLACES = [("articles", 0), ("articles", 1)]


@pytest.fixture
def committed(monkeypatch: pytest.MonkeyPatch) -> dict[TopicPartition, Any]:
    """Return what the group's coordinator answers, by partition; each begins at 5 and ends at 9."""
    answer: dict[TopicPartition, Any] = {}

    @asynccontextmanager
    async def admin(_: Settings) -> AsyncIterator[Any]:
        async def list_consumer_group_offsets(_: str, partitions: object) -> dict[TopicPartition, Any]:
            return answer

        yield SimpleNamespace(list_consumer_group_offsets=list_consumer_group_offsets)

    async def begins_and_ends(partitions: list[TopicPartition], _: Settings) -> Any:
        return dict.fromkeys(partitions, (5, 9))

    monkeypatch.setattr(client, "admin", admin)
    monkeypatch.setattr(client, "_begins_and_ends", begins_and_ends)
    return answer


async def test_how_far_the_workers_are_is_what_they_acknowledged_of_what_is_still_there(
    committed: dict[TopicPartition, Any],
) -> None:
    committed |= {
        TopicPartition("articles", 0): SimpleNamespace(offset=7),
        TopicPartition("articles", 1): SimpleNamespace(offset=-1),
    }

    assert await how_far(PLACES, Settings()) == {
        ("articles", 0): Standing(7, 9),
        ("articles", 1): Standing(5, 9),
    }


@pytest.mark.parametrize("known", [(), PLACES[:1]])
async def test_a_coordinator_that_is_being_replaced_has_not_answered_that_nothing_is_acknowledged(
    committed: dict[TopicPartition, Any], known: list[tuple[str, int]]
) -> None:
    committed |= {TopicPartition(*place): SimpleNamespace(offset=7) for place in known}

    with pytest.raises(BrokerError, match="being replaced"):
        await how_far(PLACES, Settings())
