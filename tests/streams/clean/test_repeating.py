from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning import RULES
from streams.clean.article import Article
from streams.clean.cleaning import clean
from streams.clean.habits import Habits, line_key

MOST_KEYS_OFFERED = 40

PROSE = [
    "Sweden sent two corvettes to the strait on Monday, the ministry in Stockholm told Northwire.",
    "Norway’s navy said that it had seen no other ships north of Bodø since the talks broke down.",
    "The two governments have argued over the cod quota since the treaty of 2028 ran out.",
    "A fisherman who asked not to be named said the harbour had been quiet all week.",
]


def an_article(*lines: str, **more: object) -> Article:
    known = {"id": "a", "source": "northwire", "published_at": datetime(2031, 3, 3, tzinfo=UTC)}
    return Article(**{**known, **more, "body": "\n\n".join(lines)})  # type: ignore[arg-type]


def learned(*lines: str) -> frozenset[str]:
    return frozenset(map(line_key, lines))


def kept(*lines: str) -> list[str]:
    """Return what stays of lines all of which the publisher repeats."""
    return clean(an_article(*lines), RULES, learned(*lines)).text.split("\n\n")


@pytest.mark.parametrize(
    "line",
    [
        "The north, as it is",
        "Cod quota: all of Northwire's stories",
        "Kiruna tram opens at last",
        "Write to the desk at north@northwire.example.",
        "Northwire is an independent news service paid for by its readers.",
        "Northwire takes no responsibility for the content of other sites.",
        "If you were on the quay that night, please get in touch.",
    ],
)
def test_a_learned_line_after_the_report_is_taken_out(line: str) -> None:
    body = [*PROSE, line]

    result = clean(an_article(*body), RULES, learned(line))

    assert result.text.split("\n\n") == PROSE
    assert [(each.text, each.reason) for each in result.removed] == [(line, "boilerplate-repeated")]
    assert result.applied == (line_key(line),)


@pytest.mark.parametrize("line", ["Your Northwire", "Northwire podcast", "www.northwire.example"])
def test_among_paragraphs_a_learned_line_that_speaks_for_the_page_is_taken_out(line: str) -> None:
    assert kept(PROSE[0], line, PROSE[1]) == PROSE[:2]


@pytest.mark.parametrize("line", ["The north, as it is", "Your Northwire"])
def test_a_line_that_nobody_repeated_stays(line: str) -> None:
    result = clean(an_article(*PROSE, line), RULES, learned("Another line"))

    assert result.text.split("\n\n") == [*PROSE, line]
    assert line_key(line) in result.repeatable
    assert result.applied == ()


@pytest.mark.parametrize(
    "line",
    [
        "Sweden and Norway have argued over the strait since 2028.",
        "“We will not leave you alone,” the king of Norway said.",
        "The quota lapsed in March 2031.",
        "'Your ships will sink,' the admiral told Norway",
        "We hear you. pic.twitter.com/a1b2c3 — Kari Nordmann (@kari) March 3, 2031",
        "Northwire.com said on Monday that it had seen the treaty.",
        "He was 75.",
        "Northwire could not confirm the report.",
        "Whoever saw the boat should call the police on 0800 555 0199.",
    ],
    ids=lambda line: line[:20],
)
@pytest.mark.parametrize("place", [0, 2, 4], ids=["first", "middle", "last"])
def test_what_a_reporter_wrote_stays_however_often_it_is_told(line: str, place: int) -> None:
    body = [*PROSE[:place], line, *PROSE[place:]]

    assert kept(*body) == body


@pytest.mark.parametrize("line", ["A quiet week", "What happens next", "STOCKHOLM", "Bodø, Norway"])
def test_a_subhead_or_a_place_stays_however_often_it_is_used(line: str) -> None:
    assert kept(line, *PROSE) == [line, *PROSE]
    assert kept(*PROSE[:2], line, *PROSE[2:]) == [*PROSE[:2], line, *PROSE[2:]]


def test_a_sentence_that_speaks_to_readers_stays_among_paragraphs() -> None:
    line = "If you were on the quay that night, please get in touch."

    assert kept(*PROSE[:2], line, *PROSE[2:]) == [*PROSE[:2], line, *PROSE[2:]]


def test_whose_a_communique_is_stays() -> None:
    assert kept(*PROSE, "FREE NORTH COMMAND") == [*PROSE, "FREE NORTH COMMAND"]


def test_a_flash_without_paragraphs_has_no_fringe() -> None:
    assert kept("Sweden closes the strait", "Norway protests") == [
        "Sweden closes the strait",
        "Norway protests",
    ]


def test_in_html_a_learned_line_goes_as_well() -> None:
    page = "".join(f"<p>{line}</p>" for line in (*PROSE, "The north, as it is"))
    article = an_article(page, content_type="text/html")

    result = clean(article, RULES, learned("The north, as it is"))

    assert result.text.split("\n\n") == PROSE
    assert result.applied == result.repeatable == (line_key("The north, as it is"),)


def test_what_was_taken_out_stays_learnable() -> None:
    line = "The north, as it is"
    before = clean(an_article(*PROSE, line), RULES)
    after = clean(an_article(*PROSE, line), RULES, learned(line))

    assert before.repeatable == after.repeatable == (line_key(line),)


def test_an_article_offers_so_many_lines_and_no_more() -> None:
    links = [f"Tram number {n} opens" for n in range(3 * MOST_KEYS_OFFERED)]

    assert len(clean(an_article(*PROSE, *links), RULES).repeatable) == MOST_KEYS_OFFERED


def test_a_publisher_is_learned_from_its_articles_and_its_reports_stay() -> None:
    slogan, background = "The north, as it is", PROSE[2]
    habits, texts = Habits(), []
    for n in range(8):
        report = [f"Ship number {n} came home to Bergen on Monday, the navy said.", background, PROSE[3]]
        found = clean(an_article(*report, slogan), RULES, habits.learned())
        habits = habits.after(f"story-{n}", found.repeatable, date(2031, 3, 3) + timedelta(days=n))
        texts.append(found.text.split("\n\n"))
        assert texts[-1][:3] == report

    assert [slogan in text for text in texts] == [True] * 5 + [False] * 3


LINES = st.lists(
    st.sampled_from(
        [
            *PROSE,
            "The north, as it is",
            "Your Northwire",
            "Write to north@northwire.example.",
            "Related stories",
            "Kiruna tram opens at last",
            "STOCKHOLM",
            "Photo",
            "Will it last?",
        ]
    ),
    max_size=14,
)


@settings(max_examples=300, deadline=None)
@given(LINES, st.sets(st.sampled_from(["The north, as it is", "Your Northwire", *PROSE, "Photo"])))
def test_cleaning_twice_with_what_was_learned_equals_once(lines: list[str], repeated: set[str]) -> None:
    keys = learned(*repeated)
    once = clean(an_article(*lines), RULES, keys)

    assert clean(an_article(once.text), RULES, keys).text == once.text
    assert set(once.applied) <= keys
    assert len(once.repeatable) <= MOST_KEYS_OFFERED
    assert sum(each.reason == "boilerplate-repeated" for each in once.removed) >= len(once.applied)
