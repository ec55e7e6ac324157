"""A worker whose reading processes die of articles that contain a word, as they would of a fault in a C library.

python -m tests.chaos.poisoned_worker worker
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from streams.runtime import reading

if TYPE_CHECKING:
    from streams.clean.article import Article
    from streams.wire.answers import Answer
    from streams.wire.articles import Rejected

WORD = "nitroglycerine-7"


def read(article: Article, learned: frozenset[str], known: Answer | None) -> Answer | Rejected:
    """Read an article; die of one that contains the word."""
    if WORD in article.body:
        os.kill(os.getpid(), signal.SIGSEGV)
    return reading.read(article, learned, known)


if __name__ == "__main__":
    from streams import app, cli
    from tests.chaos import poisoned_worker

    app.READING = app.READING._replace(read=poisoned_worker.read)
    cli.main()
