from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.clean.article import Article
from streams.clean.habits import LEAST_STORIES, line_key
from streams.clean.memory import Memory, Seen

# Fingerprints of texts: what agrees in all bands is alike, what agrees in none is not.
TEXTS = [bytes([number]) * 256 for number in range(1, 9)]
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
PRAYER = line_key("Follow Northwire on Signal")


def article(name: str = "a", version: int = 1, day: int = 0, **changes: object) -> Article:
    facts = {"source": "Northwire", "published_at": NOON + timedelta(days=day), "body": "", **changes}
    return Article(id=name, version=version, **facts)  # type: ignore[arg-type]


def see(memory: Memory, what: Article, at: int = 0, text: bytes = b"", *keys: str) -> Seen:
    return memory.see(what, (0, at), text, keys, ())


def test_a_copy_is_linked_to_the_first_that_was_seen_and_so_is_the_copy_of_a_copy() -> None:
    memory = Memory(9)

    assert see(memory, article("a"), 0, TEXTS[0]).copies is None
    assert see(memory, article("b"), 1, TEXTS[0]).copies == "a"
    see(memory, article("a", version=2), 2, TEXTS[1])
    assert see(memory, article("c"), 3, TEXTS[0]).copies == "a"


def test_a_new_version_of_an_article_is_no_copy_of_its_own_copies() -> None:
    memory = Memory(9)
    see(memory, article("a"), 0, TEXTS[0])
    see(memory, article("b"), 1, TEXTS[0])

    assert see(memory, article("a", version=2), 2, TEXTS[0]).copies is None


def test_what_is_read_again_is_answered_as_before() -> None:
    memory = Memory(9)
    first = see(memory, article("a"), 0, TEXTS[0])
    see(memory, article("b"), 1, TEXTS[0])

    assert see(memory, article("a"), 0, TEXTS[1]) == first
    assert memory.recall(article("a")) == first


def test_an_earlier_version_that_comes_late_is_outdated() -> None:
    memory = Memory(9)
    see(memory, article("a", version=2), 5)

    assert memory.is_outdated(article("a"), (0, 6))
    assert memory.is_outdated(article("a"), (1, 0)), (
        "on another partition nothing tells that it was there before"
    )
    assert not memory.is_outdated(article("a", version=2), (0, 6))
    assert not memory.is_outdated(article("a", version=3), (0, 6))


def test_an_earlier_version_that_is_read_again_is_not_outdated() -> None:
    memory = Memory(9)
    see(memory, article("a"), 4)
    see(memory, article("a", version=2), 5)

    assert not memory.is_outdated(article("a"), (0, 4))


def test_a_withdrawal_outdates_its_own_version() -> None:
    memory = Memory(9)
    see(memory, article("a", is_withdrawn=True), 5)

    assert memory.is_outdated(article("a"), (0, 6))
    assert not memory.is_outdated(article("a", is_withdrawn=True), (0, 6))


def test_a_line_under_many_stories_is_learned_for_its_publisher_only() -> None:
    memory = Memory(99)
    for number in range(LEAST_STORIES):
        see(memory, article(f"a{number}", day=number), number, b"", PRAYER)

    assert memory.learned(article("new")) == {PRAYER}
    assert memory.learned(article("new", source="The Ledger")) == set()


def test_versions_and_copies_of_one_story_teach_nothing() -> None:
    memory = Memory(99)
    for number in range(3 * LEAST_STORIES):
        see(memory, article("a", version=number + 1, day=number), number, TEXTS[0], PRAYER)
        see(memory, article(f"copy {number}", day=number), number, TEXTS[0], PRAYER)

    assert memory.learned(article("new")) == set()


def test_only_the_last_articles_are_remembered() -> None:
    memory = Memory(2)
    for number, name in enumerate("abc"):
        see(memory, article(name), number, TEXTS[number])

    assert memory.recall(article("a")) is None
    assert memory.recall(article("b")) is not None
    assert see(memory, article("d"), 3, TEXTS[0]).copies is None


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 3), st.sampled_from(TEXTS[:3])), max_size=12)
)
def test_a_successor_that_takes_in_what_was_told_knows_the_same(came: list[tuple[str, int, bytes]]) -> None:
    mine, theirs = Memory(99), Memory(99)
    told = [see(mine, article(name, version), at, text) for at, (name, version, text) in enumerate(came)]
    for seen in (*told, *told):
        theirs.take(seen)

    for name, version, _ in came:
        assert theirs.recall(article(name, version)) == mine.recall(article(name, version))
        assert theirs.is_outdated(article(name, version), (1, 0)) == mine.is_outdated(
            article(name, version), (1, 0)
        )
