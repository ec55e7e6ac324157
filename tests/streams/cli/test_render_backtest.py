from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console

from alerts import EVIDENCE
from courses import course_of, finding_of
from streams.cli.backtest_words import Asked
from streams.cli.render_backtest import MOST_LISTED, render_finding

if TYPE_CHECKING:
    from streams.backtest.finding import Finding

ASKED = Asked(("airspace-closure",), (), "articles.jsonl", 7, 0)


def shown(finding: Finding, examples: int = 5, asked: Asked = ASKED) -> str:
    console = Console(width=80, color_system=None)
    with console.capture() as capture:
        console.print(render_finding(finding, asked, examples))
    return capture.get()


def test_days_without_an_alert_stand_beside_those_with_one_by_both_sets() -> None:
    page = shown(finding_of((course_of(1), course_of(2), course_of(3, day=2)), (course_of(1),)))
    rows = {line.split()[0]: line.split() for line in page.splitlines() if line.strip().startswith("2031-")}

    assert [rows[f"2031-03-0{day}"][1:] for day in (5, 6)] == [["·", "·"], ["·", "1", "████▌"]]
    assert rows["2031-03-04"][1::2] == ["1", "2"]
    assert len(rows["2031-03-04"][4]) > len(rows["2031-03-04"][2])
    assert "2031-03-10" in page


def test_an_alert_stands_with_its_day_severity_headline_and_words() -> None:
    page = shown(finding_of((course_of(1), course_of(2, is_over=True))))

    assert "4 March 2031" in page.split("What would have rung")[1]
    assert "● Moderate 12:00 Protest in Pala" in page
    assert "“Skies were closed.” Northwire" in page
    assert "○ Moderate 12:00 Protest in Pala taken back 5 March 2031" in page


def test_differences_are_counted_and_shown_up_to_the_number_asked_for() -> None:
    gained = tuple(course_of(number) for number in range(1, 5))
    graver = course_of(9, severity="Extreme")
    page = shown(finding_of((*gained, graver), (course_of(9), course_of(8))), examples=2)

    assert "4 gained, 1 lost, 1 changed in severity, 0 told otherwise, 0 the same" in page
    assert page.count("+ Moderate") == 2
    assert "and 2 more gained (--examples)" in page
    assert "~ Moderate → Extreme 2031-03-04 Protest in Pala" in page
    assert "- Moderate" in page


def test_a_budget_says_whether_it_is_kept() -> None:
    rang = (course_of(1), course_of(2))

    assert "within its budget of 2 a day" in shown(finding_of(rang, budget=2))
    assert "above its budget of 1 a day on 1 day" in shown(finding_of(rang, budget=1))


def test_a_long_list_is_cut_and_says_so() -> None:
    many = tuple(course_of(number) for number in range(MOST_LISTED + 3))

    assert "and 3 more (--html and --json show all)" in shown(finding_of(many, many))


def test_what_an_article_says_is_no_markup_and_steers_no_terminal() -> None:
    evil = replace(EVIDENCE, quote="[red]Skies[/]\x1b[2J were\u202e closed.", publisher="[b]N\x07")
    page = shown(finding_of((course_of(1, evidence=evil, headline="[blink]Closed[/]\x1b]0;x"),)))

    assert "[red]Skies[/]" in page
    assert "[blink]Closed[/]" in page
    assert not {"\x1b", "\x07", "\u202e"} & set(page)


def test_files_to_compare_with_are_named() -> None:
    asked = replace(ASKED, against=("old.yaml",), left_out=2)
    page = shown(finding_of((course_of(1),)), asked=asked)

    assert "Against old.yaml" in page
    assert "7 articles of articles.jsonl, 2 left out, 4 March 2031 to 10 March 2031" in page


def test_an_exercise_says_so() -> None:
    page = shown(finding_of((course_of(1, status="Exercise"),)))

    assert "12:00 Exercise: Protest in Pala" in page
