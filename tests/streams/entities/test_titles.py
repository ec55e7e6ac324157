from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from streams.entities.reading import read_words
from streams.entities.titles import office_of, title_from, title_to

if TYPE_CHECKING:
    from streams.entities.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "office"),
    [
        pytest.param("Foreign Secretary", "foreign secretary", id="two words"),
        pytest.param("secretary of state for trade", "secretary of state", id="of state"),
        pytest.param("Secretary-General", "secretary general", id="hyphen"),
        pytest.param("Defense Minister", "defence minister", id="spelling"),
        pytest.param("premier", "prime minister", id="another word"),
        pytest.param("Lt. Gen.", "lt general", id="abbreviated"),
        pytest.param("foreign policy", None, id="no office"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_an_office_has_one_name(text: str, office: str | None, gazetteer: Gazetteer) -> None:
    title = title_from(0, read_words(text, gazetteer, date(2023, 4, 12)))

    assert (title.office if title else None) == office


@pytest.mark.parametrize(
    ("text", "office"),
    [
        pytest.param("US Secretary of State Arne Vik", "secretary of state", id="of state"),
        pytest.param("deputy prime minister Arne Vik", "deputy prime minister", id="deputy"),
        pytest.param("the town of Arne Vik", None, id="no office"),
    ],
)
def test_the_words_before_a_name_may_be_an_office(
    text: str, office: str | None, gazetteer: Gazetteer
) -> None:
    reading = read_words(text, gazetteer, date(2023, 4, 12))
    title = title_to(len(reading.words) - 2, reading)

    assert (title.office if title else None) == office


def test_a_bearers_organisation_is_no_part_of_the_office() -> None:
    assert office_of("secretary general of nato") == "secretary general"
    assert office_of("secretary of state") == "secretary of state"
