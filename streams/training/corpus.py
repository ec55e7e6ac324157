"""What the recogniser of names learns from: marked texts and an openly licensed set, as spaCy documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from streams.training.annotated import LABELS, PLACE, UNKNOWN, Annotated, read_annotated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language

# What the texts do not mark and the bare model knows well enough to go on teaching itself.
_KEPT = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"))
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_WIKIGOLD = {"PER": "PERSON", "ORG": "ORG", "LOC": PLACE, "MISC": UNKNOWN}


def read_texts(folder: Path) -> list[Annotated]:
    """Return all marked texts of a folder. Raises `ValueError` naming file and line."""
    return [
        document
        for path in sorted(folder.glob("*.txt"))
        for document in read_annotated(path.read_text(encoding="utf-8"), path.name)
    ]


def read_wikigold(path: Path) -> list[Annotated]:
    """Return the documents of WikiGold (CC BY 4.0): its places are all PLACE, its other names UNKNOWN."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        Annotated(
            record["text"],
            tuple((at["start"], at["end"], _WIKIGOLD[at["type"]]) for at in record["entities"]),
        )
        for record in records
    ]


def as_docs(documents: Sequence[Annotated], bare: Language) -> Iterator[Doc]:
    """Yield each document as the bare model cuts it into words, with its names and that model's numbers and dates.

    What is named UNKNOWN counts as missing; a PLACE becomes what the bare model holds it for, else a GPE.
    """
    texts = (document.text for document in documents)
    for document, guessed in zip(documents, bare.pipe(texts), strict=True):
        spans = [_finer(_span(*name, guessed), guessed) for name in document.names]
        yield _doc(filter_spans(spans), guessed)


def _doc(spans: Iterable[Span], guessed: Doc) -> Doc:
    doc = Doc(
        guessed.vocab,
        words=[token.text for token in guessed],
        spaces=[bool(token.whitespace_) for token in guessed],
    )
    named = [Span(doc, span.start, span.end, span.label_) for span in spans]
    taken = {at for span in named for at in range(span.start, span.end)}
    kept = [
        Span(doc, ent.start, ent.end, ent.label_)
        for ent in guessed.ents
        if ent.label_ in _KEPT and taken.isdisjoint(range(ent.start, ent.end))
    ]
    doc.set_ents(
        [*kept, *(span for span in named if span.label_ != UNKNOWN)],
        missing=[span for span in named if span.label_ == UNKNOWN],
    )
    return doc


def _span(start: int, end: int, label: str, guessed: Doc) -> Span:
    """Return a name in words, with "the" before it where the bare model too takes that for a part of the name.

    "the European Union", but "the Paris suburb".
    """
    span = guessed.char_span(start, end, label, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no word lies at {start} to {end} of {guessed.text[:60]!r}")
    before = guessed[span.start - 1] if span.start else None
    if before is not None and before.lower_ == "the" and label not in ("PERSON", "NORP"):
        ent = next((ent for ent in guessed.ents if ent.start == before.i), None)
        if ent is not None and ent.end >= span.end:
            return Span(guessed, before.i, span.end, label)
    return span


def _finer(span: Span, guessed: Doc) -> Span:
    fine = next((ent.label_ for ent in guessed.ents if (ent.start, ent.end) == (span.start, span.end)), "")
    if span.label_ == PLACE:
        return Span(guessed, span.start, span.end, fine if fine in _PLACES else "GPE")
    if span.label_ == UNKNOWN and fine in LABELS - _PLACES - {"PERSON", "ORG"}:
        return Span(guessed, span.start, span.end, fine)
    return span
