"""Measure what the engine costs: articles a second through Kafka against the same reading without Kafka.

    python tests/bench/engine.py [--rounds N] [--articles N]

Both sides read the same articles with the same number of processes, in turn, in one run on one machine: quote the
ratio, not the rates. The articles are the demo's, under new ids.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from itertools import cycle, islice
from typing import TYPE_CHECKING

from schemas import topics
from streams.broker import SETTINGS, embedded_broker
from streams.cli.publish import article_message
from streams.demo import ARTICLES
from streams.runtime.client import read_topic, sender
from streams.runtime.pool import READING, Pool
from streams.runtime.topics import ensure_topics
from streams.settings import Settings
from streams.wire.articles import Rejected, read_article

if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> int:
    """Run the rounds and print the medians."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=400)
    arguments = parser.parse_args()
    events = articles(arguments.articles)
    rates: list[tuple[float, float]] = []
    for number in range(1, arguments.rounds + 1):
        pair = (asyncio.run(without_kafka(events)), through_kafka(events, number))
        rates.append(pair)
        print(
            f"round {number}: {pair[0]:.1f} articles/s read, {pair[1]:.1f} through Kafka, ratio {pair[1] / pair[0]:.2f}"
        )
    print(f"median ratio over {len(rates)} rounds: {statistics.median(b / a for a, b in rates):.2f}")
    return 0


def articles(count: int) -> list[bytes]:
    """Return article events, each with an id of its own."""
    usable = [event for event in map(json.loads, ARTICLES.read_bytes().splitlines()) if event["body"]]
    return [
        json.dumps(
            {
                **event,
                "title": f"{event.get('title') or ''} {n}",
                "id": f"urn:bench:{n}",
                "version": 1,
                "status": "usable",
            }
        ).encode()
        for n, event in enumerate(islice(cycle(usable), count))
    ]


async def without_kafka(events: Sequence[bytes]) -> float:
    """Return articles read a second by the process pool alone."""
    settings = Settings()
    pool = Pool(settings, READING)
    await pool.start()
    found = [read_article(event, settings) for event in events]
    begun = time.perf_counter()
    await asyncio.gather(
        *(pool.read(article, frozenset(), None) for article in found if not isinstance(article, Rejected))
    )
    seconds = time.perf_counter() - begun
    await pool.stop()
    return len(events) / seconds


def through_kafka(events: Sequence[bytes], number: int) -> float:
    """Return articles enriched a second by a worker, from the first to the last on `articles.enriched`."""
    with embedded_broker() as address:
        environment = {**SETTINGS, "TOCSIN_BOOTSTRAP": address, "TOCSIN_LOG_LEVEL": "WARNING"}
        settings = Settings(bootstrap=address, app_id=f"bench{number}")
        asyncio.run(publish(events, settings))
        command = [sys.executable, "-m", "streams.cli", "worker"]
        worker = subprocess.Popen(
            command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            moments = asyncio.run(enriched_at(len(events), settings))
        finally:
            worker.terminate()
            worker.wait()
    return (len(moments) - 1) / (max(moments) - min(moments))


async def publish(events: Sequence[bytes], settings: Settings) -> None:
    """Put the articles on the topic."""
    await ensure_topics(settings)
    async with sender(settings) as opened:
        for event in events:
            await opened.send(article_message(event))


async def enriched_at(count: int, settings: Settings) -> list[float]:
    """Return when each enriched article was published, in seconds, once all are there."""
    moments: list[float] = []
    async for message in read_topic(topics.ENRICHED.name, settings, follow=True):
        moments.append(message.timestamp or 0.0)
        if len(moments) == count:
            break
    return moments


if __name__ == "__main__":
    sys.exit(main())
