"""The recogniser of names: spaCy's weights and spaCy's answers, counted out for a whole text at once.

spaCy walks through a text token by token. Its decision at a token outside of names depends on that token alone, so
that all of these are one product of matrices here; only inside names, one word in ten, the walk goes on. Scores may
differ from spaCy's in the last bit, as they do from processor to processor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.attrs import IS_SPACE  # type: ignore[import-not-found]
from spacy.tokens import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]

# What a state of the walk looks at: the token, the first token of the open name, the one before.
_FEATURES = 3
_TOKEN, _FIRST, _BEFORE = range(_FEATURES)


@dataclass(frozen=True, slots=True)
class _Moves:
    """Classes by what they do: `out` is one, the others are one for each label, in the order of `labels`."""

    out: int
    labels: tuple[str, ...]
    begin: NDArray[np.intp]
    inside: NDArray[np.intp]
    last: NDArray[np.intp]
    unit: NDArray[np.intp]

    @property
    def steps(self) -> dict[int, tuple[int, bool]]:
        """What the moves do that open a name: place of the label, and whether more tokens belong to it."""
        begins = {move: (label, True) for label, move in enumerate(self.begin.tolist())}
        return begins | {move: (label, False) for label, move in enumerate(self.unit.tolist())}


class Recogniser:
    """Finds names in texts of which no name is known yet. Made by `open_recogniser`."""

    def __init__(self, model: Any, moves: _Moves) -> None:  # noqa: ANN401 - a model of thinc, whose layers have no types
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._vectors: Callable[[Sequence[Doc]], Floats] = model.get_ref("tok2vec").predict
        features, hidden, pieces, width = lower.get_param("W").shape
        self._shape = features, hidden, pieces
        self._lower: Floats = np.ascontiguousarray(lower.get_param("W").reshape(-1, width).T)
        self._absent: Floats = lower.get_param("pad").reshape(features, hidden, pieces)
        self._bias: Floats = lower.get_param("b").reshape(hidden, pieces)
        self._upper: Floats = np.ascontiguousarray(upper.get_param("W").T)
        self._upper_bias: Floats = upper.get_param("b")
        self._moves, self._steps = moves, moves.steps

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of a text, and say of all other tokens that they are none."""
        if len(doc):
            names = [Span(doc, start, end, label=label) for start, end, label in self._names(doc)]
            doc.set_ents(names, default="outside")
        return doc

    def _names(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        parts = (self._vectors([doc]) @ self._lower).reshape(len(doc), *self._shape)
        chosen = self._chosen_outside(parts, doc)
        at = 0
        for place in (chosen != self._moves.out).nonzero()[0].tolist():
            if place < at:
                continue
            label, goes_on = self._steps[int(chosen[place])]
            at = self._end_of(place, label, parts) if goes_on else place + 1
            yield place, at, self._moves.labels[label]

    def _chosen_outside(self, parts: Floats, doc: Doc) -> NDArray[np.intp]:
        """Return for each token the best move of those that may be made where no name is open."""
        scores = self._scores(parts[:, _TOKEN] + self._absent[_FIRST] + self._absent[_BEFORE])
        allowed = np.full(scores.shape, -np.inf, dtype=scores.dtype)
        free = doc.to_array(IS_SPACE) == 0
        allowed[:, self._moves.out] = 0
        allowed[np.ix_(free, self._moves.unit)] = 0
        free[-1] = False
        allowed[np.ix_(free, self._moves.begin)] = 0
        return cast("NDArray[np.intp]", (scores + allowed).argmax(axis=1))

    def _end_of(self, first: int, label: int, parts: Floats) -> int:
        """Return where a name ends that begins with a token: at most with the text."""
        inside, last = int(self._moves.inside[label]), int(self._moves.last[label])
        for place in range(first + 1, len(parts) - 1):
            seen = parts[place, _TOKEN] + parts[first, _FIRST] + parts[place - 1, _BEFORE]
            scores = self._scores(seen)
            goes_on = scores[inside] > scores[last] or (scores[inside] == scores[last] and inside < last)
            if not goes_on:
                return place + 1
        return len(parts)

    def _scores(self, seen: Floats) -> Floats:
        return cast("Floats", (seen + self._bias).max(axis=-1) @ self._upper + self._upper_bias)


def open_recogniser(ner: Any) -> Recogniser | None:  # noqa: ANN401 - a component of spaCy, which its types leave open
    """Return a recogniser with the weights of spaCy's own, None where that is built in a way that is not known here."""
    model = ner.model
    is_known = (
        model.name == "parser_model"
        and model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and ner.cfg["beam_width"] == 1
        and model.get_ref("lower").get_param("W").shape[0] == _FEATURES
    )
    if not is_known:
        return None
    moves = ner.moves
    return Recogniser(model, _moves_of([moves.get_class_name(move) for move in range(moves.n_moves)]))


def _moves_of(names: Sequence[str]) -> _Moves:
    """Sort classes by what they do: B-ORG begins the name of an organisation, O is none, U- was blocked before."""
    places = {name: move for move, name in enumerate(names)}
    labels = tuple(name[2:] for name in names if name.startswith("B-"))
    rows = [np.array([places[f"{step}-{label}"] for label in labels], dtype=np.intp) for step in "BILU"]
    return _Moves(places["O"], labels, *rows)
