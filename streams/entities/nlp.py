"""The spaCy model, opened once. The only module that calls `spacy.load`."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import spacy
from spacy.attrs import IS_SPACE  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span
from thinc.api import use_ops

from streams.entities.recogniser import open_recogniser

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from spacy.pipeline import TrainablePipe

PARSING = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
# Above the longest body that is let in, HTML before extraction included. spaCy's own limit guards against the memory
# of its parser, which here sees single sentences.
_MOST_CHARS = 4_000_000
# spaCy's tokenizer takes time with the square of a run without spaces (ten thousand dashes: eight seconds), so that
# longer runs than any word or address are read in pieces.
_LONG_RUN = re.compile(r"\S{150}")


class Reader:
    """Reads text in two steps: names everywhere, grammar only where asked.

    `read` runs the tokenizer, sentence boundaries and the entity recogniser, which has a token-to-vector layer of
    its own; `parse` adds tags, lemmas and the dependency tree to single sentences. No `Doc` may leave `zone()`:
    spaCy's string store would grow with every new word of the news (spaCy #285, #11596).
    """

    def __init__(self, model: str, names: Path | None = None) -> None:
        # BLIS, which thinc takes otherwise, knows few processors and is three times slower on the others.
        with use_ops("numpy", use_blis=False):
            self._nlp = spacy.load(model, exclude=["senter"])
        self._nlp.max_length = _MOST_CHARS
        self.model = f"{model} {self._nlp.meta['version']}"
        if names is not None:
            self._go_on_from(names)
        ner = self._nlp.get_pipe("ner")
        self._recognise: Callable[[Doc], Doc] = open_recogniser(ner) or ner
        self._sentencizer = self._nlp.create_pipe("sentencizer")
        self.zone = self._nlp.memory_zone

    def _go_on_from(self, names: Path) -> None:
        """Put a recogniser that was trained on from the model's own in its place; another model keeps its own."""
        trained = json.loads((names / "meta.json").read_text(encoding="utf-8"))
        if trained["base"] == self.model:
            cast("TrainablePipe", self._nlp.get_pipe("ner")).from_disk(names, exclude=["vocab"])
            self.model += f", names {trained['id']}"

    def read(self, text: str) -> Doc:
        """Return the text with sentence starts and the model's own entities; a paragraph ends a sentence."""
        doc = self._recognise(self._tokenised(text))
        # At once: a token that is told to begin a sentence looks through the whole text for a parse first.
        (starts,) = self._sentencizer.predict([doc])
        self._sentencizer.set_annotations([doc], [_with_paragraphs(starts, doc)])
        return doc

    def _tokenised(self, text: str) -> Doc:
        cuts = [match.end() for match in _LONG_RUN.finditer(text)]
        if not cuts:
            return self._nlp.make_doc(text)
        parts = [self._nlp.make_doc(text[start:end]) for start, end in pairwise([0, *cuts, len(text)])]
        return Doc(
            self._nlp.vocab,
            words=[token.text for part in parts for token in part],
            spaces=[bool(token.whitespace_) for part in parts for token in part],
        )

    def parse(self, sentences: Sequence[Span]) -> list[Doc]:
        """Return each sentence of one text as a `Doc` of its own, tagged, lemmatised and parsed, with its entities.

        Token i of the answer is token `sentence.start + i` of the text; character offsets start at 0.
        """
        # A span asked for its entities walks those of the whole text, and so does the text: ask once.
        ents = sentences[0].doc.ents if sentences else ()
        starts = [ent.start for ent in ents]
        alone = []
        for sentence in sentences:
            first, last = (bisect_left(starts, at) for at in (sentence.start, sentence.end))
            alone.append(_alone(sentence, ents[first:last]))
        with self._nlp.select_pipes(enable=list(PARSING)):
            return list(self._nlp.pipe(alone, batch_size=64))


def _with_paragraphs(starts: list[bool], doc: Doc) -> list[bool]:
    """Return which tokens begin a sentence where a paragraph ends one as well."""
    for at in doc.to_array(IS_SPACE).nonzero()[0].tolist():
        if "\n\n" in doc[at].text and at + 1 < len(doc):
            starts[at + 1] = True
    return starts


def _alone(sentence: Span, ents: Sequence[Span]) -> Doc:
    """Copy a sentence without its sentence boundaries, which the parser sets anew; `ents` begin within it."""
    doc = Doc(
        sentence.doc.vocab,
        words=[token.text for token in sentence],
        spaces=[bool(token.whitespace_) for token in sentence],
    )
    first = sentence.start
    inside = (ent for ent in ents if ent.end <= sentence.end)
    doc.set_ents([Span(doc, ent.start - first, ent.end - first, ent.label) for ent in inside])
    return doc
