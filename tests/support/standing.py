"""The alerts that stand at the end without Kafka, as the command gives them: what a stream must come to as well."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from command import tocsin
from tests.chaos.history import Alerts, bare

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def offline_alerts(events: Iterable[bytes], folder: Path) -> Alerts:
    """Return them by id, without what tells the way there, for events in this order; write a file into the folder."""
    file = folder / "articles.jsonl"
    file.write_bytes(b"\n".join(events))
    done = tocsin("analyze", "--alerts", file, folder=folder, check=True)
    return {alert["id"]: bare(alert) for alert in map(json.loads, done.stdout.splitlines())}
