"""What a reading process does: open the knowledge once, then turn articles into messages."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import threading
from multiprocessing import connection
from typing import TYPE_CHECKING

from streams.knowledge import Knowledge, KnowledgeError, load_knowledge, with_rules
from streams.knowledge.changing import usable
from streams.knowledge.files import rule_files
from streams.wire.answers import answer

if TYPE_CHECKING:
    from streams.clean.article import Article
    from streams.knowledge.files import RuleFile
    from streams.knowledge.sent import RulesInForce
    from streams.settings import Settings
    from streams.wire.answers import Answer
    from streams.wire.articles import Rejected

log = logging.getLogger(__name__)

_opened: list[Knowledge | KnowledgeError] = []
_files: list[list[RuleFile]] = []


def open_knowledge(settings: Settings) -> None:
    """Open rules, gazetteer and model in this process; what is wrong with them is kept for `ready` to say."""
    settle_in()
    try:
        _files.extend(rule_files(settings.rules))
        _opened.append(load_knowledge(settings.model, users=settings.rules))
        gc.freeze()  # stays as long as the process: there is nothing to collect in it, however large it is
    except KnowledgeError as error:
        _opened.append(error)


def settle_in() -> None:
    """Make of this process one that reads: quiet, and gone when whoever started it is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which then ends its processes
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports every odd page as an error
    threading.Thread(target=_end_with_the_worker, daemon=True).start()


def ready() -> int:
    """Return this process's id once it can read. Raises `KnowledgeError`."""
    _knowledge()
    return os.getpid()


def take(rules: RulesInForce) -> None:
    """Read by these rules from now on, laid over those of the files, as far as they can be used."""
    try:
        _opened[0] = with_rules(_knowledge(), usable(rules, _files)[0], rules.offset)
    except KnowledgeError:
        log.exception("The rules as of offset %s cannot be used; those before stay.", rules.offset)


def read(article: Article, learned: frozenset[str], known: Answer | None) -> Answer | Rejected:
    """Return what to publish for an article, and what it says; `known` is an earlier answer to the same content."""
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
