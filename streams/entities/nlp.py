"""The spaCy model, opened once. The only module that calls `spacy.load`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PARSING = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")


class Reader:
    """Reads text in two steps: names everywhere, grammar only where asked.

    `read` runs the tokenizer, sentence boundaries and the entity recogniser, which has a token-to-vector layer of
    its own; `parse` adds tags, lemmas and the dependency tree to single sentences. No `Doc` may leave `zone()`:
    spaCy's string store would grow with every new word of the news (spaCy #285, #11596).
    """

    def __init__(self, model: str) -> None:
        self._nlp = spacy.load(model, exclude=["senter"])
        self.model = f"{model} {self._nlp.meta['version']}"
        self._sentencizer = self._nlp.create_pipe("sentencizer")
        self.zone = self._nlp.memory_zone

    def read(self, text: str) -> Doc:
        """Return the text with sentence starts and the model's own entities; a paragraph ends a sentence."""
        return next(self.read_many([text]))

    def read_many(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Read several texts, batched, in order."""
        with self._nlp.select_pipes(enable=["ner"]):
            for doc in self._nlp.pipe(texts, batch_size=16):
                yield _with_paragraphs(self._sentencizer(doc))

    def parse(self, sentences: Sequence[Span]) -> list[Doc]:
        """Return each sentence as a `Doc` of its own, tagged, lemmatised and parsed, with its entities kept.

        Token i of the answer is token `sentence.start + i` of the text; character offsets start at 0.
        """
        with self._nlp.select_pipes(enable=list(PARSING)):
            return list(self._nlp.pipe([_alone(sentence) for sentence in sentences], batch_size=64))


def _with_paragraphs(doc: Doc) -> Doc:
    for token in doc[:-1] if len(doc) else ():
        if token.is_space and "\n\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def _alone(sentence: Span) -> Doc:
    """Copy a sentence without its sentence boundaries, which the parser sets anew."""
    doc = Doc(
        sentence.doc.vocab,
        words=[token.text for token in sentence],
        spaces=[bool(token.whitespace_) for token in sentence],
    )
    first = sentence.start
    doc.set_ents([Span(doc, ent.start - first, ent.end - first, ent.label) for ent in sentence.ents])
    return doc
