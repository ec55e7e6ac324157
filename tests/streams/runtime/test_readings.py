from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from streams.clean.article import Article
from streams.pipeline import Enriched
from streams.runtime.readings import MOST_KEPT, Readings
from streams.wire.answers import Answer

FIRST = Article(
    "a", "Northwire", datetime(2031, 3, 4, 12, tzinfo=UTC), "Sweden moved troops.", title="Troops"
)


class FakePool:
    """Counts what it had to analyse."""

    def __init__(self) -> None:
        self.analysed = 0

    async def read(self, article: Article, _learned: frozenset[str], known: Answer | None) -> Answer:
        self.analysed += known is None
        return known or Answer((), Enriched(replace(article, body=""), "x", "en"))


def analysed(*articles: Article) -> int:
    async def run() -> int:
        pool = FakePool()
        read = Readings(cast("Any", pool))
        for article in articles:
            await read(article, frozenset())
        return pool.analysed

    return asyncio.run(run())


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"version": 2}, id="version"),
        pytest.param({"url": "https://northwire.example/a"}, id="url"),
        pytest.param({"authors": ("Ane Lund",)}, id="authors"),
        pytest.param({"published_at": FIRST.published_at + timedelta(hours=3)}, id="later-that-day"),
        pytest.param({"id": "b", "source": "The Ledger"}, id="exact-copy"),
    ],
)
def test_a_version_that_changes_nothing_of_the_content_is_not_analysed_again(changes: Any) -> None:
    assert analysed(FIRST, replace(FIRST, **changes)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"body": "Sweden moved tanks."}, id="body"),
        pytest.param({"title": "Tanks"}, id="title"),
        pytest.param({"content_type": "text/html"}, id="content-type"),
        pytest.param({"published_at": FIRST.published_at + timedelta(days=1)}, id="another-day"),
        pytest.param({"is_withdrawn": True}, id="withdrawn"),
    ],
)
def test_what_reading_depends_on_is_analysed_again(changes: Any) -> None:
    assert analysed(FIRST, replace(FIRST, **changes)) == 2


def test_the_oldest_content_is_forgotten_first() -> None:
    others = [replace(FIRST, body=str(number)) for number in range(MOST_KEPT)]

    assert analysed(FIRST, *others[:-1], FIRST) == MOST_KEPT
    assert analysed(FIRST, *others, FIRST) == MOST_KEPT + 2


def test_content_read_by_other_rules_is_handed_over_with_their_offset_for_the_reader_to_judge() -> None:
    seen: list[int | None] = []

    class RulesChange(FakePool):
        """Each article is read as of a later offset."""

        async def read(self, article: Article, learned: frozenset[str], known: Answer | None) -> Answer:
            seen.append(known.rules_offset if known else None)
            return replace(await super().read(article, learned, None), rules_offset=self.analysed)

    async def run() -> None:
        read = Readings(cast("Any", RulesChange()))
        for _ in range(3):
            await read(FIRST, frozenset())

    asyncio.run(run())
    assert seen == [None, 1, 2]
