from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.clean.markup import extract_text, headlines, is_markup, without_tags

SENTENCE = "The garrison left the island before dawn on Tuesday, two officers of the navy said."
TAGS = st.lists(
    st.sampled_from(["<div>", "</div>", "<p>", "<!--", "<script>", "<a href=", "'", '"', ">", "x", "&amp"])
)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + f"<p>{SENTENCE}</p>",
        f'<div class="{"a " * 500_000}"><p>{SENTENCE}</p></div>',
        "<div " + " ".join(f'a{n}="1"' for n in range(50_000)) + f"><p>{SENTENCE}</p></div>",
        "<br>" * 100_000 + SENTENCE,
        "<table><tr><td>" * 20_000 + SENTENCE,
        f"<p>{SENTENCE}" + "</p>" * 100_000,
        f"<p>{SENTENCE}</b></i></div><script>" + "<script>" * 50_000,
        "<p>" + SENTENCE.replace("garrison", "gar\x00rison") + "</p>",
        f"<p>{SENTENCE}\ud800</p>",
        f"<svg>{'<g>' * 50_000}</svg><p>{SENTENCE}</p>",
        f"<html><body><p>{SENTENCE}",
    ],
    ids=[
        "deep",
        "long attribute",
        "many attributes",
        "breaks",
        "tables",
        "closed",
        "scripts",
        "nul",
        "half",
        "svg",
        "open",
    ],
)
def test_a_hostile_page_gives_its_text(page: str) -> None:
    assert SENTENCE in extract_text(page)


@pytest.mark.parametrize(
    "page", ["", " ", "<", "<>", "<p", "<!--", "</", "<html></html>", "<script>", "\x00", "\ud800"]
)
def test_a_page_without_text_gives_none(page: str) -> None:
    assert len(extract_text(page)) < 5


@settings(max_examples=200, deadline=None)
@given(TAGS.map("".join))
def test_any_tags_give_a_text(page: str) -> None:
    extract_text(page).encode()


def test_only_what_a_page_shows_is_read() -> None:
    unseen = "<head><title>x</title></head><style>p {}</style><nav>Home</nav><script>if (a<b) {}</script>"
    page = f"{unseen}<p>One &amp; two</p>"

    assert without_tags(page).split() == ["One", "&", "two"]


def test_an_element_that_never_ends_hides_nothing() -> None:
    assert without_tags("<svg><p>One</p><script>if (a) {}</script><!-- two <p>Three</p>").split() == [
        "One",
        "<!--",
        "two",
        "Three",
    ]


def test_a_page_names_its_headline() -> None:
    page = """<title>Navy leaves island | Example News</title>
    <meta property="og:title" content="Navy leaves &amp; sails">
    <h1 class="big"><span>Navy leaves island</span> today</h1>"""

    assert headlines(page) == (
        "Navy leaves island | Example News",
        "Navy leaves & sails",
        "Navy leaves island today",
    )


@pytest.mark.parametrize(
    ("content_type", "body", "expect"),
    [
        ("text/html", "x", True),
        ("application/xhtml+xml; charset=utf-8", "x", True),
        ("text/plain", "<p>x</p>", True),
        ("text/plain", "\ufeff\n<!DOCTYPE html><html>", True),
        ("text/plain", "x <p>y</p>", False),
        ("text/plain", "<3 for the team", False),
        ("text/plain", "<picture>", False),
    ],
)
def test_html_is_told_from_text(content_type: str, body: str, expect: bool) -> None:
    assert is_markup(content_type, body) == expect
