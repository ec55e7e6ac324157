from __future__ import annotations

from typing import Any

import pytest

from streams.claims.slots import CLASSES
from streams.claims.words import Condition, arguments_at, conditions_at, named_words, words_at
from streams.themes.fields import Fields


def fields(**content: Any) -> Fields:
    return Fields(content, [])


@pytest.mark.parametrize(
    "entry",
    [
        "mass",
        "=arms",
        "build-up",
        "state of emergency",
        "people's court",
        "corp.",
        "$no_army",
        "Côte d’Ivoire",
        "MH17",
    ],
)
def test_words_and_lists_are_entries(entry: str) -> None:
    sent = fields(words=[entry])

    assert words_at(sent, "words") == (entry,)
    assert sent.problems == []


@pytest.mark.parametrize(
    "entry",
    [
        *("(a+)+$", "(a|a)*", "troop.*", r"\w+", "[a-z]", "a|b", "troop?", "^war", "a{9}"),
        *("", " ", "...", "$", "$No", "-", "x/y", "=", "@planet", "a" * 81, "a b c d e f g h i"),
        *(True, 7, None, ["a"]),
    ],
    ids=str,
)
def test_nothing_but_words_is_an_entry(entry: object) -> None:
    sent = fields(words=[entry])

    assert words_at(sent, "words", CLASSES) == ()
    assert [problem.path for problem in sent.problems] == [("words", 0)]


def test_a_class_stands_only_where_it_may() -> None:
    sent = fields(words=["@country"])

    assert words_at(sent, "words", CLASSES) == ("@country",)
    assert words_at(sent, "words") == ()
    assert "a class cannot stand here" in str(sent.problems[0])


def test_slots_may_be_alternatives() -> None:
    assert conditions_at(fields(where={"subject|out of": "troop"}), "where") == (
        Condition(("subject", "out of"), ("troop",)),
    )


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ("subjekt", "did you mean 'subject'?"),
        ("object|neer", "did you mean 'near'?"),
        (True, "quote it"),
        ("", "found ''"),
    ],
    ids=["one", "of two", "on", "none"],
)
def test_an_unknown_slot_is_named_with_the_nearest(slots: object, said: str) -> None:
    sent = fields(unless={slots: ["troop"]})
    conditions_at(sent, "unless")

    assert said in str(sent.problems[0])
    assert sent.problems[0].is_key


def test_arguments_may_be_looked_for_at_places_and_later() -> None:
    sent = fields(recipient=["object", "@later"], location=["@place"], actor=["@person"])

    assert arguments_at(sent, ("recipient", "location", "actor")) == {
        "recipient": ("object", "@later"),
        "location": ("@place",),
        "actor": (),
    }
    assert [problem.path for problem in sent.problems] == [("actor", 0)]


def test_a_list_is_named_in_small_letters() -> None:
    sent = fields(lists={"No Army": ["ant"]})
    named_words(sent, "lists")

    assert "small letters" in str(sent.problems[0])
