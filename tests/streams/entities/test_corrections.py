"""Types set right by the company that names keep."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from streams.entities.corrections import corrected
from streams.entities.mention import Mention
from streams.entities.names import words_of
from streams.entities.reading import read_words

if TYPE_CHECKING:
    from streams.entities.gazetteer import Gazetteer

DAY = date(2023, 4, 12)


@pytest.mark.parametrize(
    ("text", "name", "told", "right"),
    [
        pytest.param("Rebels took the town of Zarbiq.", "Zarbiq", "ORG", "GPE", id="called a town"),
        pytest.param("Men of the village of Tulu Naz left.", "Tulu Naz", "PERSON", "GPE", id="two words"),
        pytest.param("The city of Zarbiq Council met.", "Zarbiq Council", "ORG", "ORG", id="a body of it"),
        pytest.param("Then Ronald sang.", "Ronald", "GPE", "PERSON", id="a given name"),
        pytest.param("It rained in Victoria.", "Victoria", "GPE", "GPE", id="a town too"),
        pytest.param("Out was S. Lindqvist, c Berg.", "S. Lindqvist", "ORG", "PERSON", id="initials"),
        pytest.param("Trains of B&SR ran.", "B&SR", "ORG", "ORG", id="letters of a firm"),
        pytest.param("They mended Zarbiq Gate.", "Zarbiq Gate", "ORG", "LOC", id="a gate"),
        pytest.param("They saw Bill Gates.", "Bill Gates", "PERSON", "PERSON", id="a man"),
        pytest.param("Talks on Wadi Zarb began.", "Wadi Zarb", "PERSON", "LOC", id="a valley"),
    ],
)
def test_a_name_is_what_the_words_around_say(
    text: str, name: str, told: str, right: str, gazetteer: Gazetteer
) -> None:
    reading = read_words(text, gazetteer, DAY)
    first = len(words_of(text[: text.index(name)]))
    last = first + len(words_of(name))
    mention = Mention(first, last, told, reading.name(first, last))

    (found,) = (each for each in corrected([mention], reading) if (each.first, each.last) == (first, last))
    assert found.type == right
