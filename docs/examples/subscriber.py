# /// script
# dependencies = ["aiokafka>=0.14,<0.15"]
# ///
"""A desk's subscriber to Tocsin's alerts, in Python: what is grave in the north, as it stands.

pip install 'aiokafka>=0.14,<0.15', then: TOCSIN_BOOTSTRAP=kafka:9092 python subscriber.py
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
from contextlib import closing, suppress
from typing import Any

from aiokafka import AIOKafkaConsumer

SEVERITIES = {"Extreme", "Severe"}
STATUS = os.environ.get("STATUS", "Actual")  # the others are Exercise and Test
COUNTRIES = {"DNK", "FIN", "ISL", "NOR", "SWE"}


def is_wanted(headers: dict[str, str]) -> bool:
    """Say whether an alert is this desk's business."""
    countries = headers["countries"].split(",")
    is_grave = headers["severity"] in SEVERITIES
    return headers["status"] == STATUS and is_grave and not COUNTRIES.isdisjoint(countries)


def receive(headers: dict[str, str], value: bytes, desk: sqlite3.Connection) -> None:
    """Deal with one record: ring, update, stand down, or skip it without parsing its value."""
    alert_id, revision = headers["ce_subject"], int(headers["revision"])
    row = desk.execute("SELECT revision, is_open FROM alerts WHERE id = ?", (alert_id,)).fetchone()
    known, was_open = row or (0, False)
    if revision <= known:
        return  # a repeat, or older than what we have: delivery is at least once
    is_open = headers["message_type"] != "Cancel" and is_wanted(headers)
    if not is_open and not was_open:
        return  # not ours, and never was
    alert = json.loads(value)
    if not is_open:
        tell("stand down", alert)  # cancelled, or no longer grave, or not in the north after all
    elif was_open:
        tell("update", alert)
    else:
        tell("ring", alert)
    with desk:
        desk.execute("REPLACE INTO alerts VALUES (?, ?, ?)", (alert_id, revision, is_open))


def tell(what: str, alert: dict[str, Any]) -> None:
    """Tell the desk. Yours to replace: a mail, a page, a row on a screen."""
    print(what, f"{alert['id']}.{alert['revision']}", alert["severity"], alert["headline"], flush=True)  # noqa: T201


async def main() -> None:
    """Follow the topic until the process is told to end."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    for end in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(end, task.cancel)
    consumer = AIOKafkaConsumer(
        os.environ.get("TOCSIN_TOPIC", "alerts"),
        bootstrap_servers=os.environ.get("TOCSIN_BOOTSTRAP", "127.0.0.1:9092"),
        group_id=os.environ.get("GROUP", "northern-desk"),
        auto_offset_reset="earliest",  # a new group begins with all that stands
        enable_auto_commit=False,
    )
    with closing(sqlite3.connect(os.environ.get("DESK", "desk.sqlite"))) as desk:
        desk.execute("CREATE TABLE IF NOT EXISTS alerts (id TEXT PRIMARY KEY, revision INT, is_open INT)")
        async with consumer:
            async for record in consumer:
                if record.value is not None:
                    receive({name: raw.decode() for name, raw in record.headers}, record.value, desk)
                await consumer.commit()  # only now: what was told before a crash is known as a repeat


if __name__ == "__main__":
    with suppress(asyncio.CancelledError):
        asyncio.run(main())
