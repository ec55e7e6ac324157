from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.entities.names import is_acronym, key_of, words_of


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("U.S.", "us", id="dotted"),
        pytest.param("U.S", "us", id="dotted, end of the sentence"),
        pytest.param("al-Qaeda", "al qaeda", id="hyphen"),
        pytest.param("Kyiv’s", "kyiv s", id="possessive"),
        pytest.param("Erdoğan", "erdogan", id="accent"),
        pytest.param("Łódź", "lodz", id="letter with a stroke"),
        pytest.param("Co-operation", "co operation", id="compound"),
        pytest.param("…", "", id="no letter"),
    ],
)
def test_names_are_filed_folded(name: str, key: str) -> None:
    assert key_of(name) == key


@pytest.mark.parametrize(
    ("name", "answer"), [("US", True), ("U.S.", True), ("NATO", True), ("Nato", False), ("us", False)]
)
def test_acronyms_are_told_from_words(name: str, *, answer: bool) -> None:
    assert is_acronym(name) is answer


@given(st.text())
def test_words_lie_in_the_text_in_order(text: str) -> None:
    words = words_of(text)

    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert all(one.end <= other.start for one, other in pairwise(words))
    assert all(word.text.replace(".", "") == text[word.start : word.end].replace(".", "") for word in words)
