from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.claims.numbers import find_numbers

WORDS = st.sampled_from([
    "between", "3,000", "5", "to", "and", "or", "-", "two", "three", "twenty", "hundred", "thousand", "million",
    "dozen", "tens", "of", "a", "half", "few", "troops", "1.5", "7k",
])  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "text", "value"),
    [
        ("about 100,000 troops", "100,000", 100_000),
        ("some 1.5 million people", "1.5 million", 1_500_000),
        ("two battalions", "two", 2),
        ("twenty - five tanks", "twenty - five", 25),
        ("two hundred and fifty men", "two hundred and fifty", 250),
        ("three hundred thousand refugees", "three hundred thousand", 300_000),
        ("a dozen ships", "a dozen", 12),
        ("two dozen ships", "two dozen", 24),
        ("a hundred men", "a hundred", 100),
        ("half a million people", "half a million", 500_000),
        ("between 3,000 and 5,000 men", "3,000 and 5,000", 4_000),
        ("3,000 to 5,000 men", "3,000 to 5,000", 4_000),
        ("3,000 - 5,000 men", "3,000 - 5,000", 4_000),
        ("200–300 men", "200–300", 250),
        ("two to three thousand men", "two to three thousand", 2_500),
        ("five to 100 men", "five to 100", 52.5),
        ("7k men", "7k", 7_000),
        ("a million men", "a million", 1_000_000),
    ],
)
def test_a_number_has_its_value(phrase: str, text: str, value: float) -> None:
    words = phrase.split()

    (number,) = find_numbers(words)

    assert (" ".join(words[number.start : number.end]), number.value) == (text, value)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("dozens of tanks", "dozens"),
        ("tens of thousands of men", "tens of thousands"),
        ("hundreds of thousands of men", "hundreds of thousands"),
        ("several hundred men", "several hundred"),
        ("a few hundred men", "a few hundred"),
        ("many men", "many"),
    ],
)
def test_a_vague_number_has_no_value(phrase: str, text: str) -> None:
    words = phrase.split()

    (number,) = find_numbers(words)

    assert (" ".join(words[number.start : number.end]), number.value) == (text, None)


@pytest.mark.parametrize(
    "phrase",
    ["a convoy left", "half of the men", "the thousand", "F-16 jets", "5 to 3", "men and women"],
    ids=lambda phrase: phrase.replace(" ", "_"),
)
def test_what_is_no_range_stays_apart(phrase: str) -> None:
    assert all(number.end - number.start == 1 for number in find_numbers(phrase.split()))


def test_a_number_of_absurd_length_is_none() -> None:
    assert list(find_numbers(["9" * 5_000, "men"])) == []


@given(st.lists(WORDS, max_size=30))
def test_numbers_lie_inside_in_order_and_apart(words: list[str]) -> None:
    end = 0
    for number in find_numbers(words):
        assert end <= number.start < number.end <= len(words)
        end = number.end
