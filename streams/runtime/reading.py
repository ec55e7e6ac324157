"""What a reading process does: open the knowledge once, then turn articles into messages."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from streams.knowledge import Knowledge, KnowledgeError, load_knowledge
from streams.wire.answers import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.clean.article import Article
    from streams.settings import Settings
    from streams.wire.articles import Rejected
    from streams.wire.message import Outgoing

_opened: list[Knowledge | KnowledgeError] = []


def open_knowledge(settings: Settings) -> None:
    """Open rules, gazetteer and model in this process; what is wrong with them is kept for `ready` to say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which then ends its processes
    try:
        _opened.append(load_knowledge(settings.model))
    except KnowledgeError as error:
        _opened.append(error)


def ready() -> int:
    """Return this process's id once it can read. Raises `KnowledgeError`."""
    _knowledge()
    return os.getpid()


def read(article: Article) -> Sequence[Outgoing] | Rejected:
    """Return what to publish for an article."""
    return answer(article, _knowledge())


def _knowledge() -> Knowledge:
    found = _opened[0]
    if isinstance(found, KnowledgeError):
        raise found
    return found
