from __future__ import annotations

import pytest

from streams.themes.phrases import ANY, MOST_SPELLINGS, MOST_WORDS, Symbol, spell_out
from streams.themes.words import Shape


@pytest.mark.parametrize(
    ("phrase", "spellings"),
    [
        pytest.param("asset freeze", {(Symbol("asset"), Symbol("freeze"))}, id="words"),
        pytest.param("cease-fire", {(Symbol("cease"), Symbol("fire"))}, id="hyphen"),
        pytest.param("sanction*", {(Symbol("sanction", is_stem=True),)}, id="any-ending"),
        pytest.param(
            "peace|truce talks",
            {(Symbol("peace"), Symbol("talks")), (Symbol("truce"), Symbol("talks"))},
            id="choice",
        ),
        pytest.param(
            "freeze (the)? assets",
            {(Symbol("freeze"), Symbol("the"), Symbol("assets")), (Symbol("freeze"), Symbol("assets"))},
            id="optional",
        ),
        pytest.param("aid _ rebels", {(Symbol("aid"), ANY, Symbol("rebels"))}, id="any-word"),
        pytest.param("Turkey", {(Symbol("turkey", Shape.CAPITAL),)}, id="capital"),
        pytest.param("US", {(Symbol("us", Shape.CAPITALS),)}, id="capitals"),
    ],
)
def test_a_phrase_stands_for_its_spellings(phrase: str, spellings: set[tuple[Symbol, ...]]) -> None:
    assert set(spell_out(phrase)) == spellings


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param("", id="empty"),
        pytest.param("(sanctions)?", id="may-be-nothing"),
        pytest.param("_ war", id="begins-with-any-word"),
        pytest.param("war _", id="ends-with-any-word"),
        pytest.param("w*", id="stem-too-short"),
        pytest.param("*war", id="star-in-front"),
        pytest.param("wa.r", id="not-a-word"),
        pytest.param("(a+)+$", id="regular-expression"),
        pytest.param("war|", id="empty-choice"),
        pytest.param("(war", id="open-bracket"),
        pytest.param(" ".join(["war"] * (MOST_WORDS + 1)), id="too-long"),
        pytest.param(" ".join(["war|peace"] * MOST_WORDS), id="too-many-spellings"),
    ],
)
def test_what_is_not_of_the_language_is_refused(phrase: str) -> None:
    assert 2**MOST_WORDS > MOST_SPELLINGS

    with pytest.raises(ValueError, match=r"must|stands for|is not a word|stem"):
        spell_out(phrase)
