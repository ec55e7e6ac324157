"""Grammar is spaCy's own, word for word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from thinc.api import use_ops

from streams.demo import ARTICLES
from streams.entities import grammar
from streams.entities.grammar import PARSING, Grammar, open_grammar
from streams.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language
    from spacy.tokens import Doc

pytestmark = pytest.mark.model

# What depends on a word beside it, on the tree, and on neither.
SENTENCES = [
    "There is no ceasefire, and there's going to be none.",
    "They're gonna leave, they ain't got ta stay; let's go, y'all.",
    "It was said that those who had it did what they could n't.",
    "But the troops of Norway have withdrawn, has the minister?",
    "  \n It 's a whitespace \n\n",
    "Oslo",
    "",
]
Read = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    with use_ops("numpy", use_blis=False):
        return spacy.load(Settings().model, exclude=["senter"])


def seen(doc: Doc) -> Read:
    return [
        (token.text, token.tag_, token.dep_, token.head.i, token.pos_, token.lemma_, str(token.morph))
        for token in doc
    ]


def as_spacy_reads(texts: Iterable[str], nlp: Language) -> list[Read]:
    with nlp.select_pipes(enable=list(PARSING)):
        return [seen(doc) for doc in nlp.pipe(texts)]


def as_we_read(texts: Iterable[str], nlp: Language, ours: Any) -> list[Read]:
    docs = [nlp.make_doc(text) for text in texts]
    ours(docs)
    return [seen(doc) for doc in docs]


def test_sentences_are_read_alike_the_first_time_and_again(nlp: Language) -> None:
    expected = as_spacy_reads(SENTENCES, nlp)
    ours = open_grammar(nlp)

    assert as_we_read(SENTENCES, nlp, ours) == expected
    assert as_we_read(SENTENCES, nlp, ours) == expected
    assert [as_we_read([text], nlp, ours)[0] for text in SENTENCES] == expected


def test_real_looking_articles_are_read_alike(nlp: Language) -> None:
    bodies = [json.loads(line)["body"] for line in ARTICLES.read_bytes().splitlines()]
    paragraphs = [line for body in bodies for line in (body or "").split("\n") if line]

    assert as_we_read(paragraphs, nlp, open_grammar(nlp)) == as_spacy_reads(paragraphs, nlp)


def test_words_beyond_what_is_kept_are_read_alike(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "MOST_WORDS", 5)
    ours = open_grammar(nlp)

    assert [as_we_read([text], nlp, ours)[0] for text in SENTENCES] == as_spacy_reads(SENTENCES, nlp)


def test_what_was_learned_in_one_zone_holds_in_the_next(nlp: Language) -> None:
    ours = open_grammar(nlp)
    text = "The Zorblaxians were zorblaxing their gizmotrons."
    read = []
    for _ in range(2):
        with nlp.memory_zone():
            read.append(as_we_read([text], nlp, ours))

    assert read[0] == read[1]
    assert "gizmotron" in {str(row[5]) for row in read[1][0]}


def test_a_model_with_other_components_is_left_to_spacy() -> None:
    nlp = spacy.load(Settings().model, exclude=["lemmatizer"])
    ours = open_grammar(nlp)
    docs = [nlp.make_doc("Norway sleeps.")]
    ours(docs)

    assert not isinstance(ours, Grammar)
    assert [token.dep_ for token in docs[0]] == ["nsubj", "ROOT", "punct"]
