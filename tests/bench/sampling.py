"""Where the processor's time goes, by stage of reading: the call stack looked at every millisecond of it.

Nothing is put into the product: a stage is known by the modules that do its work. What runs in C counts for the Python
function that called it.
"""

from __future__ import annotations

import signal
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_INTERVAL_SECONDS = 0.001

REST = "everything else"
# By the beginning of "module:function", the first that fits, from the innermost call outwards.
_STAGES = (
    ("streams.clean.language:", "language"),
    ("streams.clean.fingerprint:", "fingerprint"),
    ("streams.clean.", "cleaning"),
    ("streams.entities.nlp:Reader._tokenised", "tokens"),
    ("streams.entities.nlp:Reader._starts", "sentences"),
    ("streams.entities.nlp:Reader.parse", "tagger and parser"),
    ("streams.entities.nlp:_alone", "tagger and parser"),
    ("streams.entities.recogniser:", "names: transitions"),
    ("streams.entities.grammar:_Words", "lemmas and parts of speech"),
    ("streams.entities.grammar:", "tagger and parser"),
    ("streams.entities.", "entities: gazetteer and rules"),
    ("streams.claims.extract:_candidates", "choice of sentences"),
    ("streams.claims.stretches:", "choice of sentences"),
    ("streams.claims.triggers:", "choice of sentences"),
    ("streams.claims.", "claims"),
    ("streams.themes.", "themes"),
    ("streams.events.", "events: keys of claims"),
    ("streams.wire.answers:", REST),
    ("streams.wire.", "serialisation"),
    ("schemas.", "serialisation"),
)
# These work for several stages, and count for the one that called them.
_SHARED = ("streams.claims.wording:", "streams.entities.names:")
_VECTORS = "streams.entities.vectors:"
_VECTORS_OF = {"names: transitions": "names: vectors", "tagger and parser": "tagger and parser: vectors"}


@contextmanager
def sampled() -> Iterator[Counter[str]]:
    """Take samples of what this thread does while the context is open: how many fell in each stage."""
    samples: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        samples[_stage_of(frame)] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, _INTERVAL_SECONDS, _INTERVAL_SECONDS)
    try:
        yield samples
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stage_of(frame: FrameType | None) -> str:
    is_in_vectors = False
    while frame is not None:
        place = f"{frame.f_globals.get('__name__', '')}:{frame.f_code.co_qualname}"
        is_in_vectors = is_in_vectors or place.startswith(_VECTORS)
        if not place.startswith((*_SHARED, _VECTORS)):
            stage = next((stage for start, stage in _STAGES if place.startswith(start)), None)
            if stage:
                return _VECTORS_OF.get(stage, stage) if is_in_vectors else stage
        frame = frame.f_back
    return REST
