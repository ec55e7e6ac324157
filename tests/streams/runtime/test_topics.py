from __future__ import annotations

from typing import Any, cast

import pytest

from streams.runtime.refusals import BrokerError
from streams.runtime.topics import count_partitions, in_sync_config, known
from streams.settings import Settings


@pytest.mark.parametrize(("replication", "needed"), [(1, None), (2, None), (3, "2"), (5, "4")])
def test_what_is_confirmed_outlives_the_death_of_any_one_broker(replication: int, needed: str | None) -> None:
    """With two copies, none may be missing for it: publishing would stop with the first broker that dies."""
    assert in_sync_config(Settings(replication=replication)).get("min.insync.replicas") == needed


class FakeAdmin:
    """An admin client of a broker that hears of topics one question after the other."""

    def __init__(self, *unknown: set[str]) -> None:
        self.unknown = list(unknown)

    async def list_topics(self) -> list[str]:
        unknown = self.unknown.pop(0) if len(self.unknown) > 1 else self.unknown[0]
        return [name for name in ("articles", "claims", "others") if name not in unknown]

    async def describe_topics(self, names: list[str]) -> list[dict[str, Any]]:
        return [{"topic": name, "partitions": [0, 1]} for name in names]


async def test_what_is_not_there_is_not_asked_about_since_asking_makes_it() -> None:
    class Strict(FakeAdmin):
        async def describe_topics(self, names: list[str]) -> list[dict[str, Any]]:
            assert names == ["articles"]
            return await super().describe_topics(names)

    assert await count_partitions(cast("Any", Strict({"claims"})), ["articles", "claims"]) == {
        "articles": 2,
        "claims": 0,
    }


async def test_topics_just_made_are_waited_for_until_the_broker_knows_all_of_them() -> None:
    client = FakeAdmin({"articles", "claims"}, {"claims"}, set())

    assert await known(cast("Any", client), ["articles", "claims"]) == {"articles": 2, "claims": 2}


async def test_a_topic_that_the_broker_never_knows_is_named() -> None:
    with pytest.raises(BrokerError, match="'claims'"):
        await known(cast("Any", FakeAdmin({"claims"})), ["articles", "claims"], seconds=0.0)
