from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from streams.alerts.lifecycle import bare
from streams.backtest.compare import compare
from streams.backtest.replay import replay
from streams.backtest.reread import Recorded, reread, settle
from streams.clean.article import Article
from streams.clean.memory import Memory
from streams.knowledge import DATA, Versions, read_all_rules, with_rules
from streams.pipeline import Enriched, analyse
from streams.runtime.rereading import read_by, read_record
from streams.settings import Settings
from streams.wire.articles import Rejected, read_article
from streams.wire.enriched import read_enriched, write_enriched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.backtest.replay import Course
    from streams.knowledge import Knowledge

LINES = (DATA / "demo" / "articles.jsonl").read_bytes().splitlines()
DEMO = [read_article(line, Settings()) for line in LINES]
ARTICLE = Article("urn:test:1", "Northwire", datetime(2031, 3, 4, tzinfo=UTC), "")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        pytest.param(LINES[0], Article, id="article-event"),
        pytest.param(
            write_enriched(Enriched(ARTICLE, "Text.", "en"), Versions("c", "m", "r")).value,
            Recorded,
            id="enriched",
        ),
        pytest.param(
            b'{"article": {}, "text": "", "provenance": {}}', Rejected, id="half-an-enriched-article"
        ),
        pytest.param(b"[]", Rejected, id="no-object"),
        pytest.param(b"{", Rejected, id="no-json"),
        pytest.param(b"\xff", Rejected, id="no-text"),
    ],
)
def test_articles_and_enriched_articles_are_told_apart_by_their_fields(raw: bytes, kind: type) -> None:
    assert isinstance(read_record(raw, Settings()), kind)


def courses_of(found: Sequence[Article | Recorded], *by: Knowledge) -> list[tuple[Course, ...]]:
    """Return what articles lead to by each set of rules, as the command does."""
    memory, sent = Memory(1_000), [[] for _ in by]
    for place, each in enumerate(found):
        learned = frozenset() if isinstance(each, Recorded) else memory.learned(each)
        settled = settle(read_by(each, by, learned), (0, place), memory) or ()
        for kept, parts in zip(sent, settled, strict=True):
            kept.extend(parts)
    end = max(report.published_at for _, report in sent[0]) + timedelta(days=1)
    return [replay(kept, each.kinds, each.policy, end) for kept, each in zip(sent, by, strict=True)]


@pytest.mark.model
def test_the_same_rules_gain_and_lose_nothing(knowledge: Knowledge) -> None:
    again = with_rules(knowledge, read_all_rules())
    before, after = courses_of(DEMO, knowledge, again)
    found = compare(before, after)

    assert len(before) > 10
    assert (found.ids, found.same) == (frozenset(), len(before))


@pytest.mark.model
def test_enriched_articles_give_the_alerts_of_the_articles_that_they_came_from(knowledge: Knowledge) -> None:
    memory, recorded = Memory(1_000), []
    for place, article in enumerate(DEMO):
        read = analyse(article, knowledge, memory.learned(article))
        seen = memory.see(article, (0, place), read.fingerprint, read.repeatable, read.applied)
        value = json.loads(write_enriched(read, knowledge.versions).value or b"")
        raw = json.dumps(value | {"near_duplicate_of": seen.copies}).encode()
        recorded.append(read_enriched(raw))
    ((one,), (other,)) = courses_of(DEMO, knowledge), courses_of(recorded, knowledge)

    assert [[bare(each.alert) for each in course.told] for course in one] == [
        [bare(each.alert) for each in course.told] for course in other
    ]


@pytest.mark.model
def test_a_withdrawn_article_is_read_by_no_rules(knowledge: Knowledge) -> None:
    gone = Article("a", "Northwire", datetime(2031, 3, 4, tzinfo=UTC), "", is_withdrawn=True)
    one, other = reread(gone, (knowledge, knowledge), frozenset())

    assert one.unread_because == other.unread_because == "withdrawn"
