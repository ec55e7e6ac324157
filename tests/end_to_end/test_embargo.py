"""An article under embargo: enriched at once, its alert told when the time comes, whoever holds the partition then."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

pytestmark = [pytest.mark.broker, pytest.mark.model]

# Longer than a worker that is up takes for one article, or nothing is left to its successor.
WAIT = timedelta(seconds=15)


def test_an_embargo_outlives_the_worker_and_ends_by_itself(installation: Any) -> None:
    fields = {
        "id": "urn:test:1",
        "source": "Northwire",
        "published_at": "2031-03-04T06:30:00Z",
        "body": "Sweden has massed 40,000 troops near the Norwegian border, Oslo said on Monday.",
        "purpose": "test",
    }
    with installation.worker() as worker:
        installation.wait_until_assigned(worker)
        until = datetime.now(UTC) + WAIT
        installation.publish([json.dumps({**fields, "embargoed_until": until.isoformat()}).encode()])
        (enriched,) = installation.wait_for("articles.enriched", 1, worker)
        installation.wait_until_idle(worker)
    assert installation.read("alerts") == []

    with installation.worker() as successor:
        (told,) = installation.wait_for("alerts", 1, successor)
        installation.wait_until_idle(successor)

    assert json.loads(enriched.value)["article"]["embargoed_until"] is not None
    assert told.timestamp >= until.timestamp()
    assert len(installation.read("alerts")) == 1
    alert = json.loads(told.value)
    assert (alert["message_type"], alert["status"]) == ("Alert", "Test")
