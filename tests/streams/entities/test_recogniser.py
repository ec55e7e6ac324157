"""The recogniser answers as spaCy's own, word for word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from thinc.api import use_ops

from streams.demo import ARTICLES
from streams.entities.recogniser import open_recogniser
from streams.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

pytestmark = pytest.mark.model

STREAM = Path(__file__).parents[4] / "shared" / "articles" / "stream.jsonl"
WORDS = [
    "Maria", "Jansen", "Oslo", "the", "United", "Nations", "U.S.", "said", "on", "Monday", "3,000", "troops", "of",
    "New", "York", "Bank", "England", "“", "”", "-", "\n\n", "  ", "Ⅷ", "Łódź", "’s", "$", "5m", "Act", "Chad", "and",
]  # fmt: skip
Read = tuple[list[tuple[int, int, str]], list[str]]


@pytest.fixture(scope="module")
def both() -> Callable[[str], tuple[Read, Read]]:
    with use_ops("numpy", use_blis=False):
        nlp = spacy.load(Settings().model, enable=["ner"])
    ner = nlp.get_pipe("ner")
    recognise = open_recogniser(ner)
    assert recognise is not None

    def read(text: str) -> tuple[Read, Read]:
        return seen(ner(nlp.make_doc(text))), seen(recognise(nlp.make_doc(text)))

    return read


def seen(doc: Doc) -> Read:
    return [(ent.start, ent.end, ent.label_) for ent in doc.ents], [token.ent_iob_ for token in doc]


def test_real_looking_articles_are_read_alike(both: Callable[[str], tuple[Read, Read]]) -> None:
    texts = [json.loads(line)["body"] for line in ARTICLES.read_bytes().splitlines()]
    answers = [both(text) for text in texts if text]

    assert all(theirs == ours for theirs, ours in answers)
    assert sum(len(ours[0]) for _, ours in answers) > 200


@pytest.mark.shared
def test_real_articles_are_read_alike(both: Callable[[str], tuple[Read, Read]]) -> None:
    if not STREAM.exists():
        pytest.skip(f"no articles at {STREAM}")
    texts = [json.loads(line)["body"] for line in STREAM.read_bytes().splitlines()[::5]]

    assert [text[:60] for text in texts if len(set(map(repr, both(text)))) > 1] == []


@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_row_of_words_is_read_alike(both: Callable[[str], tuple[Read, Read]], words: list[str]) -> None:
    theirs, ours = both(" ".join(words))

    assert ours == theirs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "Oslo",
        "New York",
        "Bank of",
        "The United Nations of",
        "the\n\nBank",
        " Oslo ",
        "\u00a0\u00a0",
    ],
    ids=repr,
)
def test_the_ends_of_a_text_are_read_alike(both: Callable[[str], tuple[Read, Read]], text: str) -> None:
    theirs, ours = both(text)

    assert ours == theirs


def test_a_recogniser_that_is_built_otherwise_is_left_to_spacy(monkeypatch: Any) -> None:
    nlp = spacy.load(Settings().model, enable=["ner"])
    ner: Any = nlp.get_pipe("ner")
    monkeypatch.setitem(ner.cfg, "beam_width", 4)

    assert open_recogniser(ner) is None
