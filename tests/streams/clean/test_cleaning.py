from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaning import FIRST, FOURTH, RULES, SECOND, THIRD, an_article, cleaned, reasons
from streams.clean.cleaning import clean
from streams.clean.markup import is_markup
from streams.clean.rules import CleaningRules

ROOT = Path(__file__).parents[3]
SEED = ROOT.parent / "shared" / "articles" / "seed.json"


def test_prose_stays_as_it_is() -> None:
    body = f"{FIRST}\n\n{SECOND}"

    result = clean(an_article(body), RULES)

    assert (result.text, result.removed) == (body, ())


@pytest.mark.parametrize("parting", ["\n", "\n\n", "\r\n", "\r\n\r\n\r\n", "\n \t \n", "\u2028", "\u2029"])
def test_paragraphs_are_parted_by_one_empty_line(parting: str) -> None:
    assert clean(an_article(f"\n{FIRST}{parting}{SECOND}{parting}"), RULES).text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Advertisement", "furniture"),
        ("Your browser does not support this video", "furniture"),
        ("READ MORE: Who owns the island now?", "related"),
        ("Image caption The harbour at low tide", "caption"),
        ("Two sailors on the quay, 3 May 2024. REUTERS/Jane Doe", "caption"),
        ("By Jane Doe in Port Example", "byline"),
        ("Reuters, AFP", "byline"),
        ("Updated 3 May 2024 10:15 GMT", "meta"),
        ("Correction: An earlier version of this report gave another date.", "meta"),
        ("© 2024 Example News. All rights reserved.", "furniture"),
    ],
)
def test_a_line_that_no_reporter_wrote_is_taken_out_and_accounted_for(line: str, reason: str) -> None:
    body = f"{FIRST}\n\n{line}\n\n{SECOND}"

    result = clean(an_article(body), RULES)

    assert result.text == f"{FIRST}\n\n{SECOND}"
    (removed,) = result.removed
    assert (removed.text, removed.reason) == (line, reason)
    assert body[removed.start : removed.end] == line


@pytest.mark.parametrize(
    "line",
    [
        "‘A quiet night’",
        "What happens next?",
        "Nobody spoke.",
        "Why now",
        "More soldiers than before",
        "Most of the dead",
        "By the sea",
        "Related charges were dropped.",
        "Photo finish",
        "Watch towers burn",
        "Live fire",
        "Reuters sues the state",
        "Share of the vote",
        "Exclusive zone",
        "“We want to hear from Moscow,” he said.",
        "“Tell us what you know.”",
        "Reports from the capital said five had died.",
        "The order came from the Environmental Protection Agency (EPA).",
        "Live coverage of the trial was banned.",
        "Watching is all that they can do.",
        "Sen. John Roe (R) voted against the treaty",
        "Background: The island was taken in 1904.",
        "Satellite images released on Monday show new trenches.",
        "These pictures show the ships, the ministry said.",
        "A media source close to the militia said so.",
        "Poland contributed from its own stocks.",
        "The video first appeared on a channel of the army.",
        "The report was first published by the ministry.",
        "The rebels accepted the terms and conditions.",
        "Not a member of the alliance, the island has no treaty.",
        "Like many people on Telegram, he mocked the navy.",
    ],
)
def test_nothing_is_taken_out_for_being_short(line: str) -> None:
    assert cleaned(f"{FIRST}\n\n{line}\n\n{SECOND}") == [FIRST, line, SECOND]


def test_the_credit_behind_a_last_sentence_goes_and_the_sentence_stays() -> None:
    credit = "(Reporting by Jane Doe; Editing by John Roe)"
    body = f"{FIRST}\n\n{SECOND} {credit}"

    assert cleaned(body) == [FIRST, SECOND]
    assert reasons(body) == {credit: "byline"}


def test_wrapped_text_becomes_paragraphs_again() -> None:
    wrapped = (
        "The garrison left the island before dawn\n"
        "on Tuesday, two officers of the navy\n"
        "said, and nobody fired a shot.\n\n"
        "Fishermen saw three grey ships sail north\n"
        "and heard nothing, the mayor of the town\n"
        "told reporters."
    )
    result = clean(an_article(wrapped), RULES)

    assert result.text == wrapped.replace("\n\n", "|").replace("\n", " ").replace("|", "\n\n")
    assert all(
        wrapped[s.body_start : s.body_end].split() == result.text[s.start : s.end].split()
        for s in result.segments
    )


def test_an_old_wire_in_capitals_loses_no_word() -> None:
    wire = (
        "PORT EXAMPLE, 3 MAY -- [TEXT] THE GARRISON\n"
        "LEFT THE ISLAND BEFORE DAWN, THE NAVY SAID.\n"
        "THE SHIPS WOULD NOT RETURN. THE SOURCE ADDED\n"
        "THAT REPORTS FROM THE CAPITAL WERE FALSE AND\n"
        "BY THE END OF THE DAY THE BARRACKS HAD BEEN\n"
        "LEFT TO A FEW SEEN AT THE SCENE OF THE FIRE."
    )

    result = clean(an_article(wire), RULES)

    assert result.text == wire.replace("\n", " ")
    assert result.removed == ()


def test_html_gives_the_report_without_the_page() -> None:
    page = f"""<!doctype html><html><head><title>Navy leaves island - Example News</title></head><body>
    <nav><a href="/">Home</a><a href="/world">World</a></nav>
    <article><h1>Navy leaves island</h1><p>By Jane Doe in Port Example</p>
    <p>{FIRST}</p><figure><img src="x.jpg"><figcaption>The quay at dawn (Jane Doe/AFP)</figcaption></figure>
    <p>Advertisement</p><p>{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p></article>
    <footer>© 2024 Example News</footer></body></html>"""

    result = clean(an_article(page, content_type="text/html"), RULES)

    assert result.text.split("\n\n") == [FIRST, SECOND, THIRD, FOURTH]
    assert result.is_extracted
    extracted = {
        **{s.body_start: result.text[s.start : s.end] for s in result.segments},
        **{each.start: each.text for each in result.removed if each.start is not None},
    }
    assert [extracted[at] for at in sorted(extracted)][-5:] == [FIRST, "Advertisement", SECOND, THIRD, FOURTH]
    assert "The quay at dawn (Jane Doe/AFP)" in {each.text for each in result.removed if each.start is None}


def test_a_fragment_is_the_article_with_its_subheads_and_lists() -> None:
    fragment = f"""<p>{FIRST}</p><figure><img src="x"><figcaption>The quay at dawn.</figcaption></figure>
    <h2>A quiet night</h2><ul><li>Two frigates sail</li><li>The barracks
    are empty</li></ul><p>{SECOND}</p>"""

    result = clean(an_article(fragment, content_type="text/html"), RULES)

    assert result.text.split("\n\n") == [
        FIRST,
        "A quiet night",
        "Two frigates sail",
        "The barracks are empty",
        SECOND,
    ]
    assert [(each.text, each.reason) for each in result.removed] == [("The quay at dawn.", "caption")]


def test_text_that_claims_to_be_html_keeps_its_lines() -> None:
    assert cleaned(f"{FIRST}\n\n{SECOND}", content_type="text/html") == [FIRST, SECOND]


def test_html_sent_as_plain_text_is_read_as_html() -> None:
    assert cleaned(f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>") == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "language",
    [
        "Ein Wort. Noch ein Satz über die Insel.",
        "Гарнизон покинул остров.",
        "守军离开了岛屿。",
        "غادرت الحامية الجزيرة.",
    ],
)
def test_other_languages_pass(language: str) -> None:
    assert cleaned(language) == [language]


WORDS = st.one_of(
    st.sampled_from(
        ["Advertisement", "Read more", "Related stories", "By Jane Doe", "Photo", "Reuters", "(AFP)", "___"]
    ),
    st.sampled_from(
        [FIRST, SECOND, "The quay at dawn seen from the last of the ships", "Will it last?", "said", "A"]
    ),
    st.sampled_from(["&amp;amp;", "&#39;", "#39;", "<b>", "<p>", "â€™", "e\u0301", "ﬁ", "İ", "’", ".", ":"]),
    st.sampled_from([" ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\ud800", "\x00", "\x92", "\u200b", "\x85"]),
)
BODIES = st.one_of(
    st.text(), st.lists(WORDS, max_size=30).map("".join), st.lists(WORDS, max_size=30).map("\n".join)
).filter(lambda body: not is_markup("text/plain", body))
TITLES = st.one_of(st.none(), st.just("Navy leaves island"), st.just(FIRST))


@settings(max_examples=400, deadline=None)
@given(BODIES, TITLES)
@example("&am&#112;lt;b> x", None)
def test_any_text_keeps_the_promises_about_offsets(body: str, title: str | None) -> None:
    result = clean(an_article(body, title=title), RULES)
    text = result.text

    text.encode()
    assert not any(part == "" or part != part.strip() or "\n" in part for part in text.split("\n\n") if text)
    for segment in result.segments:
        assert 0 <= segment.start < segment.end <= len(text)
        assert 0 <= segment.body_start < segment.body_end <= len(body)
    assert sum(s.end - s.start for s in result.segments) == len(text.replace("\n\n", ""))
    starts = [(s.start, s.body_start) for s in result.segments]
    assert starts == sorted(starts)
    for removed in result.removed:
        removed.text.encode()
        assert removed.start is not None
        assert removed.end is not None
        assert 0 <= removed.start < removed.end <= len(body)


@settings(max_examples=400, deadline=None)
@given(BODIES, TITLES)
def test_cleaning_twice_equals_once(body: str, title: str | None) -> None:
    once = clean(an_article(body, title=title), RULES).text

    assert clean(an_article(once, title=title), RULES).text == once


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet=st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="&<#"), max_size=400
    )
)
def test_segments_of_equal_length_say_the_same(body: str) -> None:
    result = clean(an_article(body), RULES)

    for s in result.segments:
        if s.end - s.start == s.body_end - s.body_start:
            assert result.text[s.start : s.end] == body[s.body_start : s.body_end]


@settings(max_examples=100, deadline=None)
@given(st.text(), st.sampled_from(["text/html", "application/xhtml+xml"]))
def test_any_html_gives_a_text(body: str, content_type: str) -> None:
    clean(an_article(f"<div>{body}", content_type=content_type), RULES).text.encode()


def test_rules_are_a_value() -> None:
    assert clean(an_article("Advertisement"), CleaningRules(())).text == "Advertisement"


@pytest.mark.shared
def test_the_seed_article_comes_out_clean() -> None:
    if not SEED.exists():
        pytest.skip(f"{SEED} is not there")
    seed = json.loads(SEED.read_text(encoding="utf-8"))
    lines = [line for line in seed["body"].split("\n") if line]
    notice = next(line for line in lines if line.startswith("Please use Chrome"))
    like = lines.index("Articles You May Like")
    out = {
        notice,
        "More on Russia",
        *lines[like:],
        *(line for line in lines if line.startswith("Live updates as")),
    }
    # The first player's title, and the line that signs the analysis.
    out |= {lines[lines.index(notice) + 1], *(line for line in lines if line.startswith("Analysis by"))}

    result = clean(an_article(seed["body"]), RULES)

    assert {removed.text for removed in result.removed} == out
    assert result.text == "\n\n".join(line for line in lines if line not in out)
    assert all(seed["body"][r.start : r.end] == r.text for r in result.removed)
    assert all(
        result.text[s.start : s.end] == seed["body"][s.body_start : s.body_end] for s in result.segments
    )
