"""Reading the same articles by two sorts of knowledge, one much larger than the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from streams.settings import Settings
from streams.wire.answers import answer
from streams.wire.articles import Rejected, read_article
from tests.bench import corpus
from tests.bench.curves.curve import alternated, cpu_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streams.clean.article import Article
    from streams.knowledge import Knowledge


def costs(name: str, by: Mapping[str, Knowledge], rounds: int, count: int) -> dict[str, list[float]]:
    """Return the milliseconds an article by each knowledge, in rounds of as many articles, other ones in each."""
    found: dict[str, list[float]] = {label: [] for label in by}
    for number in range(-1, rounds):
        articles = _articles(f"{name}{number}", count)
        # What the reader knows of words after that, it knows for all: they share it.
        for each in articles:
            next(iter(by.values())).reader.read(each.body)
        works = {label: partial(_cost, articles, knowledge) for label, knowledge in by.items()}
        turned = works if number % 2 else dict(reversed(works.items()))
        measured = alternated(turned, 1)
        for label in by if number >= 0 else ():  # the first round is for getting warm
            found[label] += measured[label]
    return found


def _cost(articles: Sequence[Article], knowledge: Knowledge) -> float:
    work = partial(_read_all, articles, knowledge)
    return 1000 * cpu_seconds(work) / len(articles)


def _read_all(articles: Sequence[Article], knowledge: Knowledge) -> None:
    for each in articles:
        answer(each, knowledge, frozenset(), None)


def _articles(name: str, count: int) -> list[Article]:
    read = [read_article(raw, Settings()) for raw in corpus.articles(name, count, corpus.news(name))]
    return [each for each in read if not isinstance(each, Rejected)]
