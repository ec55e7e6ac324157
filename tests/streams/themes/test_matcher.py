from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.themes.matcher import build_matcher, find_phrases
from streams.themes.words import split_words


def matched(text: str, *phrases: str) -> list[tuple[str, str]]:
    words = split_words(text)
    found = find_phrases(text, words, build_matcher(phrases))
    return sorted((phrases[phrase], text[slice(*words.span(first, last))]) for phrase, first, last in found)


@pytest.mark.parametrize(
    ("text", "phrase", "surface"),
    [
        pytest.param("An asset-freeze was agreed", "asset freeze", "asset-freeze", id="hyphen"),
        pytest.param("SANCTIONED banks", "sanction*", "SANCTIONED", id="any-ending-any-case"),
        pytest.param("freeze the assets", "freeze (the)? assets", "freeze the assets", id="with-optional"),
        pytest.param("freeze assets", "freeze (the)? assets", "freeze assets", id="without-optional"),
        pytest.param("aid the brave rebels", "aid _ _ rebels", "aid the brave rebels", id="any-words"),
        pytest.param("the U.S. Navy", "U S navy", "U.S. Navy", id="initials-end-no-sentence"),
        pytest.param("Viktor Orbán", "Orban", "Orbán", id="accent"),
        pytest.param("TURKEY VOTES", "Turkey", "TURKEY", id="headline-in-capitals"),
        pytest.param("peace\ntalks", "peace talks", "peace\ntalks", id="over-a-line-end"),
    ],
)
def test_a_phrase_is_found(text: str, phrase: str, surface: str) -> None:
    assert matched(text, phrase) == [(phrase, surface)]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("a turkey for dinner", "Turkey", id="lower-case"),
        pytest.param("it told us", "US", id="a-pronoun"),
        pytest.param("Us and them", "US", id="capital-for-capitals"),
        pytest.param("They ended the war. Crimes rose.", "war crimes", id="over-a-sentence-end"),
        pytest.param("the war\n\nCrimes rose", "war crimes", id="over-a-paragraph-end"),
        pytest.param("wars", "war", id="other-ending"),
        pytest.param("postwar", "war", id="inside-a-word"),
        pytest.param("peace", "peace talks", id="text-ends-before"),
    ],
)
def test_a_look_alike_is_not_found(text: str, phrase: str) -> None:
    assert matched(text, phrase) == []


def test_every_phrase_is_found_where_several_stand_in_one_place() -> None:
    phrases = ("nuclear", "nuclear weapon*", "weapon*", "nuclear weapons test")

    assert matched("nuclear weapons test", *phrases) == [
        ("nuclear", "nuclear"),
        ("nuclear weapon*", "nuclear weapons"),
        ("nuclear weapons test", "nuclear weapons test"),
        ("weapon*", "weapons"),
    ]


words_of_a_small_world = st.lists(st.sampled_from(["war", "wars", "on", "peace", "talks"]), max_size=12)


@given(words_of_a_small_world, st.lists(words_of_a_small_world.filter(bool), min_size=1, max_size=6))
def test_the_matcher_finds_what_a_plain_search_finds(text: list[str], phrases: list[list[str]]) -> None:
    phrases = [phrase[:4] for phrase in phrases]
    expected = {
        (number, first, first + len(phrase))
        for number, phrase in enumerate(phrases)
        for first in range(len(text))
        if text[first : first + len(phrase)] == phrase
    }
    joined = " ".join(text)

    found = find_phrases(joined, split_words(joined), build_matcher(" ".join(phrase) for phrase in phrases))

    assert set(found) == expected
    assert len(found) == len(expected)


def test_phrases_that_stand_for_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.themes.matcher.MOST_NODES", 5)

    with pytest.raises(ValueError, match="too many sequences"):
        build_matcher(["a b c", "d e f"])
