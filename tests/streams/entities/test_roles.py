"""Persons by their office alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from streams.entities.resolve import find_entities

if TYPE_CHECKING:
    from streams.entities.entity import Entity
    from streams.entities.gazetteer import Gazetteer
    from streams.entities.nlp import Reader

pytestmark = pytest.mark.model

SPRING_2023 = date(2023, 4, 12)


def read_as_of(day: date, text: str, reader: Reader, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    with reader.zone():
        return find_entities(reader.read(text), gazetteer, day)


def words_for(name: str, text: str, found: tuple[Entity, ...]) -> list[str]:
    """Return the words of each mention of the one entity of a name; none where there is no such entity."""
    spans = [entity.spans for entity in found if entity.name == name]
    assert len(spans) <= 1
    return [text[start:end] for each in spans for start, end in each]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        pytest.param(
            "Foreign Secretary Boris Johnson flew to Oslo. The Foreign Secretary said ships would follow.",
            "Boris Johnson",
            ["Boris Johnson", "Foreign Secretary"],
            id="a title gives the office",
        ),
        pytest.param(
            "Prime Minister Karel Vondra resigned. The prime minister said he was tired.",
            "Karel Vondra",
            ["Karel Vondra", "prime minister", "he"],
            id="of somebody unknown",
        ),
        pytest.param(
            "Pernille Krogh, the Danish foreign minister, left. The foreign minister will be back.",
            "Pernille Krogh",
            ["Pernille Krogh", "foreign minister"],
            id="apposition",
        ),
        pytest.param(
            "Police spokesman Omar Belkin said no. The spokesman left.",
            "Omar Belkin",
            ["Omar Belkin", "spokesman"],
            id="spokesman",
        ),
        pytest.param(
            "Defence Minister Karin Ekholm left. The minister was tired.",
            "Karin Ekholm",
            ["Karin Ekholm", "minister"],
            id="a shorter name of the office",
        ),
        pytest.param(
            "The Russian president spoke. Vladimir Putin said ships would go. The president was calm.",
            "Vladimir Putin",
            ["Russian president", "Vladimir Putin", "president"],
            id="by the gazetteer, before the name and after",
        ),
        pytest.param(
            "French President Emmanuel Macron met Egyptian President Abdel Fattah al-Sisi. The president smiled.",
            "Emmanuel Macron",
            ["Emmanuel Macron"],
            id="two hold the office",
        ),
        pytest.param(
            "French President Emmanuel Macron met Egyptian President Abdel Fattah al-Sisi. The French president left.",
            "Emmanuel Macron",
            ["Emmanuel Macron", "French president"],
            id="two hold the office and the state is named",
        ),
        pytest.param(
            "Prime Minister Karel Vondra spoke. A former prime minister said no.",
            "Karel Vondra",
            ["Karel Vondra"],
            id="an office of the past",
        ),
        pytest.param(
            "Prime Minister Karel Vondra spoke. The prime minister of Norway said no.",
            "Karel Vondra",
            ["Karel Vondra"],
            id="of another state",
        ),
        pytest.param(
            "General Adil Murran left. The general election is near. The general said no.",
            "Adil Murran",
            ["Adil Murran", "general"],
            id="an adjective",
        ),
    ],
)
def test_an_office_alone_is_its_one_holders(
    text: str, name: str, words: list[str], reader: Reader, gazetteer: Gazetteer
) -> None:
    assert words_for(name, text, read_as_of(SPRING_2023, text, reader, gazetteer)) == words


@pytest.mark.parametrize(
    ("year", "text", "name"),
    [
        pytest.param(2014, "The French president spoke on Monday.", "François Hollande", id="France 2014"),
        pytest.param(2026, "The French president spoke on Monday.", "Emmanuel Macron", id="France 2026"),
        pytest.param(2014, "The US president spoke in Ohio.", "Barack Obama", id="US 2014"),
        pytest.param(2026, "The US president spoke in Ohio.", "Donald Trump", id="US 2026"),
        pytest.param(2012, "The Russian prime minister left.", "Vladimir Putin", id="Russia, April 2012"),
        pytest.param(2013, "The Italian prime minister left.", "Mario Monti", id="Italy, April 2013"),
        pytest.param(2014, "President Hollande spoke on Monday.", "François Hollande", id="surname 2014"),
        pytest.param(2026, "President Macron spoke on Monday.", "Emmanuel Macron", id="surname 2026"),
    ],
)
def test_the_day_tells_who_holds_a_states_office(
    year: int, text: str, name: str, reader: Reader, gazetteer: Gazetteer
) -> None:
    assert words_for(name, text, read_as_of(date(year, 4, 12), text, reader, gazetteer))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("In 1994 the French president spoke of it.", id="another year"),
        pytest.param("The former French president spoke of it.", id="former"),
        pytest.param(
            "François Hollande was there. The French president spoke.", id="somebody who held it is named"
        ),
        pytest.param("The president spoke of it in Lyon.", id="no state"),
    ],
)
def test_the_day_tells_nothing_where_the_words_speak_of_another(
    text: str, reader: Reader, gazetteer: Gazetteer
) -> None:
    assert words_for("Emmanuel Macron", text, read_as_of(SPRING_2023, text, reader, gazetteer)) == []
