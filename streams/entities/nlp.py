"""The spaCy model, opened once. The only module that calls `spacy.load`."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from contextlib import AbstractContextManager, nullcontext
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import spacy
from spacy.attrs import IS_PUNCT, IS_SPACE, ORTH  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span
from thinc.api import use_ops

from streams.entities.grammar import open_grammar
from streams.entities.recogniser import open_recogniser

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from spacy.pipeline import TrainablePipe

# Words kept for good, 600 bytes each: the first ones that come, and so those that come most often. An article brings
# 240 that are not known without them, and 30 with them.
LASTING_WORDS = 30_000
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
        self._sentencizer = cast("Any", self._nlp.create_pipe("sentencizer"))
        ends = sorted(self._nlp.vocab.strings.add(mark) for mark in self._sentencizer.punct_chars)
        self._ends = np.array(ends, dtype=np.uint64)
        self._set_grammar = open_grammar(self._nlp)

    def zone(self) -> AbstractContextManager[object]:
        """Return the context in which texts are read. No `Doc` may leave it."""
        return self._nlp.memory_zone() if len(self._nlp.vocab) > LASTING_WORDS else nullcontext()

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
        self._sentencizer.set_annotations([doc], [self._starts(doc)])
        return doc

    def _starts(self, doc: Doc) -> list[bool]:
        """Return which tokens begin a sentence, as spaCy's sentencizer has it; a paragraph ends one as well.

        The first word begins one that comes after a mark that ends sentences, and after all marks beside it.
        """
        starts = np.zeros(len(doc), dtype=bool)
        starts[:1] = True
        words, are_marks, are_spaces = doc.to_array([ORTH, IS_PUNCT, IS_SPACE]).reshape(-1, 3).T
        ends = np.isin(words, self._ends)
        proper = np.nonzero((are_marks == 0) & ~ends)[0]
        starts[proper[np.diff(np.cumsum(ends)[proper], prepend=0) > 0]] = True
        for at in np.nonzero(are_spaces)[0].tolist():
            if "\n\n" in doc[at].text and at + 1 < len(doc):
                starts[at + 1] = True
        return cast("list[bool]", starts.tolist())

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
        self._set_grammar(alone)
        return alone


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
