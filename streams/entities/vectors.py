"""The vectors of words in their context: spaCy's weights and spaCy's answers, counted out with less work.

Half of what spaCy does for a word depends on that word alone, and news uses the same words again: that half is kept.
The rest, what stands beside a word, is a product of matrices for each layer. The answers may differ from spaCy's in the
last bits, as they do from processor to processor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]
    Features = NDArray[np.uint64]

# Words kept, 400 bytes each: as many as a few hundred articles have different ones. Then all are forgotten at once.
MOST_WORDS = 20_000
# What thinc adds to a variance.
_EPSILON = 1e-8


class _Layer(NamedTuple):
    """One layer of the encoder: a word beside its neighbours, the best of `pieces` for each place, brought to scale.

    `weights` is (3 width, pieces width), with all first pieces before all second ones.
    """

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats
    pieces: int


class Vectors:
    """Gives the vectors of texts. Made by `open_vectors`."""

    def __init__(self, model: Any, layers: Sequence[_Layer]) -> None:  # noqa: ANN401 - a model of thinc, without types
        extract, *self._embed = model.get_ref("embed").layers
        self._columns = extract.attrs["columns"]
        self._layers = layers
        self._places: dict[bytes, int] = {}
        self._words: Floats = np.empty((MOST_WORDS, model.get_dim("nO")), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> Floats:
        """Return a vector for each token of all texts, one text after the other."""
        features = [doc.to_array(self._columns) for doc in docs]
        lengths = [len(each) for each in features]
        depth = len(self._layers)
        # Nothing stands beside the ends of a text: as many empty rows as layers look beyond them.
        inside = np.zeros(sum(lengths) + depth * (len(docs) + 1), dtype=bool)
        at = depth
        for length in lengths:
            inside[at : at + length] = True
            at += length + depth
        rows = np.zeros((len(inside), self._words.shape[1]), dtype=np.float32)
        rows[inside] = self._of_words(np.concatenate(features))
        for layer in self._layers:
            rows += _beside(rows, layer)
        return rows[inside]

    def _of_words(self, features: Features) -> Floats:
        """Return the vector that each word has for itself."""
        keys = features.view(f"V{features.itemsize * features.shape[1]}").ravel().tolist()
        new = {key: at for at, key in enumerate(keys) if key not in self._places}
        if new:
            self._learn(new, keys, features)
        return self._words[[self._places[key] for key in keys]]

    def _learn(self, new: dict[bytes, int], keys: list[bytes], features: Features) -> None:
        if len(self._places) + len(new) > len(self._words):
            self._places.clear()
            new = {key: at for at, key in enumerate(keys)}
            if len(new) > len(self._words):
                self._words = np.empty((len(new), self._words.shape[1]), dtype=np.float32)
        known = len(self._places)
        found: Any = [features[list(new.values())]]
        for layer in self._embed:
            found = layer.predict(found)
        self._words[known : known + len(new)] = found[0]
        self._places.update(zip(new, range(known, known + len(new)), strict=True))


def open_vectors(model: Any) -> Vectors | None:  # noqa: ANN401 - as above
    """Return the vectors of a tok2vec model, None where it is built in a way that is not known here."""
    if not (model.has_ref("embed") and model.has_ref("encode")):
        return None
    embed, encode = model.get_ref("embed"), model.get_ref("encode")
    # MultiHashEmbed without static vectors, MaxoutWindowEncoder with a window of one to each side.
    is_known = [layer.name.partition("(")[0] for layer in embed.layers] == [
        "extract_features",
        "list2ragged",
        "with_array",
        "with_array",
        "ragged2list",
    ] and encode.name.startswith("with_array(residual(expand_window>>maxout>>layernorm>>dropout")
    if not is_known:
        return None
    layers = [_layer_of(residual.layers[0]) for residual in encode.layers[0].layers]
    return Vectors(model, layers) if encode.attrs["pad"] == len(layers) else None


def _layer_of(cnn: Any) -> _Layer:  # noqa: ANN401 - as above
    maxout = next(layer for layer in cnn.walk() if layer.name == "maxout")
    norm = next(layer for layer in cnn.walk() if layer.name == "layernorm")
    width, pieces, beside = maxout.get_param("W").shape
    weights = maxout.get_param("W").transpose(2, 1, 0).reshape(beside, pieces * width)
    bias = maxout.get_param("b").T.reshape(pieces * width)
    return _Layer(
        np.ascontiguousarray(weights),
        np.ascontiguousarray(bias),
        norm.get_param("G"),
        norm.get_param("b"),
        pieces,
    )


def _beside(rows: Floats, layer: _Layer) -> Floats:
    """Return what a layer adds to each row, from the one before, itself, and the one after."""
    count, width = rows.shape
    window = np.empty((count, 3 * width), dtype=np.float32)
    window[0, :width] = window[-1, 2 * width :] = 0
    window[1:, :width] = rows[:-1]
    window[:, width : 2 * width] = rows
    window[:-1, 2 * width :] = rows[1:]
    pieces = window @ layer.weights
    pieces += layer.bias
    best = pieces[:, :width]
    for start in range(width, layer.pieces * width, width):
        np.maximum(best, pieces[:, start : start + width], out=best)
    best = best - (best @ np.full(width, 1 / width, dtype=np.float32))[:, None]
    variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(_EPSILON)
    best /= np.sqrt(variance)[:, None]
    best *= layer.gain
    best += layer.shift
    return best
