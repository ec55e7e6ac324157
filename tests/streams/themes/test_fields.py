from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.themes.fields import Fields, Problem, nearest_to, path_text, show

if TYPE_CHECKING:
    from collections.abc import Callable


def fields(**content: Any) -> Fields:
    return Fields(content, [])


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [
        (lambda sent: sent.text("x"), "a", ""),
        (lambda sent: sent.text("x"), "a", "a" * 2001),
        (lambda sent: sent.text("x"), "a", None),
        (lambda sent: sent.one_of("x", ("Minor", "Severe")), "Minor", "Sever"),
        (lambda sent: sent.one_of("x", ("Minor", "Severe")), "Minor", ["Minor"]),
        (lambda sent: sent.matching("x", re.compile(r"[a-z]+\Z"), "small letters"), "a", "A"),
        (lambda sent: sent.matching("x", re.compile(r"[a-z]+\Z"), "small letters"), "a", "a" * 61),
        (lambda sent: sent.number("x", 0, 1), 0.5, float("nan")),
        (lambda sent: sent.number("x", 0, 1), 1, True),
        (lambda sent: sent.number("x", -9, 9, default=0), 3, 3.5),
        (lambda sent: sent.flag("x"), True, "yes"),
        (lambda sent: sent.items("x", 2), [1], [1, 2, 3]),
        (lambda sent: sent.items("x", 2, least=1), [1], []),
        (lambda sent: sent.under("x", 2), {"a": 1}, [1]),
        (lambda sent: sent.under("x", 2), {"a": 1}, {1: 1, 2: 2, 3: 3}),
    ],
)
def test_a_good_value_is_taken_and_a_bad_one_kept_as_a_problem(
    read: Callable[[Fields], object], good: object, bad: object
) -> None:
    right, wrong = fields(x=good), fields(x=bad)
    read(right)
    read(wrong)

    assert right.problems == []
    assert [problem.path for problem in wrong.problems] == [("x",)]


def test_an_unknown_field_is_told_with_the_nearest_that_is_known() -> None:
    sent = fields(tytle="x", zzz=1)
    sent.known("title", "theme")

    assert [(problem.nearest, problem.is_key) for problem in sent.problems] == [("title", True), ("", True)]
    assert "one of the fields title, theme" in str(sent.problems[1])


def test_a_field_inside_others_is_told_by_its_path() -> None:
    sent = fields(triggers=[{}, {"where": {"object": 7}}])
    path, found = sent.items("triggers", 9)[1]
    sent.at(path, found).under("where", 9).items("object", 9)

    assert str(sent.problems[0]).startswith("triggers[1].where.object: found 7, wanted a list")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "nothing"),
        (True, "true (as YAML reads an unquoted on, off, yes or no: quote it)"),
        ("x" * 100, "'" + "x" * 58 + "…"),
        ([1, 2], "a list of 2"),
        ({}, "an empty mapping"),
        ({"a": 1}, "a mapping"),
    ],
    ids=str,
)
def test_a_value_is_shown_in_a_few_words(value: object, shown: str) -> None:
    assert show(value) == shown


def test_the_nearest_word_is_one_that_looks_alike() -> None:
    assert nearest_to("sevre", ("Minor", "severe")) == "severe"
    assert nearest_to("x" * 10_000, ("Minor",)) == ""


@given(st.lists(st.text(max_size=5) | st.integers(0, 9)), st.text(max_size=200), st.text(max_size=200))
def test_a_problem_is_one_text_whatever_is_in_it(path: list[object], found: str, wanted: str) -> None:
    said = str(Problem(tuple(path), wanted, show(found)))

    assert wanted in said
    assert path_text(tuple(path)) in said
