from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from streams.entities import nlp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span

    from streams.entities.nlp import Reader

pytestmark = pytest.mark.model

TEXT = (
    "Maria Jansen flew from Paris to Oslo on Monday. She met nobody there.\n\n"
    "The United Nations thanked Norway, and the talks in Geneva went on."
)


def labelled(ents: Sequence[Span]) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in ents]


def tagged(doc: Doc) -> list[tuple[str, str, str, int]]:
    return [(token.text, token.lemma_, token.dep_, token.head.i) for token in doc]


def test_parsed_sentences_keep_their_own_entities(reader: Reader) -> None:
    with reader.zone():
        doc = reader.read(TEXT)
        sentences = list(doc.sents)
        parsed = reader.parse(sentences)

        assert [labelled(one.ents) for one in parsed] == [labelled(sentence.ents) for sentence in sentences]
        assert [len(one) for one in parsed] == [len(sentence) for sentence in sentences]
        assert sum(len(one.ents) for one in parsed) >= 4


def test_a_sentence_is_parsed_alike_alone_and_among_others(reader: Reader) -> None:
    with reader.zone():
        sentences = list(reader.read(TEXT).sents)
        together = [tagged(one) for one in reader.parse(sentences)]

        assert [tagged(reader.parse([sentence])[0]) for sentence in sentences] == together


def test_an_entity_that_runs_beyond_a_sentence_is_left_out(reader: Reader) -> None:
    with reader.zone():
        doc = reader.read("The talks in New York went on.")
        ent = next(ent for ent in doc.ents if ent.text == "New York")

        assert labelled(reader.parse([doc[: ent.end - 1]])[0].ents) == []
        assert labelled(reader.parse([doc[: ent.end]])[0].ents) == [("New York", "GPE")]


def test_no_sentences_are_no_trouble(reader: Reader) -> None:
    assert reader.parse([]) == []


def test_a_body_at_the_limit_is_read(reader: Reader) -> None:
    text = "Norway slept." + " " * 3_000_000 + "Oslo woke."

    with reader.zone():
        assert reader.read(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("—" * 20_000, id="dashes"),
        pytest.param("Oslo " + "!?" * 10_000 + " woke.  Norway slept. ", id="marks amid words"),
        pytest.param("a" * 150, id="at the limit"),
        pytest.param("a" * 151 + " \n\n b", id="beyond the limit"),
    ],
)
def test_long_runs_without_spaces_keep_every_character(text: str, reader: Reader) -> None:
    with reader.zone():
        assert reader.read(text).text == text


MARKS = ["Oslo", "woke", ".", "!", "?", "“", "”", ",", ")", "…", "。", "\n\n", "\n", "U.S.", "...", "-", "  "]


@given(words=st.lists(st.sampled_from(MARKS), max_size=30))
def test_sentences_begin_where_spacy_has_them_and_after_paragraphs(words: list[str], reader: Reader) -> None:
    with reader.zone():
        doc = reader.read(" ".join(words))
        again = spacy.blank("en").create_pipe("sentencizer")(
            Doc(doc.vocab, words=[token.text for token in doc])
        )
        after = {token.i + 1 for token in doc if token.is_space and "\n\n" in token.text}

        assert [token.i for token in doc if token.is_sent_start] == [
            token.i for token in again if token.is_sent_start or token.i in after
        ]


def test_words_are_kept_up_to_a_number_and_then_forgotten(
    monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    def read(word: str) -> bool:
        with reader.zone():
            reader.read(f"Nobody knows {word}.")
        return word in reader.read("").vocab.strings

    monkeypatch.setattr(nlp, "LASTING_WORDS", 10**9)
    assert read("zorblaxian")
    monkeypatch.setattr(nlp, "LASTING_WORDS", 0)
    assert not read("gizmotronic")
