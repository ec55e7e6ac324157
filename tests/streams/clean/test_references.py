from __future__ import annotations

import html

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streams.clean.references import unescape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom &amp; Jerry&#8217;s &lt;b&gt;", "Tom & Jerry’s <b>"),
        ("&#" + "0" * 5000 + "65;", "A"),
        ("&#x" + "0" * 5000 + "41;", "A"),
        ("a&#" + "9" * 5000 + ";b", "a\ufffdb"),
        ("a&#x" + "f" * 5000 + "b", "a\ufffd"),
        ("&#x10FFFF;&#1114111;", html.unescape("&#x10FFFF;&#1114111;")),
        ("&#; &#x; &", "&#; &#x; &"),
    ],
)
def test_references_are_characters_however_long(text: str, expected: str) -> None:
    assert unescape(text) == expected


@example("&#0aF")
@given(st.lists(st.sampled_from(["&#", "x", "0", "12", "aF", ";", "&amp", " ", "9999999"])).map("".join))
def test_what_python_reads_is_read_alike(text: str) -> None:
    assert unescape(text) == html.unescape(text)
