from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.themes.words import Shape, fold, shape_of, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("The U.S.-led force's base", ["The", "U", "S", "led", "force", "s", "base"], id="stops"),
        pytest.param("cease-fire, 9/11", ["cease", "fire", "9", "11"], id="hyphens-and-numbers"),
        pytest.param("snake_case", ["snake", "case"], id="underscore"),
        pytest.param("Orba\u0301n", ["Orba\u0301n"], id="combining-accent"),
        pytest.param(" — … ", [], id="no-words"),
    ],
)
def test_a_text_is_split_into_its_words(text: str, words: list[str]) -> None:
    assert split_words(text).surfaces == words


@given(st.text())
def test_each_word_stands_where_its_offsets_say(text: str) -> None:
    words = split_words(text)

    assert [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)] == words.surfaces


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Orbán", "orban"), ("ORBÁN", "orban"), ("Erdoğan", "erdogan"), ("Straße", "strasse"), ("NATO", "nato")],
)
def test_case_and_accents_make_no_difference(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("turkey", Shape.LOWER),
        ("Turkey", Shape.CAPITAL),
        ("TURKEY", Shape.CAPITALS),
        ("U", Shape.CAPITALS),
        ("9", Shape.LOWER),
    ],
)
def test_the_shape_of_a_word_is_how_it_is_capitalised(word: str, shape: Shape) -> None:
    assert shape_of(word) == shape
