from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from streams.entities.mention import Mention
from streams.entities.names import key_of
from streams.entities.reading import read_words
from streams.entities.usage import is_government, is_literal

if TYPE_CHECKING:
    from streams.entities.gazetteer import Gazetteer
    from streams.entities.reading import Reading


def met(text: str, name: str, gazetteer: Gazetteer) -> tuple[list[Mention], Reading]:
    reading = read_words(text, gazetteer, date(2023, 4, 12))
    length = len(key_of(name).split())
    return [
        Mention(at, at + length, "GPE", key_of(name))
        for at in range(len(reading.words))
        if reading.name(at, at + length) == key_of(name)
    ], reading


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Ankara flatly denied it.", "Ankara", id="speech behind an adverb"),
        pytest.param("Ankara has never recognised the vote.", "Ankara", id="a verb behind auxiliaries"),
        pytest.param("Ankara is considering a new law.", "Ankara", id="what it is doing"),
        pytest.param("Ankara and Tehran agreed.", "Tehran", id="second of two who act"),
        pytest.param("The note blamed Ankara.", "Ankara", id="blame"),
        pytest.param("The rebels are armed by Ankara.", "Ankara", id="by whom"),
        pytest.param("They called for sanctions against Ankara.", "Ankara", id="against whom"),
        pytest.param("Nobody answered Ankara’s formal demand.", "Ankara", id="its demand"),
        pytest.param("Two U.S. diplomats left.", "U.S.", id="its diplomats"),
        pytest.param("She spoke to the president of Chile.", "Chile", id="its president"),
    ],
)
def test_a_name_that_governs_is_a_government(text: str, name: str, gazetteer: Gazetteer) -> None:
    mentions, reading = met(text, name, gazetteer)

    assert [is_government(mention, reading) for mention in mentions] == [True]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Snow fell in Ankara on Monday.", "Ankara", id="in"),
        pytest.param("A train from Ankara was late.", "Ankara", id="from"),
        pytest.param("Ankara’s old streets were empty.", "Ankara", id="its streets"),
        pytest.param("A fire broke out near Ankara, police said.", "Ankara", id="speech is another's"),
        pytest.param("The mayor walked through Ankara and said nothing.", "Ankara", id="through"),
        pytest.param("The people of Chile are tired.", "Chile", id="people of"),
    ],
)
def test_a_name_that_is_ground_is_literal(text: str, name: str, gazetteer: Gazetteer) -> None:
    mentions, reading = met(text, name, gazetteer)

    assert [is_government(mention, reading) for mention in mentions] == [False]


def test_one_literal_mention_makes_a_place(gazetteer: Gazetteer) -> None:
    mentions, reading = met("Ankara denied it. Snow fell in Ankara.", "Ankara", gazetteer)

    assert is_literal(mentions, reading)
    assert not is_literal(mentions[:1], reading)
