from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.entities.quotations import MARKS, Quotation, quotation_at, quotations_in

AT = "here"


def quotation_of(text: str) -> Quotation | None:
    """Return the quotation that the word "here" stands in."""
    return quotation_at(quotations_in(text), text.index(AT))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“One. Two here. Three,” he said.", "“One. Two here. Three,”"),
        ('"One. Two here. Three," he said.', '"One. Two here. Three,"'),
        ('"One," he said. "Two here. Three."', '"Two here. Three."'),
        ('He said: ("Two here.")', '"Two here."'),
        ('""Two here."" he said.', '""Two here."'),
        ("“One, he said. “Two here.”", "“Two here.”"),
    ],
)
def test_a_quotation_reaches_over_sentences(text: str, quoted: str) -> None:
    found = quotation_of(text)

    assert found
    assert found.is_closed
    assert text[found.start : found.end + 1] == quoted


@pytest.mark.parametrize(
    "text",
    [
        "Nothing here.",
        "“One,” he said. Nothing here.",
        '"One," he said. Nothing here.',
        '"One\nNothing here."',
        "“One here, he said. “Two.”",
        "A 6' 2\" man came here.",
        f"“{'One. ' * 400}here.",
    ],
)
def test_what_is_not_quoted_or_not_surely_so_is_in_none(text: str) -> None:
    assert quotation_of(text) is None


def test_one_that_goes_on_in_the_next_paragraph_ends_with_its_own_unclosed() -> None:
    assert quotations_in("“One here.\n“Two.”") == [(0, 10, False), (11, 16, True)]


@given(st.text(alphabet='ab ".“”\n', max_size=60))
def test_marks_stand_where_they_are_said_to(text: str) -> None:
    found = quotations_in(text)

    assert all(one.end <= other.start for one, other in pairwise(found))
    for start, end, is_closed in found:
        assert text[start] in '"“'
        assert "\n" not in text[start:end]
        assert text[end] in MARKS if is_closed else end == len(text) or text[end] == "\n"
        assert quotation_at(found, start + 1) == (start, end, is_closed)
        assert quotation_at(found, start) is None
