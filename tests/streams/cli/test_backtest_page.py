from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from alerts import EVIDENCE
from courses import course_of, finding_of
from streams.backtest.days import Bin
from streams.backtest.replay import Course
from streams.cli.backtest_page import MOST_QUOTES, write_page
from streams.cli.backtest_plot import draw_bars, step_of
from streams.cli.backtest_words import Asked

NOW = datetime(2031, 4, 1, 12, tzinfo=UTC)
ASKED = Asked(("airspace-closure",), (), "articles.jsonl", 7, 0)
OPEN = {"meta"}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\u202e'


class Outline(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text, self.open = "", list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in OPEN:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page_of(*after: Course, before: tuple[Course, ...] = (), asked: Asked = ASKED) -> str:
    return write_page(finding_of(after, before, budget=1), asked, NOW)


def test_the_page_holds_the_alerts_their_words_and_what_differs() -> None:
    graver = course_of(9, severity="Extreme")
    text = Outline(
        page_of(course_of(1), course_of(2, is_over=True), graver, before=(course_of(9), course_of(8)))
    ).text

    for said in (
        "Back-test of airspace-closure",
        "7 articles of articles.jsonl, 4 March 2031 to 10 March 2031 (7 days).",
        "above its budget of 1 a day on 1 day",
        "Protest in Pala",
        "Skies were closed. Northwire",
        "taken back 5 March 2031",
        "Moderate → Extreme",
        "2031-04-01 12:00 UTC",
    ):
        assert said in " ".join(text.split())


def test_every_element_is_closed() -> None:
    outline = Outline(page_of(course_of(1), course_of(2), before=(course_of(3),)))

    assert outline.open == []
    assert [tag for tag, _ in outline.elements].count("article") == 5


@pytest.mark.parametrize(
    "evil",
    [
        pytest.param({"quote": HOSTILE}, id="quote"),
        pytest.param({"publisher": HOSTILE}, id="publisher"),
        pytest.param({"url": f"https://example.org/{HOSTILE}"}, id="address"),
        pytest.param({"url": "javascript:alert(1)"}, id="script-address"),
    ],
)
def test_nothing_of_a_hostile_article_is_acted_upon(evil: dict[str, str]) -> None:
    course = course_of(1, evidence=replace(EVIDENCE, **evil), headline=HOSTILE)
    outline = Outline(
        page_of(course, asked=replace(ASKED, origin=HOSTILE, drafts=(HOSTILE,), against=(HOSTILE,)))
    )

    assert not {"script", "img"} & {tag for tag, _ in outline.elements}
    assert not [name for _, names in outline.elements for name in names if name.startswith("on")]
    assert "<script>alert(1)</script>" in outline.text
    assert all(
        names["href"].startswith("https://example.org/") for tag, names in outline.elements if tag == "a"
    )
    assert "\u202e" not in outline.text


def test_the_page_asks_nobody_for_anything_and_allows_its_own_style_alone() -> None:
    page = page_of(course_of(1))
    outline = Outline(page)
    (policy,) = (
        n["content"] for tag, n in outline.elements if n.get("http-equiv") == "Content-Security-Policy"
    )
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert not {"link", "iframe", "object", "form"} & {tag for tag, _ in outline.elements}
    assert not [names for _, names in outline.elements if {"src", "style", "srcset"} & names.keys()]


def test_many_quotes_are_cut_and_counted() -> None:
    evidence = tuple(replace(EVIDENCE, claim_id=str(n), quote=f"Quote {n}.") for n in range(MOST_QUOTES + 3))
    page = page_of(course_of(1, evidence=EVIDENCE), course_of(2, evidence=EVIDENCE))
    many = Course(tuple(replace(t, alert=replace(t.alert, evidence=evidence)) for t in course_of(1).told))

    assert "and 3 more" in page_of(many)
    assert " more</p>" not in page


def test_bars_are_as_high_as_their_counts_and_named() -> None:
    plot = draw_bars([Bin("2031-03-04", (1, 4))], ("now", "draft"))
    heights = [float(each) for each in re.findall(r'height="([\d.]+)"><title>', plot)]

    assert heights[1] == pytest.approx(4 * heights[0], abs=0.2)
    assert 'aria-label="now: 1 alerts, draft: 4 alerts"' in plot
    assert "2031-03-04: 4" in plot


@pytest.mark.parametrize(
    ("most", "step"), [(0, 1), (5, 1), (6, 2), (11, 5), (26, 10), (499, 100), (501, 200)]
)
def test_lines_stand_at_round_numbers_and_reach_over_all(most: int, step: int) -> None:
    assert step_of(most) == step
