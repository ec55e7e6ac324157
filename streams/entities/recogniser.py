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

from streams.entities.vectors import open_vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]

# What a state of the walk looks at: the token, the first token of the open name, the one before.
_FEATURES = 3
_PIECES = 2
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
        self._vectors: Callable[[Sequence[Doc]], Floats] = _vectors_of(model.get_ref("tok2vec"))
        self._lower: Floats = (
            _all_first_pieces_first(lower.get_param("W")).reshape(-1, lower.get_dim("nI")).T.copy()
        )
        bias: Floats = lower.get_param("b").T.ravel()
        absent: Floats = _all_first_pieces_first(lower.get_param("pad")[0])
        self._bias, self._outside = bias, bias + absent[_FIRST] + absent[_BEFORE]
        self._upper: Floats = upper.get_param("W")
        self._upper_bias: Floats = upper.get_param("b")
        self._moves, self._steps = moves, moves.steps
        # What may be done outside of names, in the order of classes: of moves that score the same the first is made.
        self._may = np.sort(np.concatenate([[moves.out], moves.begin, moves.unit]))
        self._may_upper, self._may_bias = self._upper[self._may].T.copy(), self._upper_bias[self._may]
        self._opens, self._goes_on = self._may != moves.out, np.isin(self._may, moves.begin)

    def __call__(self, doc: Doc) -> Doc:
        """Set the names of a text, and say of all other tokens that they are none."""
        if len(doc):
            names = [Span(doc, start, end, label=label) for start, end, label in self._names(doc)]
            doc.set_ents(names, default="outside")
        return doc

    def _names(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        parts = (self._vectors([doc]) @ self._lower).reshape(len(doc), _FEATURES, -1)
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
        scores = _best_pieces(parts[:, _TOKEN] + self._outside) @ self._may_upper + self._may_bias
        scores[np.ix_(doc.to_array(IS_SPACE) != 0, self._opens)] = -np.inf
        scores[-1, self._goes_on] = -np.inf
        return cast("NDArray[np.intp]", self._may[scores.argmax(axis=1)])

    def _end_of(self, first: int, label: int, parts: Floats) -> int:
        """Return where a name ends that begins with a token: at most with the text."""
        inside, last = int(self._moves.inside[label]), int(self._moves.last[label])
        weights, bias = self._upper[[inside, last]], self._upper_bias[[inside, last]]
        opened = parts[first, _FIRST] + self._bias
        for place in range(first + 1, len(parts) - 1):
            seen = parts[place, _TOKEN] + opened + parts[place - 1, _BEFORE]
            on, end = (weights @ _best_pieces(seen) + bias).tolist()
            if not (on > end or (on == end and inside < last)):
                return place + 1
        return len(parts)


def open_recogniser(ner: Any) -> Recogniser | None:  # noqa: ANN401 - a component of spaCy, which its types leave open
    """Return a recogniser with the weights of spaCy's own, None where that is built in a way that is not known here."""
    model = ner.model
    is_known = (
        model.name == "parser_model"
        and model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and ner.cfg["beam_width"] == 1
        and model.get_ref("lower").get_param("W").shape[::2] == (_FEATURES, _PIECES)
    )
    if not is_known:
        return None
    moves = ner.moves
    return Recogniser(model, _moves_of([moves.get_class_name(move) for move in range(moves.n_moves)]))


def _all_first_pieces_first(weights: Floats) -> Floats:
    """Turn (features, hidden, pieces, ...) into (features, pieces hidden, ...), so that pieces are compared in rows."""
    turned = weights.swapaxes(1, 2)
    return turned.reshape(turned.shape[0], -1, *turned.shape[3:])


def _best_pieces(seen: Floats) -> Floats:
    half = seen.shape[-1] // _PIECES
    return np.maximum(seen[..., :half], seen[..., half:])


def _vectors_of(tok2vec: Any) -> Callable[[Sequence[Doc]], Floats]:  # noqa: ANN401 - as above
    """Return what gives the vectors of tokens, narrowed as the layers below want them."""
    inner, *rest = tok2vec.layers
    vectors = open_vectors(inner)
    if vectors is None or [layer.name for layer in rest] != ["list2array", "linear"]:
        return cast("Callable[[Sequence[Doc]], Floats]", tok2vec.predict)
    weights, bias = np.ascontiguousarray(rest[1].get_param("W").T), rest[1].get_param("b")
    return lambda docs: vectors(docs) @ weights + bias


def _moves_of(names: Sequence[str]) -> _Moves:
    """Sort classes by what they do: B-ORG begins the name of an organisation, O is none, U- was blocked before."""
    places = {name: move for move, name in enumerate(names)}
    labels = tuple(name[2:] for name in names if name.startswith("B-"))
    rows = [np.array([places[f"{step}-{label}"] for label in labels], dtype=np.intp) for step in "BILU"]
    return _Moves(places["O"], labels, *rows)
