"""What holds for every article, however it was sent."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaning import RULES
from streams.clean.article import Article
from streams.clean.cleaning import clean
from streams.clean.habits import line_key
from streams.clean.markup import is_markup
from streams.clean.mending import mend
from streams.clean.text import reasons

FIRST = "Sweden sent two corvettes to the strait on Monday, the ministry in Stockholm told Northwire."
SECOND = "Norway’s navy said that it had seen no other ships north of Bodø since the talks broke down."
WRAPPED = "Fishermen saw three grey ships sail\nnorth and heard no shots at all, the\nmayor told reporters on the quay."
LEARNED = frozenset({line_key("The north, as it is"), line_key("Your Northwire")})

BITS = st.one_of(
    st.sampled_from([FIRST, SECOND, WRAPPED, "The north, as it is", "Your Northwire", "Sweden closes strait"]),
    st.sampled_from(["Advertisement", "Read more", "Related stories", "By Jane Doe", "Photo", "(AFP)", "___"]),
    st.sampled_from(["The quay at dawn seen from the last of the ships", "Will it last?", "said", "A", ".", ":"]),
    st.sampled_from(["&amp;amp;", "&#39;", "#39;", "&am", "p;", "â€™", "Ä\x9f", "e\u0301", "ﬁ", "İ", "’", "“No,”"]),
    st.sampled_from(["<b>", "</b>", "<p>", "<br/>", "<a href='x'>", "<i", ">", "<script>", "<!--", "<td>"]),
    st.sampled_from([" ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\x00", "\x92", "\u200b", "\x85", "\u2028", "\ufeff"]),
    st.text(max_size=5),
)  # fmt: skip
BODIES = (
    st.builds(str.join, st.sampled_from(["", " ", "\n", "\n\n"]), st.lists(BITS, max_size=30)) | st.text()
)
PLAIN = BODIES.filter(lambda body: not is_markup("text/plain", body))
TITLES = st.sampled_from([None, "Sweden closes strait", FIRST])
TYPES = st.sampled_from(["text/html", "application/xhtml+xml", "text/html; charset=utf-8", "text/plain", ""])


def an_article(body: str, **more: object) -> Article:
    known = {"id": "a", "source": "northwire", "published_at": datetime(2031, 3, 3, tzinfo=UTC)}
    return Article(**{**known, **more, "body": body})  # type: ignore[arg-type]


@settings(max_examples=500, deadline=None)
@given(PLAIN, TITLES)
@example("Adver<b>tise</b>ment", None)
@example("one <b> two", None)
@example("one &am<b>p; two", None)
@example("e\u0301 â€™", None)
def test_every_character_is_kept_or_removed_once_or_is_no_character(body: str, title: str | None) -> None:
    result = clean(an_article(body, title=title), RULES, LEARNED)

    spans = [(s.body_start, s.body_end) for s in result.segments]
    spans += [(r.start, r.end) for r in result.removed if r.start is not None and r.end is not None]
    spans.sort()
    assert len(spans) == len(result.segments) + len(result.removed)
    assert all(0 <= start < end <= len(body) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    rest = [body[a:b] for (_, a), (b, _) in pairwise([(0, 0), *spans, (len(body), len(body))])]
    assert [piece for piece in rest if mend(piece, 0).text.strip()] == []


@settings(max_examples=300, deadline=None)
@given(PLAIN, TITLES)
def test_segments_and_removed_pieces_are_in_order(body: str, title: str | None) -> None:
    result = clean(an_article(body, title=title), RULES, LEARNED)

    for spans in (
        [(s.start, s.end) for s in result.segments],
        [(s.body_start, s.body_end) for s in result.segments],
        [(r.start or 0, r.end or 0) for r in result.removed],
    ):
        assert all(start < end for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@settings(max_examples=300, deadline=None)
@given(PLAIN, TITLES)
def test_segments_lead_back_to_what_was_sent(body: str, title: str | None) -> None:
    result = clean(an_article(body, title=title), RULES, LEARNED)

    assert result.text == result.text.strip()
    gaps = [result.text[a:b] for (_, a), (b, _) in pairwise([(s.start, s.end) for s in result.segments])]
    assert set(gaps) <= {"", "\n\n"}
    for s in result.segments:
        here, sent = result.text[s.start : s.end], body[s.body_start : s.body_end]
        if len(here) == len(sent):
            assert here == sent or mend(sent, 0).text.strip() == here.strip() or _differ_little(here, sent)
        else:
            assert len(here) < 3 * len(sent) + 3


def _differ_little(here: str, sent: str) -> bool:
    """Whether each character is the sent one, or one that stands for it: a space, a letter out of two."""
    return all(
        a == b or (a == " " and (b.isspace() or unicodedata.category(b) == "Cc")) or ord(b) > 127
        for a, b in zip(here, sent, strict=True)
    )


@settings(max_examples=400, deadline=None)
@given(PLAIN, TITLES, st.sampled_from([LEARNED, frozenset[str]()]))
def test_cleaning_twice_equals_once(body: str, title: str | None, learned: frozenset[str]) -> None:
    once = clean(an_article(body, title=title), RULES, learned).text

    assert clean(an_article(once, title=title), RULES, learned).text == once


@settings(max_examples=300, deadline=None)
@given(BODIES, TITLES, TYPES)
def test_whatever_is_sent_has_a_result(body: str, title: str | None, content_type: str) -> None:
    result = clean(an_article(body, title=title, content_type=content_type), RULES, LEARNED)

    result.text.encode()
    assert {removed.reason for removed in result.removed} <= set(reasons)
    assert all(line.strip() and "\n" not in line for line in result.text.split("\n\n") if result.text)


@settings(max_examples=100, deadline=None)
@given(BODIES, st.sampled_from(["text/html", "text/plain"]))
def test_the_same_article_gives_the_same_result(body: str, content_type: str) -> None:
    article = an_article(body, content_type=content_type)

    assert clean(article, RULES, LEARNED) == clean(article, RULES, LEARNED)


@pytest.mark.parametrize(
    "unit",
    [
        "x",
        "x ",
        "\n",
        "a\n",
        "&amp;",
        "<b>",
        "</p>",
        "â€™",
        "By A ",
        "©",
        "“",
        "Your Northwire\n",
        f"{FIRST}\n",
        "\u200b",
    ],
    ids=repr,
)
@pytest.mark.parametrize("content_type", ["text/plain", "text/html"])
def test_the_longest_body_has_a_result(unit: str, content_type: str) -> None:
    body = (unit * 200_000)[:200_000]

    clean(an_article(body, content_type=content_type), RULES, LEARNED).text.encode()
