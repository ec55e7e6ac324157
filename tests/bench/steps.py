"""The steps that make reading cheaper, or were thought to: each with what was predicted before it was measured."""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import spacy
from spacy.tokens import Doc
from thinc.api import use_ops

from streams.claims.extract import find_claims
from streams.entities.grammar import PARSING, open_grammar
from streams.entities.nlp import LASTING_WORDS
from streams.entities.recogniser import open_recogniser
from streams.entities.resolve import find_entities
from streams.entities.vectors import open_vectors
from streams.pipeline import understand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Span

    from streams.knowledge import Knowledge
    from streams.pipeline import Enriched

    Sentence = tuple[list[str], list[bool]]

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what is done in place of what, and how it costs in processor time where the other way costs 1.

    `predicted` was written down before the step was measured for the first time; None where it was tried before that.
    """

    what: str
    predicted: float | None
    verdict: str
    before: Callable[[], object]
    after: Callable[[], object]

    def measured(self, rounds: int) -> list[float]:
        """Return the ratio of each round; which side goes first alternates."""
        ratios = []
        for number in range(rounds):
            sides = [self.before, self.after]
            seconds = {side: _seconds(side) for side in (sides if number % 2 else reversed(sides))}
            ratios.append(seconds[self.after] / seconds[self.before])
        return ratios

    def row(self, rounds: int) -> str:
        """Return a row of the table."""
        ratios = self.measured(rounds)
        found = f"**{statistics.median(ratios):.2f}** ({min(ratios):.2f} to {max(ratios):.2f})"
        predicted = "" if self.predicted is None else f"{self.predicted:.2f}"
        return f"| {self.what} | {predicted} | {found} | {self.verdict} |"


HEAD = "| step | predicted | measured | |\n|---|---|---|---|\n"


def steps(model: str, knowledge: Knowledge, read: Sequence[Enriched]) -> list[Step]:
    """Return the steps, on clean texts; `knowledge` is what the pipeline reads with."""
    texts = [each.text for each in read]
    with use_ops("numpy", use_blis=True):
        with_blis = spacy.load(model)
    with use_ops("numpy", use_blis=False):
        nlp = spacy.load(model)
    ner: Any = nlp.get_pipe("ner")
    tok2vec = ner.model.get_ref("tok2vec").layers[0]
    ours, vectors, grammar = open_recogniser(ner), open_vectors(tok2vec), open_grammar(nlp)
    if ours is None or vectors is None:
        raise SystemExit("The model is built otherwise than those that our own steps are for.")
    docs = [nlp.make_doc(text) for text in texts]
    everything, chosen = _sentences(knowledge, read)
    articles = [each for each in chosen if each]

    def names(recognise: Callable[[Doc], Doc]) -> None:
        for doc in docs:
            recognise(Doc(nlp.vocab, words=[token.text for token in doc]))

    def by(batch: int) -> Callable[[], None]:
        return lambda: [grammar(_docs(_joined(part), nlp)) for part in _batches(articles, batch)] and None

    def vectors_by(batch: int) -> Callable[[], None]:
        return lambda: [vectors(part) for part in _batches(docs, batch)] and None

    return [
        Step(
            "products of matrices by OpenBLAS, in place of BLIS (spaCy's names)",
            0.45,
            "kept",
            lambda: _pipe(with_blis, texts, ["ner"]),
            lambda: _pipe(nlp, texts, ["ner"]),
        ),
        Step(
            "names alone, in place of the whole model",
            0.45,
            "kept",
            lambda: _pipe(nlp, texts, [*PARSING, "ner"]),
            lambda: _pipe(nlp, texts, ["ner"]),
        ),
        Step(
            "grammar of the sentences in which a rule may speak, in place of all",
            0.35,
            "kept",
            lambda: [grammar(_docs(part, nlp)) for part in everything],
            lambda: [grammar(_docs(part, nlp)) for part in chosen],
        ),
        Step(
            "names with all words outside of them decided in one product, vectors as below, in place of spaCy's walk",
            0.30,
            "kept",
            lambda: names(ner),
            lambda: names(ours),
        ),
        Step(
            "a word's own vector kept, layers counted out in place of spaCy's (vectors of names)",
            0.60,
            "kept",
            lambda: [tok2vec.predict([doc]) for doc in docs],
            lambda: [vectors([doc]) for doc in docs],
        ),
        Step(
            "lemma and part of speech kept by word, tag and dependency, vectors as above, in place of spaCy's pipes",
            0.45,
            "kept",
            lambda: [_pipe_docs(nlp, _docs(part, nlp)) for part in articles],
            lambda: [grammar(_docs(part, nlp)) for part in articles],
        ),
        Step(
            f"the first {LASTING_WORDS:,} words kept for good, in place of none (tokens alone)",
            0.35,
            "kept",
            _tokens_in_zones(model, texts, is_warm=False),
            _tokens_in_zones(model, texts, is_warm=True),
        ),
        Step(
            "grammar of 4 articles in one go, in place of one at a time",
            0.90,
            "not kept: an article would wait for three others, and a bad one take them with it",
            by(1),
            by(4),
        ),
        Step("grammar of 16 articles in one go", 0.85, "not kept: as above", by(1), by(16)),
        Step(
            "vectors of 4 articles in one go",
            1.00,
            "not kept: one is a large enough product",
            vectors_by(1),
            vectors_by(4),
        ),
        Step("vectors of 16 articles in one go", 1.05, "not kept: as above", vectors_by(1), vectors_by(16)),
        Step(
            "a compiled pass at its best: of the vectors, nothing but the products of matrices",
            None,
            "not kept: what there is to gain is small beside one more dependency (the same layers by onnxruntime 1.32, "
            "tried apart: 0.95)",
            lambda: [vectors([doc]) for doc in docs],
            lambda: [_products(len(doc)) for doc in docs],
        ),
        Step(
            "rules, gazetteer and model out of the garbage collector's sight (whole articles)",
            0.95,
            "not kept: no difference to be seen",
            lambda: (gc.unfreeze(), [understand(each, knowledge) for each in read]),
            lambda: (gc.freeze(), [understand(each, knowledge) for each in read], gc.unfreeze()),
        ),
    ]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _pipe(nlp: Language, texts: Iterable[str], components: list[str]) -> None:
    with nlp.select_pipes(enable=components):
        for _ in nlp.pipe(texts, batch_size=16):
            pass


def _pipe_docs(nlp: Language, docs: Iterable[Doc]) -> None:
    with nlp.select_pipes(enable=list(PARSING)):
        for _ in nlp.pipe(docs, batch_size=64):
            pass


def _sentences(
    knowledge: Knowledge, read: Sequence[Enriched]
) -> tuple[list[list[Sentence]], list[list[Sentence]]]:
    """Return the sentences of each text, all of them and those that the claims ask the grammar of."""
    everything, chosen = [], []
    for each in read:
        asked: list[Sentence] = []

        def parse(spans: Sequence[Span], asked: list[Sentence] = asked) -> list[Doc]:
            asked.extend(_words(span) for span in spans)
            return knowledge.reader.parse(spans)

        with knowledge.reader.zone():
            doc = knowledge.reader.read(each.text)
            entities = find_entities(doc, knowledge.gazetteer, each.article.published_at.date())
            everything.append([_words(span) for span in doc.sents])
            find_claims(each.article, doc, entities, knowledge.claim_rules, knowledge.gazetteer, parse)
        chosen.append(asked)
    return everything, chosen


def _words(span: Span) -> Sentence:
    return [token.text for token in span], [bool(token.whitespace_) for token in span]


def _docs(sentences: Iterable[Sentence], nlp: Language) -> list[Doc]:
    return [Doc(nlp.vocab, words=words, spaces=spaces) for words, spaces in sentences]


def _joined(parts: Iterable[list[Sentence]]) -> list[Sentence]:
    return [sentence for part in parts for sentence in part]


def _batches(items: Sequence[ItemT], size: int) -> Iterable[Sequence[ItemT]]:
    cuts = [*range(0, len(items), size), len(items)]
    return (items[start:end] for start, end in pairwise(cuts))


def _tokens_in_zones(model: str, texts: Sequence[str], *, is_warm: bool) -> Callable[[], None]:
    """Return what reads half of the texts, each in a zone; where warm, by one that read the others outside of any."""
    nlp = spacy.load(model, enable=[])
    half = len(texts) // 2
    if is_warm:
        for text in texts[:half]:
            nlp.make_doc(text)

    def work() -> None:
        for text in texts[half:]:
            with nlp.memory_zone():
                nlp.make_doc(text)

    return work


_WEIGHTS = np.ones((288, 288), dtype=np.float32)


def _products(count: int) -> None:
    rows = np.ones((count, 288), dtype=np.float32)
    for _ in range(4):
        rows @ _WEIGHTS
