"""What a reading process does: open the knowledge once, then turn articles into messages."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from multiprocessing import connection
from typing import TYPE_CHECKING

from streams.knowledge import Knowledge, KnowledgeError, load_knowledge
from streams.wire.answers import answer

if TYPE_CHECKING:
    from streams.clean.article import Article
    from streams.pipeline import Enriched
    from streams.settings import Settings
    from streams.wire.answers import Answer
    from streams.wire.articles import Rejected

_opened: list[Knowledge | KnowledgeError] = []


def open_knowledge(settings: Settings) -> None:
    """Open rules, gazetteer and model in this process; what is wrong with them is kept for `ready` to say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which then ends its processes
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports every odd page as an error
    threading.Thread(target=_end_with_the_worker, daemon=True).start()
    try:
        _opened.append(load_knowledge(settings.model, users=settings.rules))
    except KnowledgeError as error:
        _opened.append(error)


def ready() -> int:
    """Return this process's id once it can read. Raises `KnowledgeError`."""
    _knowledge()
    return os.getpid()


def read(article: Article, learned: frozenset[str], known: Enriched | None) -> Answer | Rejected:
    """Return what to publish for an article, and what it says."""
    return answer(article, _knowledge(), learned, known)


def _end_with_the_worker() -> None:
    """End this process when the worker is gone: one that was killed had no time to do it."""
    worker = multiprocessing.parent_process()
    if worker is not None:
        connection.wait([worker.sentinel])
        os._exit(0)


def _knowledge() -> Knowledge:
    found = _opened[0]
    if isinstance(found, KnowledgeError):
        raise found
    return found
