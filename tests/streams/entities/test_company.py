"""What the words beside a name make of it."""

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


def bearers(text: str, name: str, reader: Reader, gazetteer: Gazetteer) -> list[Entity]:
    with reader.zone():
        found = find_entities(reader.read(text), gazetteer, SPRING_2023)
    return [entity for entity in found if any(text[start:end] == name for start, end in entity.spans)]


@pytest.mark.parametrize(
    ("text", "name", "answer"),
    [
        pytest.param(
            "The Bush administration sent a fleet. Bush said it would stay.",
            "Bush",
            ("PERSON", "USA"),
            id="a statesman, not a town on the Nile",
        ),
        pytest.param(
            "Aides of the Clinton administration wrote the memo.",
            "Clinton",
            ("PERSON", "USA"),
            id="whose rule",
        ),
        pytest.param("Mr Berlin closed his shop.", "Berlin", ("PERSON", None), id="addressed"),
        pytest.param("Mr Orleans was out.", "Orleans", ("PERSON", None), id="addressed, a lesser town"),
        pytest.param(
            "President Milan Kucera spoke. Milan Kucera was tired.",
            "Milan Kucera",
            ("PERSON", None),
            id="full name",
        ),
        pytest.param(
            "Wool ships left its South Island.", "South Island", ("LOC", "NZL"), id="no name of Iceland"
        ),
        pytest.param(
            "The court sat in The Hague on Friday.", "The Hague", ("GPE", "NLD"), id="not William Hague"
        ),
    ],
)
def test_a_persons_name_is_no_far_town(
    text: str, name: str, answer: tuple[str, str | None], reader: Reader, gazetteer: Gazetteer
) -> None:
    assert [(entity.type, entity.country) for entity in bearers(text, name, reader, gazetteer)] == [answer]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        pytest.param("Thousands fled Turnhout at night.", "Turnhout", "BEL", id="fled"),
        pytest.param("Rebels besieged Timbuktu for weeks.", "Timbuktu", "MLI", id="besieged"),
        pytest.param("Shells hit the town of Turnhout.", "Turnhout", "BEL", id="the town of"),
        pytest.param("Fighting spread near Breda.", "Breda", "NLD", id="a given name too"),
        pytest.param("The city council of Breda met.", "Breda", "NLD", id="the council of"),
        pytest.param("Convoys left Trondheim and Ostersund.", "Ostersund", "SWE", id="two towns, the second"),
        pytest.param("Convoys left Trondheim and Ostersund.", "Trondheim", "NOR", id="two towns, the first"),
        pytest.param("Kharkiv was shelled again.", "Kharkiv", "UKR", id="a great town by its name alone"),
        pytest.param("Police in Nice shut the promenade.", "Nice", "FRA", id="a common word too"),
        pytest.param("A mill in Mobile, Alabama, burned.", "Mobile", "USA", id="a common word and its state"),
        pytest.param("Roads in Jamtland county are shut.", "Jamtland", "SWE", id="county"),
        pytest.param(
            "A senator from New Jersey left.", "New Jersey", "USA", id="a state's name in another's"
        ),
        pytest.param("He grew up in West Germany.", "West Germany", "DEU", id="a part of a state"),
        pytest.param("It is a law of the state of Georgia.", "Georgia", "USA", id="the state of"),
        pytest.param(
            "FRANKFURT, March 3 (Agency) - Shares fell.", "FRANKFURT", "DEU", id="dateline, short name"
        ),
        pytest.param("ROTTERDAM (Agency) - A tanker burned.", "ROTTERDAM", "NLD", id="dateline and agency"),
        pytest.param("STOCKHOLM - Police closed a bridge.", "STOCKHOLM", "SWE", id="dateline and dash"),
    ],
)
def test_a_town_is_one_where_the_words_want_a_place(
    text: str, name: str, country: str, reader: Reader, gazetteer: Gazetteer
) -> None:
    assert [(entity.type, entity.country) for entity in bearers(text, name, reader, gazetteer)] == [
        ("GPE", country)
    ]


def test_a_towns_name_in_a_table_is_a_club(reader: Reader, gazetteer: Gazetteer) -> None:
    found = bearers("Leicester 27 points, Derbyshire 19.", "Leicester", reader, gazetteer)

    assert [(entity.type, entity.country) for entity in found] == [("ORG", None)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Nice weather came after the storm.", "Nice", id="at the start of a sentence"),
        pytest.param("Rest assured, he said.", "Rest", id="a verb"),
        pytest.param("Smoke rose over the port. The smoke was black.", "Smoke", id="small elsewhere"),
        pytest.param("Defence Minister Karin Ekholm left.", "Defence", id="part of a title"),
    ],
)
def test_a_common_word_is_nobody(text: str, name: str, reader: Reader, gazetteer: Gazetteer) -> None:
    assert bearers(text, name, reader, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        pytest.param(
            "Norwegian Defence Minister Ragnhild Moen left. Moen said no.", "Moen", "NOR", id="people"
        ),
        pytest.param("Norway's foreign minister, Torbjorn Eide, left.", "Torbjorn Eide", "NOR", id="comma"),
        pytest.param(
            "Pernille Krogh, the Danish foreign minister, left.", "Pernille Krogh", "DNK", id="after"
        ),
        pytest.param(
            "Pernille Krogh, Denmark's prime minister, left.", "Pernille Krogh", "DNK", id="possessive"
        ),
        pytest.param("Talks were led by Ebba Lagerlof of Sweden.", "Ebba Lagerlof", "SWE", id="of"),
        pytest.param(
            "Rui Carrasco, the mayor of Santarem in Portugal, left.", "Rui Carrasco", "PRT", id="mayor"
        ),
        pytest.param(
            "LISBON, March 5 (Agency) - The decree stands, Prime Minister Duarte Valadares said.",
            "Duarte Valadares",
            "PRT",
            id="dateline",
        ),
        pytest.param(
            "All troops left Norway, Defence Minister Karin Ekholm said in Cairo.",
            "Karin Ekholm",
            None,
            id="neither where the minister speaks nor the state named before",
        ),
        pytest.param(
            "Soldiers stand on the border with Norway, Defence Minister Karin Ekholm said.",
            "Karin Ekholm",
            None,
            id="a comma after a state ends what is its own",
        ),
        pytest.param("“We won,” said Peter Kranz. He went to Norway.", "Peter Kranz", None, id="no office"),
    ],
)
def test_persons_speak_for_the_state_beside_them(
    text: str, name: str, country: str | None, reader: Reader, gazetteer: Gazetteer
) -> None:
    assert [entity.country for entity in bearers(text, name, reader, gazetteer)] == [country]


@pytest.mark.parametrize(
    ("text", "name", "qid"),
    [
        pytest.param("NATO troops crossed the river.", "NATO", "Q7184", id="NATO"),
        pytest.param("UN peacekeepers looked on.", "UN", "Q1065", id="UN"),
        pytest.param("African Union soldiers came.", "African Union", "Q7159", id="African Union"),
        pytest.param("The EU officials left.", "EU", "Q458", id="EU"),
    ],
)
def test_troops_of_an_organisation_are_the_organisations(
    text: str, name: str, qid: str, reader: Reader, gazetteer: Gazetteer
) -> None:
    assert [(entity.qid, entity.country) for entity in bearers(text, name, reader, gazetteer)] == [
        (qid, None)
    ]


@pytest.mark.parametrize(
    ("text", "name", "is_literal"),
    [
        pytest.param("Ottawa froze the assets of a bank.", "Ottawa", False, id="acts"),
        pytest.param("Brussels denies it.", "Brussels", False, id="speaks"),
        pytest.param("Critics blamed Stockholm for it.", "Stockholm", False, id="is blamed"),
        pytest.param("Moscow and Washington said no.", "Moscow", False, id="acts with another"),
        pytest.param("Belgium and the Netherlands have agreed.", "Belgium", False, id="acts with an article"),
        pytest.param("Ships queued off Oslo, Bergen and Aarhus.", "Bergen", True, id="in a list of places"),
        pytest.param("Envoys of Oslo and Stockholm will meet.", "Stockholm", True, id="somebody else acts"),
        pytest.param("Snow fell in Ottawa.", "Ottawa", True, id="ground"),
    ],
)
def test_a_capital_that_acts_is_its_government(
    text: str, name: str, *, is_literal: bool, reader: Reader, gazetteer: Gazetteer
) -> None:
    assert [entity.is_literal for entity in bearers(text, name, reader, gazetteer)] == [is_literal]


def test_one_guest_does_not_move_a_town_abroad(reader: Reader, gazetteer: Gazetteer) -> None:
    text = "Crowds came to Bergen on Sunday. One guest was from Germany."

    assert [entity.country for entity in bearers(text, "Bergen", reader, gazetteer)] == ["NOR"]
