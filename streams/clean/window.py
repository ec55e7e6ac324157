"""The window: the fingerprints of the last articles, so indexed that a copy is found without comparing all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.clean.fingerprint import RUNS_BYTES, is_copy, likeness

if TYPE_CHECKING:
    from collections.abc import Iterator

# Locality-sensitive hashing: texts that agree in one band of three values are compared. With 42 bands a copy with
# half of its runs in common is missed once in 250, one at the threshold once in 17.
_BAND_BYTES = 3 * 2
_BANDS = RUNS_BYTES // _BAND_BYTES


class Window:
    """Fingerprints by article id."""

    def __init__(self) -> None:
        self._fingerprints: dict[str, bytes] = {}
        # Nearly every band is one article's alone: all of them share one tuple.
        self._bands: dict[bytes, tuple[str, ...]] = {}

    def put(self, article_id: str, fingerprint: bytes) -> None:
        """Take an article in, in the place of what stood under its id."""
        self.drop(article_id)
        if fingerprint:
            self._fingerprints[article_id] = fingerprint
            alone = (article_id,)
            for band in _bands(fingerprint):
                self._bands[band] = self._bands[band] + alone if band in self._bands else alone

    def drop(self, article_id: str) -> None:
        """Forget an article."""
        for band in _bands(self._fingerprints.pop(article_id, b"")):
            others = tuple(name for name in self._bands.pop(band) if name != article_id)
            if others:
                self._bands[band] = others

    def most_alike(self, fingerprint: bytes, but: str) -> str | None:
        """Return the article most like this one, if one is its copy; of equals, the least id. Never `but`."""
        candidates = {name for band in _bands(fingerprint) for name in self._bands.get(band, ())} - {but}
        copies = [name for name in candidates if is_copy(fingerprint, self._fingerprints[name])]
        return min(
            copies, key=lambda name: (-likeness(fingerprint, self._fingerprints[name]), name), default=None
        )


def _bands(fingerprint: bytes) -> Iterator[bytes]:
    for band in range(_BANDS if fingerprint else 0):
        yield bytes((band,)) + fingerprint[band * _BAND_BYTES : (band + 1) * _BAND_BYTES]
