from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from streams.entities.reading import read_words
from streams.entities.towns import abbreviated_states, dateline_towns, unseen_towns

if TYPE_CHECKING:
    from streams.entities.gazetteer import Gazetteer
    from streams.entities.reading import Reading

DAY = date(2023, 4, 12)


def written(found: list[tuple[int, int]], reading: Reading) -> list[str]:
    return [reading.text[reading.words[first].start : reading.words[last - 1].end] for first, last in found]


def unseen(text: str, gazetteer: Gazetteer, persons: frozenset[str] = frozenset()) -> list[str]:
    reading = read_words(text, gazetteer, DAY)
    found = unseen_towns(reading, frozenset(), frozenset(), persons)
    return written([(mention.first, mention.last) for mention in found], reading)


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        pytest.param("They met Ana Brook, 30, of Coshocton.", ["Coshocton"], id="age and home"),
        pytest.param("Rep. Ana Brook, D-Coshocton, voted no.", ["Coshocton"], id="party"),
        pytest.param("A shop burned. Coshocton police seek a man.", ["Coshocton"], id="police"),
        pytest.param("It rained. Coshocton Mayor Ana Brook spoke.", ["Coshocton"], id="mayor"),
        pytest.param(
            "Roads are shut all over Noble and Guernsey counties.", ["Noble", "Guernsey"], id="counties"
        ),
        pytest.param("It said Guernsey County crews came.", ["Guernsey County"], id="a county"),
    ],
)
def test_the_words_beside_give_a_town_away(text: str, towns: list[str], gazetteer: Gazetteer) -> None:
    assert unseen(text, gazetteer) == towns


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They met Ana Brook, 30, of Zzyvka.", id="no such town"),
        pytest.param("A shop burned. Jordan police seek a man.", id="a given name"),
        pytest.param("The Coshocton County Fair was held.", id="a longer name"),
        pytest.param("It was Wells, and D-Day came.", id="no party"),
    ],
)
def test_what_is_no_town_is_none(text: str, gazetteer: Gazetteer) -> None:
    assert unseen(text, gazetteer) == []


def test_somebody_is_of_a_town(gazetteer: Gazetteer) -> None:
    text = "Praise came for Ana Brook of Coshocton."

    assert unseen(text, gazetteer, frozenset({"brook"})) == ["Coshocton"]
    assert unseen(text, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        pytest.param("BELGRADE, July 3 - Rain.", ["BELGRADE"], id="date"),
        pytest.param("Fire on main street. COSHOCTON — Crews came.", ["COSHOCTON"], id="behind a headline"),
        pytest.param("Fields flooded. BEIRUT: Rain fell.", ["BEIRUT"], id="great town and colon"),
        pytest.param("Fields flooded. COSHOCTON: Rain fell.", [], id="small town and colon"),
        pytest.param("They said BELGRADE - of all towns.", [], id="within a sentence"),
    ],
)
def test_a_dateline_names_a_town(text: str, towns: list[str], gazetteer: Gazetteer) -> None:
    reading = read_words(text, gazetteer, DAY)
    found = dateline_towns(reading, frozenset())

    assert written([(mention.first, mention.last) for mention in found], reading) == towns


@pytest.mark.parametrize(
    ("text", "states"),
    [
        pytest.param("A bank in Gainesville, Fla. was shut.", ["Fla"], id="behind a town"),
        pytest.param("Rep. Ana Brook, R-Fla., voted yes.", ["Fla"], id="behind a party"),
        pytest.param("It was a vote for Fla. and all.", [], id="alone"),
    ],
)
def test_an_abbreviation_names_a_state(text: str, states: list[str], gazetteer: Gazetteer) -> None:
    reading = read_words(text, gazetteer, DAY)
    found = abbreviated_states(reading, frozenset())

    assert written([(mention.first, mention.last) for mention in found], reading) == states
