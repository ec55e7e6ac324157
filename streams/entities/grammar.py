"""The grammar of sentences: spaCy's tags, lemmas and trees, with what depends on a word and its place looked up once.

Part of speech, morphology and lemma follow from the word, its tag and its dependency, but for a few pairs of words
("there is", "gonna"). spaCy looks for them with 180 patterns at each token; here each such word is shown to it once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG  # type: ignore[import-not-found]
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from streams.entities.vectors import open_vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from spacy.language import Language

    from streams.entities.vectors import Vectors

PARSING = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
# Words kept with tag and dependency, 300 bytes each. Then all are forgotten at once.
MOST_WORDS = 20_000

_ASKED = [ORTH, TAG, DEP]
_ANSWERED = [LEMMA, POS, MORPH, TAG, DEP]


class Grammar:
    """Tags, parses and lemmatises sentences. Made by `open_grammar`."""

    def __init__(self, nlp: Language, vectors: Vectors) -> None:
        self._vectors = vectors
        self._tagger: Any = nlp.get_pipe("tagger")
        self._parser: Any = nlp.get_pipe("parser")
        self._words = _Words(nlp)

    def __call__(self, sentences: Sequence[Doc]) -> None:
        """Set tags, dependencies, parts of speech, morphology and lemmas of texts of one sentence each."""
        if not any(map(len, sentences)):
            return
        vectors, at = self._vectors(sentences), 0
        for sentence in sentences:
            sentence.tensor = cast("Any", vectors[at : at + len(sentence)])
            at += len(sentence)
        for component in (self._tagger, self._parser):
            component.set_annotations(sentences, component.predict(sentences))
        self._words(sentences)


class _Words:
    """Part of speech, morphology and lemma of words."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._ruler: Any = cast("Any", nlp.get_pipe("attribute_ruler"))
        self._lemmatizer: Any = cast("Any", nlp.get_pipe("lemmatizer"))
        # spaCy looks for each word in lists of thousands.
        index = self._lemmatizer.lookups.get_table("lemma_index")
        for part in index:
            index[part] = frozenset(index[part])
        patterns = self._ruler.patterns
        self._single: Any = AttributeRuler(nlp.vocab)
        self._single.add_patterns([each for each in patterns if _is_single(each)])
        self._openers = Matcher(nlp.vocab)
        rows = [row[:1] for each in patterns if not _is_single(each) for row in each["patterns"]]
        if rows:
            self._openers.add("opener", rows)
        self._places: dict[bytes, int] = {}
        self._lemmas: list[str] = []
        self._opens: list[bool] = []
        self._answers: Any = np.empty((0, len(_ANSWERED)), dtype=np.uint64)

    def __call__(self, sentences: Sequence[Doc]) -> None:
        asked = np.concatenate([sentence.to_array(_ASKED) for sentence in sentences])
        keys = asked.view(f"V{asked.itemsize * len(_ASKED)}").ravel().tolist()
        new = {key: at for at, key in enumerate(keys) if key not in self._places}
        if new:
            self._learn(new, keys, asked)
        places = [self._places[key] for key in keys]
        # A zone forgets the words that came up in it, lemmas among them.
        for place in set(places):
            self._vocab.strings.add(self._lemmas[place])
        answers, at = self._answers[places], 0
        for sentence in sentences:
            end = at + len(sentence)
            if any(self._opens[place] for place in places[at:end]):
                self._lemmatizer(self._ruler(sentence))
            elif end > at:
                sentence.from_array(_ANSWERED, answers[at:end])
            at = end

    def _learn(self, new: dict[bytes, int], keys: list[bytes], asked: NDArray[np.uint64]) -> None:
        """Ask spaCy for words beside each other that have nothing to do with each other."""
        if len(self._places) + len(new) > MOST_WORDS:
            self._places.clear()
            self._lemmas.clear()
            self._opens.clear()
            self._answers = self._answers[:0]
            self._lemmatizer.cache.clear()
            new = {key: at for at, key in enumerate(keys)}
        rows = asked[list(new.values())]
        doc = Doc(self._vocab, words=[self._vocab.strings[orth] for orth in rows[:, 0].tolist()])
        doc.from_array([TAG, DEP], cast("Any", rows[:, 1:]))
        openers = (
            {start for _, start, _ in self._openers(doc, allow_missing=True)} if len(self._openers) else set()
        )
        self._lemmatizer(self._single(doc))
        known = len(self._places)
        self._places.update(zip(new, range(known, known + len(new)), strict=True))
        self._lemmas.extend(token.lemma_ for token in doc)
        self._opens.extend(at in openers for at in range(len(doc)))
        self._answers = np.concatenate([self._answers, doc.to_array(_ANSWERED)])


def open_grammar(nlp: Language) -> Callable[[Sequence[Doc]], None]:
    """Return what sets the grammar of sentences; a model that is built in a way not known here is left to spaCy."""
    is_known = [name for name in nlp.pipe_names if name != "ner"] == list(PARSING)
    vectors = open_vectors(cast("Any", nlp.get_pipe("tok2vec")).model) if is_known else None
    if vectors is not None:
        return Grammar(nlp, vectors)

    def parse(sentences: Sequence[Doc]) -> None:
        with nlp.select_pipes(enable=[name for name in PARSING if name in nlp.pipe_names]):
            for _ in nlp.pipe(sentences, batch_size=64):
                pass

    return parse


def _is_single(rule: Any) -> bool:  # noqa: ANN401 - a rule of spaCy's attribute ruler
    return all(len(row) == 1 for row in rule["patterns"])
