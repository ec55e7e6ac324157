from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from streams.claims.dating import find_day

if TYPE_CHECKING:
    from streams.knowledge import Knowledge

pytestmark = pytest.mark.model
PUBLISHED = date(2031, 3, 20)  # a Thursday


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        pytest.param("Gunmen attacked the village last week.", "attacked", date(2031, 3, 13), id="last-week"),
        pytest.param(
            "Gunmen attacked the village two weeks ago.", "attacked", date(2031, 3, 6), id="weeks-ago"
        ),
        pytest.param(
            "Gunmen attacked the village on 9 March.", "attacked", date(2031, 3, 9), id="day-and-month"
        ),
        pytest.param(
            "Gunmen attacked the village on March 9, 2030.", "attacked", date(2030, 3, 9), id="with-a-year"
        ),
        pytest.param(
            "Gunmen attacked the village on December 20.", "attacked", date(2030, 12, 20), id="last-years"
        ),
        pytest.param(
            "Gunmen attacked the village in January.", "attacked", date(2031, 1, 15), id="a-month-over"
        ),
        pytest.param("Gunmen attacked the village on Monday.", "attacked", date(2031, 3, 17), id="weekday"),
        pytest.param(
            "Last week's attack on the village killed nine people.", "attack", date(2031, 3, 13), id="owner"
        ),
        pytest.param("Gunmen attacked the village on Wednesday.", "attacked", None, id="yesterday"),
        pytest.param(
            "Gunmen attacked the village on Friday.", "attacked", None, id="so-far-back-that-it-may-be-ahead"
        ),
        pytest.param("Gunmen attacked the village.", "attacked", None, id="no-time"),
        pytest.param(
            "Gunmen attacked the village, the mayor said on Monday.", "attacked", None, id="when-it-was-said"
        ),
        pytest.param("Gunmen attacked the village on 31 February.", "attacked", None, id="no-such-day"),
    ],
)
def test_the_day_of_a_happening(text: str, trigger: str, day: date | None, knowledge: Knowledge) -> None:
    reader = knowledge.reader
    with reader.zone():
        (sentence,) = reader.parse([reader.read(text)[:]])
        token = next(each for each in sentence if each.text == trigger)

        assert find_day(sentence, token, PUBLISHED) == day
