from __future__ import annotations

import pytest

from streams.wire.exports.web import web_address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a?b=c&d=e#f", "https://news.example/a?b=c&d=e#f"),
        ("https://news.example/ä <b>", "https://news.example/%C3%A4%20%3Cb%3E"),
        ("http://news.example:8080", "http://news.example:8080"),
        ("https://news.example/?a=?b#c?d", "https://news.example/?a=?b#c?d"),
        # A pattern that knows several ways to part it takes years.
        ("https://news.example/?" + "a?" * 50_000 + "%zz", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://[", None),
        ("https://news.example/%zz", None),
        ("https://news.example/#a#b", None),
        ("", None),
        (None, None),
    ],
)
def test_what_is_no_address_of_the_web_is_left_out(url: str | None, expected: str | None) -> None:
    assert web_address(url) == expected
