from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.clean.habits import (
    LEAST_STORIES,
    MEMORY_DAYS,
    MOST_KEYS,
    Habits,
    line_key,
)

DAY = date(2031, 3, 3)
KEY = line_key("The Northwire app: every morning, everywhere")


def days(count: int) -> list[date]:
    return [DAY + timedelta(days=n) for n in range(count)]


def after_stories(count: int) -> Habits:
    habits = Habits()
    for n, day in enumerate(days(count)):
        habits = habits.after(f"story-{n}", [KEY], day)
    return habits


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Also in the news", "ALSO IN THE NEWS"),
        ("Also in the news", "  Also in the news:  "),
        ("Share: https://northwire.example/a1", "Share: https://northwire.example/b2"),
        ("Norway’s news", "Norway's news"),
    ],
    ids=["case", "punctuation", "address", "quotes"],
)
def test_a_line_is_known_again(one: str, other: str) -> None:
    assert line_key(one) == line_key(other)


def test_another_line_has_another_key() -> None:
    assert line_key("Three ships sailed") != line_key("Four ships sailed")


@pytest.mark.parametrize("text", ["", "…", "\ud800", "ﬁ" * 9, "x" * 100_000], ids=str)
def test_any_line_has_a_short_key(text: str) -> None:
    assert len(line_key(text)) == 12


def test_a_line_is_learned_from_enough_stories() -> None:
    assert after_stories(LEAST_STORIES - 1).learned() == frozenset()
    assert after_stories(LEAST_STORIES).learned() == {KEY}


def test_versions_and_copies_of_one_story_count_once() -> None:
    habits = Habits()
    for day in days(10):
        habits = habits.after("the war", [KEY], day)

    assert habits.learned() == frozenset()


def test_what_one_day_says_again_and_again_is_news() -> None:
    habits = Habits()
    for n in range(20):
        habits = habits.after(f"story-{n}", [KEY], DAY)

    assert habits.learned() == frozenset()


def test_what_comes_once_in_a_while_is_no_habit() -> None:
    habits = Habits()
    for n in range(20):
        habits = habits.after(f"story-{n}", [KEY], DAY + timedelta(days=n * MEMORY_DAYS // 2))

    assert habits.learned() == frozenset()


def test_a_date_far_ahead_unlearns_nothing_else() -> None:
    habits = after_stories(LEAST_STORIES)

    assert habits.after("typo", [line_key("Follow the Northwire")], date(2301, 3, 4)).learned() == {KEY}


def test_a_line_stays_learned_while_it_comes() -> None:
    assert after_stories(50).learned() == {KEY}


def test_a_flood_of_lines_pushes_out_no_habit() -> None:
    habits = after_stories(LEAST_STORIES)
    for n in range(50):
        habits = habits.after(f"flood-{n}", [line_key(f"{n} {m}") for m in range(40)], DAY)

    assert len(habits.seen) == MOST_KEYS
    assert habits.learned() == {KEY}


STORIES = st.lists(
    st.tuples(
        st.sampled_from(["war", "flood", "vote", "trial", "strike", "storm", "match"]),
        st.lists(st.sampled_from(["a", "b", "c"]), max_size=3),
        st.sampled_from(days(3)) | st.dates(DAY, DAY + timedelta(days=200)),
    ),
    max_size=30,
)


def habits_of(stories: list[tuple[str, list[str], date]]) -> Habits:
    habits = Habits()
    for story, keys, on in stories:
        habits = habits.after(story, keys, on)
    return habits


@given(STORIES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(
    stories: list[tuple[str, list[str], date]], random: object
) -> None:
    shuffled = list(stories)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert habits_of(shuffled) == habits_of(stories)


@given(STORIES)
def test_a_story_that_comes_again_changes_nothing(stories: list[tuple[str, list[str], date]]) -> None:
    once = habits_of(stories)

    assert habits_of([*stories, *stories[-1:]]) == once
    assert habits_of([*stories, *stories]) == once
