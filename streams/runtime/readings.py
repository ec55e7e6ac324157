"""Readings: articles to what is published because of them, in the pool, each content once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from streams.pipeline import content_key
from streams.wire.articles import Rejected

if TYPE_CHECKING:
    from streams.clean.article import Article
    from streams.runtime.pool import Pool
    from streams.wire.answers import Answer

MOST_KEPT = 500
"""What so many contents said is kept, about 50 kB each: an update that changes none of it follows within the day."""


class Readings:
    """Reads articles; content that was read a short while ago, be it under another id, is not analysed again."""

    def __init__(self, pool: Pool[Answer | Rejected]) -> None:
        self._pool = pool
        self._kept: dict[bytes, Answer] = {}

    async def __call__(self, article: Article, learned: frozenset[str]) -> Answer | Rejected:
        """Return what to publish for an article, or why it cannot be read within its time and attempts."""
        key = content_key(article)
        answer = await self._pool.read(article, learned, self._kept.get(key))
        if not isinstance(answer, Rejected):
            self._keep(key, replace(answer, messages=()))
        return answer

    def _keep(self, key: bytes, answer: Answer) -> None:
        self._kept.pop(key, None)
        self._kept[key] = answer
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
