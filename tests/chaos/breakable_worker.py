"""A worker that can be broken in two ways that are not to be had from outside.

Its reading processes die of articles that contain a word, as they would of a fault in a C library; and its wall clock
is so many seconds off as a file says, now and whenever the file changes.

python -m tests.chaos.breakable_worker worker
"""

from __future__ import annotations

import os
import signal
import time
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Self

from streams.runtime import clock, noise, reading

if TYPE_CHECKING:
    from streams.clean.article import Article
    from streams.wire.answers import Answer
    from streams.wire.articles import Rejected

WORD = "nitroglycerine-7"
CLOCK = "CHAOS_CLOCK"
"""Environment variable: the file that says how many seconds the clock is off."""


def read(article: Article, learned: frozenset[str], known: Answer | None) -> Answer | Rejected:
    """Read an article; die of one that contains the word."""
    if WORD in article.body:
        os.kill(os.getpid(), signal.SIGSEGV)
    return reading.read(article, learned, known)


def shift_clock(file: Path) -> None:
    """Put the wall clock off: that of the Kafka client, by which messages are dated, and Tocsin's own."""
    true_time = time.time

    def shifted_time() -> float:
        return true_time() + (float(file.read_text() or 0) if file.exists() else 0.0)

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(shifted_time(), tz)

    time.time = shifted_time
    clock.datetime = noise.datetime = Shifted  # type: ignore[misc]


if __name__ == "__main__":
    from streams import app, cli
    from tests.chaos import breakable_worker

    shift_clock(Path(os.environ[CLOCK]))
    app.READING = app.READING._replace(read=breakable_worker.read)
    cli.main()
