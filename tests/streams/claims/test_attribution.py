from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
import yaml

from model import opened_reader
from streams.claims.attribution import find_source
from streams.claims.cues import parse_cues

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def source_of() -> Callable[[str, str], str | None]:
    """Return who is named as saying what a sentence's word tells."""
    reader = opened_reader()
    cues = parse_cues(
        yaml.safe_load((files("streams") / "data/factuality/cues.yaml").read_text("utf-8")), "cues"
    )

    def run(text: str, word: str) -> str | None:
        sentence = reader.parse([reader.read(text)[:]])[0]
        found = find_source(sentence, next(token for token in sentence if token.text == word), cues)
        return None if found is None else found.text

    return run


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        (
            "Washington and Kyiv have said that 100,000 Russian troops are massed near the border.",
            "massed",
            "Washington and Kyiv",
        ),
        ("The troops have left the town, residents of the valley said.", "left", "residents of the valley"),
        ("According to the United Nations, thousands crossed the river.", "crossed", "the United Nations"),
        ("Troops, he said, were moved to the border.", "moved", "he"),
        ("Kyiv says Moscow denies massing troops near the border.", "massing", "Kyiv"),
        ("The separatists accuse the army of massing tanks near the line.", "massing", "The separatists"),
        ("The council demanded the withdrawal of the troops.", "withdrawal", "The council"),
        ("The general, who commands the sector, said the troops had left.", "left", "The general"),
        ("The attack was confirmed by the ministry.", "attack", "the ministry"),
        ("Brazil rejected a claim that its army had crossed the river.", "crossed", "Brazil"),
        ("Peru dismissed reports that its army had crossed the river.", "crossed", "Peru"),
    ],
)
def test_the_outermost_speaker_is_the_source(
    source_of: Callable[[str, str], str | None], text: str, word: str, source: str
) -> None:
    assert source_of(text, word) == source


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Turkish troops crossed the border on Monday.", "crossed"),
        ("The two sides agreed to hold talks in Geneva.", "talks"),
        ("After the general said his farewell, troops crossed the border.", "crossed"),
        ("It is said that the troops have left.", "left"),
        ("According", "According"),
        ("No group has claimed the bombing.", "bombing"),
        ("Iran denied involvement in the bombing.", "bombing"),
    ],
)
def test_what_the_article_says_itself_has_no_source(
    source_of: Callable[[str, str], str | None], text: str, word: str
) -> None:
    assert source_of(text, word) is None
