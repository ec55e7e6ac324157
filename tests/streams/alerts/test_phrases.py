from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.alerts.phrases import Texts, spellings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The Suwałki Gap", [["the", "suwalki", "gap"]], id="case and accents"),
        pytest.param("U.S. troops", [["us", "troops"]], id="dotted capitals"),
        pytest.param("Kyiv's mayor", [["kyiv", "s", "mayor"]], id="a possessive"),
        pytest.param("Sana’a", [["sana", "a"], ["sanaa"]], id="an apostrophe in a name"),
        pytest.param("al-Qaeda", [["al", "qaeda"], ["alqaeda"]], id="a hyphen"),
        pytest.param("Sana'a-born", [["sana", "a", "born"], ["sanaa", "born"], ["sanaaborn"]], id="both"),
        pytest.param("Malmo\u0308 – “now”", [["malmo", "now"]], id="an accent apart, other signs"),
        pytest.param("«»", [[]], id="no word"),
    ],
)
def test_a_text_is_read_in_each_spelling(text: str, expected: list[list[str]]) -> None:
    assert spellings(text) == expected


def test_texts_are_not_joined() -> None:
    assert not Texts(["old", "town"]).hold(("old town",))
    assert Texts(["old", "old town"]).hold(("old town",))


def test_without_texts_or_phrases_nothing_is_found() -> None:
    assert not Texts([]).hold(("town",))
    assert not Texts(["town"]).hold(())


WORDS = st.sampled_from(["old", "town", "Sana'a", "gap", "al-Hol", "U.S."])
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@given(st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=3), st.lists(PHRASES, max_size=4))
def test_phrases_together_find_what_one_of_them_finds(texts: list[str], phrases: list[str]) -> None:
    together = Texts(texts).hold(tuple(phrases))

    assert together is any(Texts([text]).hold((phrase,)) for text in texts for phrase in phrases)


@given(st.text(max_size=60))
def test_a_text_with_words_holds_itself(text: str) -> None:
    has_words = bool(spellings(text)[0])

    assert Texts([text]).hold((text,)) is has_words


@given(st.text(max_size=60))
def test_case_changes_nothing_for_words_without_dots(text: str) -> None:
    plain = text.replace(".", " ").encode("ascii", "ignore").decode()

    assert spellings(plain.upper()) == spellings(plain.lower())
