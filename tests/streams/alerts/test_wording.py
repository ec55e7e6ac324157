from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import streams
from streams.alerts.wording import (
    MOST_CHARS,
    Words,
    join_names,
    parse_pattern,
    parse_words,
    place_phrase,
    tidy,
    with_article,
)


@pytest.fixture(scope="module")
def words() -> Words:
    path = Path(streams.__file__).parent / "data" / "alerts" / "policy.yaml"
    return parse_words(yaml.safe_load(path.read_text(encoding="utf-8"))["words"], path.name)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Kharkiv", "in Kharkiv"),
        ("border with Ukraine", "at the border with Ukraine"),
        ("the border with Ukraine", "at the border with Ukraine"),
        ("near the border", "near the border"),
        ("Near the border", "near the border"),
        ("west of Pala", "west of Pala"),
        ("West Bank", "in the West Bank"),
        ("coast of Yemen", "off the coast of Yemen"),
        ("Black Sea", "in the Black Sea"),
        ("northern city of Sarh", "in the northern city of Sarh"),
        ("southern Chad", "in southern Chad"),
        ("", ""),
    ],
)
def test_a_place_gets_its_preposition(text: str, phrase: str, words: Words) -> None:
    assert place_phrase(text, words) == phrase


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Chad", "Chad"),
        ("US", "the US"),
        ("The Chadian navy", "the Chadian navy"),
        ("Syrian army", "the Syrian army"),
        ("Russian troops", "Russian troops"),
        ("gunmen", "gunmen"),
        ("12 rebels", "12 rebels"),
        ("President Amina Diallo", "President Amina Diallo"),
        ("United Nations", "the United Nations"),
    ],
)
def test_somebody_gets_an_article_where_english_wants_one(text: str, named: str, words: Words) -> None:
    assert with_article(text, words) == named


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        ([], ""),
        (["Lima"], "Lima"),
        (["Lima", "Oslo"], "Lima and Oslo"),
        (["Lima", "Oslo", "Riga"], "Lima, Oslo and Riga"),
        (["Lima", "Oslo", "Riga", "Bamako"], "Lima, Oslo and 2 others"),
        (["Lima and Oslo", "Riga"], "Lima and Oslo, and by Riga"),
    ],
)
def test_names_are_joined_as_one_says_them(names: list[str], joined: str) -> None:
    assert join_names(names, "by ") == joined


@given(st.text())
def test_tidied_words_fit_a_line(text: str) -> None:
    assert tidy(text).isprintable()
    assert len(tidy(text)) <= MOST_CHARS
    assert tidy(tidy(text)) == tidy(text)


def test_a_pattern_leaves_out_what_is_unknown() -> None:
    pattern = parse_pattern("Coup[ by {actor}][ {place}]", "here")

    assert pattern.fill({"place": "in Chad"}) == ("Coup in Chad", frozenset({"place"}))


def test_a_pattern_that_lacks_what_it_needs_is_not_used() -> None:
    pattern = parse_pattern("Talks between {actor} and {recipient}", "here")

    assert pattern.fill({"actor": "Chad"}) is None
    assert pattern.needs == {"actor", "recipient"}


def test_words_of_articles_are_never_slots() -> None:
    pattern = parse_pattern("Coup[ by {actor}][ {place}]", "here")

    assert pattern.fill({"actor": "{place}", "place": "in Chad"}) == (
        "Coup by {place} in Chad",
        frozenset({"actor", "place"}),
    )
