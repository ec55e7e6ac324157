from __future__ import annotations

import pytest
import spacy

from streams.claims.dateline import dateline_of
from streams.entities.entity import Entity

NAMES = {"Lima": "GPE", "Tunis": "GPE", "TUNIS": "GPE", "Chad": "GPE", "OPEC": "ORG"}


def without_dateline(text: str, first_sentence: int = 0) -> str:
    """Return what is left of a sentence when its dateline is cut."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(text)
    named = {
        token.i: Entity(f"Q{token.i}", NAMES[token.text], token.text, ((token.idx, token.idx + 1),), qid="Q1")
        for token in doc
        if token.text in NAMES
    }
    sentence = list(doc.sents)[first_sentence]
    found = dateline_of(sentence, named)
    return doc[found[1] : sentence.end].text if found else sentence.text


@pytest.mark.parametrize(
    "dateline",
    [
        "TUNIS, May 7 (Coastwire) - ",
        "TUNIS (Coastwire) \u2014 ",
        "Lima (Coastwire) - ",
        "Lima, Peru, 7 May 2031 (Coastwire) \u2013 ",
        "PORT ELIZABETH, Sept. 9 (Coastwire) -- ",
        "SANTA CRUZ/LIMA, Friday (Coastwire) - ",
        "TUNIS - ",
        "TUNIS: ",
        "Lima \u2014 ",
        "(Coastwire) - ",
        "(Coastwire) ",
    ],
)
def test_a_dateline_is_cut(dateline: str) -> None:
    assert without_dateline(f"{dateline}Peru recalled its envoy.") == "Peru recalled its envoy."


@pytest.mark.parametrize(
    "text",
    [
        "Chad - a land of deserts - recalled its envoy.",
        "Lima - the capital - was calm.",
        "OPEC - Russia talks went on.",
        "Envoys met - Peru sent two - in the hall.",
        "(Corrects the name of the envoy) Peru recalled its envoy.",
        "Peru recalled its envoy (Coastwire) - Chad did not.",
        "NOTE: Peru recalled its envoy.",
    ],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert without_dateline(text) == text


def test_one_stands_only_at_the_head_of_a_paragraph() -> None:
    assert (
        without_dateline("All was calm. TUNIS (Coastwire) - Peru slept.", 1)
        == "TUNIS (Coastwire) - Peru slept."
    )
    assert without_dateline("All was calm.\n\nTUNIS (Coastwire) - Peru slept.", 1).endswith("Peru slept.")


def test_a_long_run_of_capitals_takes_no_time_to_refuse() -> None:
    text = "A " * 30_000 + "(B) - Peru slept."

    assert without_dateline(text) == text
