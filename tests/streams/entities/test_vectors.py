"""The vectors are spaCy's, up to the last bits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import spacy
from thinc.api import use_ops

from streams.entities import vectors
from streams.entities.vectors import open_vectors
from streams.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

pytestmark = pytest.mark.model

TEXTS = [
    "Maria Jansen flew from Paris to Oslo on Monday.\n\nShe met nobody there.",
    "Oslo",
    "",
    "The United Nations thanked Norway, and the talks in Geneva went on; nobody met Maria Jansen.",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    with use_ops("numpy", use_blis=False):
        return spacy.load(Settings().model)


def tok2vec(nlp: Language, component: str) -> Any:
    """Return the embedding and encoding layers: the parser's are shared, the recogniser has its own."""
    model: Any = nlp.get_pipe(component)
    return model.model if component == "tok2vec" else model.model.get_ref("tok2vec").layers[0]


def is_alike(docs: list[Doc], ours: Any, theirs: Any) -> bool:
    return np.allclose(ours(docs), np.concatenate(theirs.predict(docs)), atol=1e-4)


@pytest.mark.parametrize("component", ["tok2vec", "ner"])
def test_texts_together_and_alone_have_the_vectors_that_spacy_gives(nlp: Language, component: str) -> None:
    theirs = tok2vec(nlp, component)
    ours = open_vectors(theirs)
    docs = [nlp.make_doc(text) for text in TEXTS]

    assert is_alike(docs, ours, theirs)
    assert all(is_alike([doc], ours, theirs) for doc in docs)


def test_words_beyond_what_is_kept_change_nothing(nlp: Language, monkeypatch: Any) -> None:
    monkeypatch.setattr(vectors, "MOST_WORDS", 12)
    theirs = tok2vec(nlp, "tok2vec")
    ours = open_vectors(theirs)
    docs = [nlp.make_doc(text) for text in (*TEXTS, *reversed(TEXTS))]

    assert all(is_alike([doc], ours, theirs) for doc in docs)


def test_a_model_that_is_built_otherwise_is_left_to_spacy(nlp: Language, monkeypatch: Any) -> None:
    theirs = tok2vec(nlp, "tok2vec")
    monkeypatch.setitem(theirs.get_ref("encode").attrs, "pad", 0)

    assert open_vectors(theirs) is None
