"""Length: reading the same text, cut into articles of 1 to 100 KB."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from streams.knowledge import load_knowledge
from streams.settings import Settings
from streams.wire.answers import answer
from streams.wire.articles import Rejected, read_article
from tests.bench import corpus
from tests.bench.curves.curve import Curve, alternated, cpu_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.clean.article import Article

KB = 1000
LENGTHS = (1, 3, 10, 30, 100)
# Three per cent of the text is left over by pieces of 3 and 30 KB; costs are by what was read.
BASE = 10
AIM = 1.2


def measure(rounds: int, pieces: int) -> Curve:
    """Return the curve, over as much text as makes so many articles of the greatest length."""
    knowledge = load_knowledge(Settings().model)
    sets = {f"{length} KB": _cut(_text(pieces * LENGTHS[-1] * KB), length * KB) for length in LENGTHS}

    def cost(articles: Sequence[Article]) -> float:
        read = sum(len(each.body) for each in articles) / KB
        return (
            1000
            * cpu_seconds(lambda: [answer(each, knowledge, frozenset(), None) for each in articles])
            / read
        )

    works = {label: partial(cost, articles) for label, articles in sets.items()}
    alternated(works, 1)  # words seen for the first time
    return Curve(
        "Length of an article",
        f"One text of {pieces * LENGTHS[-1]} KB of news, cut into articles of each length, read to the messages that "
        "are published. A long one holds the reports of many articles, with all their names and claims.",
        "ms a KB",
        alternated(works, rounds),
        f"{BASE} KB",
        AIM,
    )


def _text(chars: int) -> str:
    bodies: list[str] = []
    copy = 0
    while sum(map(len, bodies)) < chars:
        bodies += (json.loads(each)["body"] for each in corpus.articles(f"length{copy}", 50))
        copy += 1
    return "\n\n".join(bodies)[:chars]


def _cut(text: str, chars: int) -> list[Article]:
    starts = range(0, len(text) - chars + 1, chars)
    return [_article(number, text[start : start + chars]) for number, start in enumerate(starts)]


def _article(number: int, body: str) -> Article:
    event = json.loads(corpus.articles("length", 1)[0])
    found = read_article(
        json.dumps({**event, "id": f"urn:bench:length:{number}", "body": body}).encode(), Settings()
    )
    if isinstance(found, Rejected):
        raise TypeError(found.detail)
    return found
