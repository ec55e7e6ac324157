# /// script
# dependencies = ["aiokafka>=0.14,<0.15"]
# ///
"""Publish articles to Tocsin, in Python: article events from standard input, one JSON object a line.

pip install 'aiokafka>=0.14,<0.15', then: TOCSIN_BOOTSTRAP=kafka:9092 python publisher.py < articles.jsonl
"""

from __future__ import annotations

import asyncio
import json
import os
import sys

from aiokafka import AIOKafkaProducer

BROKERS = os.environ.get("TOCSIN_BOOTSTRAP", "127.0.0.1:9092")
TOPIC = os.environ.get("TOCSIN_TOPIC", "articles")
MOST_BYTES = 4 * 1024 * 1024  # what the topic takes


async def main() -> None:
    """Publish each line, keyed by the article's id, and wait until the broker has it."""
    producer = AIOKafkaProducer(bootstrap_servers=BROKERS, acks="all", max_request_size=MOST_BYTES)
    async with producer:
        for line in sys.stdin.buffer:
            article = json.loads(line)
            await producer.send_and_wait(TOPIC, line.strip(), key=article["id"].encode())


if __name__ == "__main__":
    asyncio.run(main())
