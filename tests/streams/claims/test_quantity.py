from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model import opened_reader
from streams.claims.quantity import FoundQuantity, find_quantity

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.model

UNITS = frozenset({"troop", "soldier", "tank", "jet", "battalion", "ship", "marine", "protester"})


@pytest.fixture(scope="module")
def counted() -> Callable[[str, str], FoundQuantity | None]:
    """Return what is counted of what a sentence's word tells."""
    reader = opened_reader()

    def run(text: str, word: str) -> FoundQuantity | None:
        sentence = reader.parse([reader.read(text)[:]])[0]
        return find_quantity(sentence, next(token for token in sentence if token.text == word), UNITS)

    return run


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Some 100,000 Russian troops are massed.", "massed", ("100,000 Russian troops", 100_000, "troop")),
        ("At least two battalions were moved north.", "moved", ("two battalions", 2, "battalion")),
        ("The deployment of 230 soldiers begins today.", "deployment", ("230 soldiers", 230, "soldier")),
        ("Between 3,000 and 5,000 ships left.", "left", ("3,000 and 5,000 ships", 4_000, "ship")),
        ("Tens of thousands of soldiers left.", "left", ("Tens of thousands of soldiers", None, "soldier")),
        ("They sent four of their newest jets.", "sent", ("four of their newest jets", 4, "jet")),
        ("They plan to deploy 45,000 Marines.", "deploy", ("45,000 Marines", 45_000, "marine")),
        ("Ecuador sent a dozen tanks to the border.", "sent", ("a dozen tanks", 12, "tank")),
        ("The general ordered 5,000 troops to withdraw.", "withdraw", ("5,000 troops", 5_000, "troop")),
        ("Three ships left while 40 tanks were moved up.", "moved", ("40 tanks", 40, "tank")),
        ("Three ships left while 40 tanks were moved up.", "left", ("Three ships", 3, "ship")),
        (
            "Chad is massing troops and now has 70,000 of them there.",
            "massing",
            ("70,000 of them", 70_000, "troop"),
        ),
        (
            "In the summer of 1712 an army of 9,000 soldiers left.",
            "left",
            ("9,000 soldiers", 9_000, "soldier"),
        ),
        ("Some 2000 soldiers left.", "left", ("2000 soldiers", 2_000, "soldier")),
    ],
)
def test_the_number_of_the_happening_is_found(
    counted: Callable[[str, str], FoundQuantity | None],
    text: str,
    word: str,
    expected: tuple[str, float | None, str],
) -> None:
    found = counted(text, word)

    assert found is not None
    assert (found.text, found.value, found.unit) == expected
    assert text[found.start : found.end] == expected[0]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Troops moved 40 miles to the north.", "moved"),
        ("The 2,000 guests watched as troops left.", "left"),
        ("Troops left on 12 March.", "left"),
        ("Some 12,000 soldiers have fled since the shelling.", "shelling"),
        ("In 2014 soldiers left.", "left"),
        ("The towns fell, all 40 of them, when troops left.", "left"),
        ("Troops left, and an aide said that the old man had once commanded 300 tanks.", "left"),
    ],
)
def test_what_counts_something_else_is_left_alone(
    counted: Callable[[str, str], FoundQuantity | None], text: str, word: str
) -> None:
    assert counted(text, word) is None
