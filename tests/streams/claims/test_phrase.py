from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from model import opened_reader
from streams.claims.phrase import Sentence, classes_of, joined_phrase, noun_phrase, place_phrase
from streams.claims.wording import NOTHING, make_wording, run_of
from streams.entities.entity import Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

pytestmark = pytest.mark.model


def parsed(text: str) -> Doc:
    return opened_reader().parse(list(opened_reader().read(text).sents))[0]


def token_in(doc: Doc, word: str) -> Token:
    return next(token for token in doc if token.text == word)


@pytest.mark.parametrize(
    ("text", "head", "phrase"),
    [
        ("The foreign minister of Chad left.", "minister", "The foreign minister of Chad"),
        ("Hundreds of soldiers left.", "Hundreds", "Hundreds of soldiers"),
        ("The minister, who is ill, left.", "minister", "The minister"),
        ("Oman accused the army of shelling.", "army", "the army"),
        (
            "South Sudan's vice-president was placed under house arrest.",
            "vice",
            "South Sudan's vice-president",
        ),
        ("The vice-president of Chad left.", "president", "vice-president of Chad"),
    ],
)
def test_a_phrase_names_whom_it_stands_for_and_no_more(text: str, head: str, phrase: str) -> None:
    doc = parsed(text)
    start, end = noun_phrase(token_in(doc, head))

    assert doc[start:end].text == phrase


@pytest.mark.parametrize(
    ("text", "head", "phrase"),
    [
        ("Troops massed on the border with Ukraine.", "border", "the border with Ukraine"),
        ("Algeria closed its border with Mali.", "border", "its border with Mali"),
        ("Troops gathered in the town of Afrin.", "town", "the town of Afrin"),
    ],
)
def test_a_place_comes_with_what_tells_which_one(text: str, head: str, phrase: str) -> None:
    doc = parsed(text)
    start, end = place_phrase(token_in(doc, head))

    assert doc[start:end].text == phrase


def test_a_phrase_never_reaches_over_the_trigger() -> None:
    doc = parsed("The invasion of Kuwait by Iraq began.")
    trigger = token_in(doc, "invasion")
    start, end = noun_phrase(token_in(doc, "Kuwait"), trigger.i)

    assert not start <= trigger.i < end


def test_and_joins_phrases() -> None:
    doc = parsed("Washington and Kyiv have warned Moscow.")
    head = token_in(doc, "Washington")
    start, end = joined_phrase(head, [head, *head.conjuncts], token_in(doc, "warned").i)

    assert doc[start:end].text == "Washington and Kyiv"


def test_classes_come_from_entities_and_from_lists() -> None:
    lists = {
        "places": make_wording(["border"], lambda entry: run_of(entry, "word", {})),
        "actors": make_wording(["rebel"], lambda entry: run_of(entry, "word", {})),
    }
    words = ["rebels", "crossed", "the", "border"]

    assert classes_of((), ["", ""], words, lists) == {"@place", "@actor"}
    chad = Entity("Q657", "GPE", "Chad", ((0, 4),), country="TCD")
    assert "@person" in classes_of((), ["PERSON"], words, lists)
    assert "@country" in classes_of((chad,), [], words, lists)
    assert classes_of((), ["", ""], ["it", "rained"], {"places": NOTHING, "actors": NOTHING}) == set()


def test_a_sentence_gives_offsets_into_the_text() -> None:
    doc = parsed("Rebels left.")
    sentence = Sentence(doc, 100, ("rebels", "left", "."), {}, {})

    assert sentence.chars((0, 1)) == (100, 106)
    assert sentence.text((0, 2)) == "Rebels left"
