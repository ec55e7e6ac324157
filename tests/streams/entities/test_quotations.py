from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.entities.quotations import quotation_at

AT = "here"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“One. Two here. Three,” he said.", "“One. Two here. Three,”"),
        ('"One. Two here. Three," he said.', '"One. Two here. Three,"'),
        ('"One," he said. "Two here. Three."', '"Two here. Three."'),
        ('He said: ("Two here.")', '"Two here."'),
        ('""Two here."" he said.', '"Two here."'),
    ],
)
def test_a_quotation_reaches_over_sentences(text: str, quoted: str) -> None:
    found = quotation_at(text, text.index(AT))

    assert found
    assert found.end
    assert text[found.start : found.end + 1] == quoted


@pytest.mark.parametrize(
    "text",
    [
        "Nothing here.",
        "“One,” he said. Nothing here.",
        '"One," he said. Nothing here.',
        '"One\nNothing here."',
        "A 6' 2\" man came here.",
        f"“{'One. ' * 400}here.",
    ],
)
def test_what_is_not_quoted_or_not_surely_so_is_in_none(text: str) -> None:
    assert quotation_at(text, text.index(AT)) is None


def test_one_that_goes_on_in_the_next_paragraph_does_not_end() -> None:
    found = quotation_at("“One here.\n“Two.”", 5)

    assert found == (0, None)


@given(st.text(alphabet='ab ".“”\n', max_size=60), st.integers(0, 60))
def test_marks_stand_where_they_are_said_to(text: str, at: int) -> None:
    found = quotation_at(text, min(at, len(text)))

    if found:
        assert text[found.start] in '"“'
        assert found.start < at
        assert found.end is None or (found.end >= min(at, len(text)) and text[found.end] in '"”')
