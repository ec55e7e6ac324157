from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from streams.entities.nonnames import is_event, is_no_name, is_office
from streams.entities.reading import read_words

if TYPE_CHECKING:
    from streams.entities.gazetteer import Gazetteer
    from streams.entities.reading import Reading

DAY = date(2023, 4, 12)


def placed(words: str, gazetteer: Gazetteer, after: str = " came back.") -> tuple[int, int, Reading]:
    reading = read_words(f"It was so. {words}{after}", gazetteer, DAY)
    first = 3
    return first, first + len(read_words(words, gazetteer, DAY).words), reading


@pytest.mark.parametrize(
    "words",
    [
        "139th",
        "3",
        "4.8 percent",
        "VBIED",
        "IEDs",
        "Milepost",
        "Geneva Communique",
        "Siege of Petersburg",
        "Human Rights",
    ],
)
def test_what_names_nobody_and_no_place_is_no_name(words: str, gazetteer: Gazetteer) -> None:
    assert is_no_name(*placed(words, gazetteer))


@pytest.mark.parametrize(
    "words",
    ["6PR", "139th Regiment", "Human Rights Watch", "Office of the War Act", "Doris Day", "Dabiq", "Kelly"],
)
def test_what_may_be_a_name_stays(words: str, gazetteer: Gazetteer) -> None:
    assert not is_no_name(*placed(words, gazetteer))


@pytest.mark.parametrize(
    ("after", "is_none"),
    [(", ships came back.", True), (" ships came back.", True), (" Berg came back.", False), (".", False)],
)
def test_an_adverb_that_begins_a_sentence_is_no_name(
    after: str, *, is_none: bool, gazetteer: Gazetteer
) -> None:
    assert is_no_name(*placed("Ultimately", gazetteer, after)) == is_none


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Davis Cup", True),
        ("MTV Music Awards", True),
        ("first Super Bowl", True),
        ("Mexican Grand Prix", True),
        ("Cup", False),
        ("Hollywood Bowl", False),
        ("Anna Cup", True),
        ("Anna Prize", False),
    ],
)
def test_events_and_prizes_are_told_by_their_last_word(
    words: str, *, expected: bool, gazetteer: Gazetteer
) -> None:
    assert is_event(*placed(words, gazetteer)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("UK Special Representative", True),
        ("Ministers", True),
        ("World Champion", True),
        ("Senate", False),
        ("Consulate General", False),
        ("Office of the President", False),
    ],
)
def test_an_office_is_not_its_holder(words: str, *, expected: bool, gazetteer: Gazetteer) -> None:
    assert is_office(*placed(words, gazetteer)) == expected
