from __future__ import annotations

import pytest

from streams.runtime.topics import in_sync_config
from streams.settings import Settings


@pytest.mark.parametrize(("replication", "needed"), [(1, None), (2, None), (3, "2"), (5, "4")])
def test_what_is_confirmed_outlives_the_death_of_any_one_broker(replication: int, needed: str | None) -> None:
    """With two copies, none may be missing for it: publishing would stop with the first broker that dies."""
    assert in_sync_config(Settings(replication=replication)).get("min.insync.replicas") == needed
