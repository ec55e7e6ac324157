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
    names_nobody,
    parse_pattern,
    parse_words,
    place_phrase,
    speaks_for_state,
    tidy,
    with_article,
)
from streams.claims.claim import Party


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
        ("Luxembourg's government", "Luxembourg's government"),
        ("US’s envoy", "the US’s envoy"),
        ("governor's office", "the governor's office"),
        ("Four aircraft", "four aircraft"),
        ("Police officers", "police officers"),
        ("Security Council", "the Security Council"),
        ("Boeing jets", "Boeing jets"),
        ("Anti-Diallo activists", "anti-Diallo activists"),
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


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("the U.N.", "the U.N."),
        ("“The U.S.,” he said.", "The U.S., he said"),
        ("the bridge.", "the bridge"),
        ('a "final assault', "a final assault"),
    ],
)
def test_words_lose_what_surrounds_them(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@pytest.mark.parametrize(
    ("party", "is_nobody"),
    [
        (Party("US", ("USA",)), False),
        (Party("us"), True),
        (Party("USA Today"), False),
        (Party("Iraqis", ("IRQ",), entity_id="norp:iraqi"), False),
        (Party("the French", ("FRA",), entity_id="norp:french"), False),
        (Party("French", ("FRA",), entity_id="norp:french"), True),
        (Party("”"), True),
    ],
    ids=lambda value: getattr(value, "text", None),
)
def test_who_is_nobody_out_of_the_sentence(party: Party, is_nobody: bool, words: Words) -> None:
    assert names_nobody(party, words) == is_nobody


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


@pytest.mark.parametrize(
    ("party", "speaks"),
    [
        pytest.param(Party("Chad", ("TCD",), entity_id="Q657"), True, id="a-country"),
        pytest.param(Party("The Netherlands", ("NLD",), entity_id="Q55"), True, id="a-country-with-the"),
        pytest.param(Party("the UAE", ("ARE",), entity_id="Q878"), True, id="short-in-capitals"),
        pytest.param(Party("Ottawa", ("CAN",), entity_id="Q1930"), True, id="a-capital"),
        pytest.param(Party("Chad's defence ministry", ("TCD",)), True, id="a-ministry"),
        pytest.param(Party("Prime Minister Ada Koroma", ("SLE",)), True, id="a-minister"),
        pytest.param(Party("the Chadian army's spokesman", ("TCD",)), True, id="an-army"),
        pytest.param(Party("OTTAWA", ("CAN",), entity_id="Q1930"), False, id="a-dateline"),
        pytest.param(Party("NORWAY", ("NOR",), entity_id="Q20"), False, id="a-country-as-heading"),
        pytest.param(Party("Sarh", ("TCD",), entity_id="geonames:2425791"), False, id="another-town"),
        pytest.param(Party("a Chadian diplomat", ("TCD",)), False, id="a-diplomat"),
        pytest.param(Party("the Belgian Red Cross", ("BEL",)), False, id="a-relief-organisation"),
        pytest.param(
            Party("witnesses from the villages of Chad", ("TCD",), entity_id="Q657"), False, id="people"
        ),
        pytest.param(Party("the ministry"), False, id="of-no-known-country"),
    ],
)
def test_who_speaks_for_a_state(words: Words, party: Party, speaks: bool) -> None:
    assert speaks_for_state(party, words) is speaks
