"""Refusals: what a broker says no to, as a sentence that says what to do; and the end of a worker refused for good.

aiokafka keeps a fatal error of the consumer group until somebody polls for it; Faust never does, and the worker
lives on, reading nothing. `watch` is that somebody.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from typing import TYPE_CHECKING

from aiokafka import errors

from streams.runtime.access import look_again

if TYPE_CHECKING:
    from aiokafka import AIOKafkaConsumer
    from faust.types import AppT

    from streams.settings import Settings

EXIT_REFUSED = 78
"""Exit code of a worker whose configuration the broker refuses (EX_CONFIG)."""

PAUSE_SECONDS = 0.5

log = logging.getLogger(__name__)


class BrokerError(Exception):
    """The broker is away or refuses; the text says what to do."""


def explain(error: BaseException, settings: Settings) -> str:
    """Return a sentence about a broker's error that says what to do."""
    said = {
        errors.InvalidSessionTimeoutError: (
            f"The broker refuses a session timeout of {settings.session_seconds:g} s: set TOCSIN_SESSION_SECONDS "
            "between its group.min.session.timeout.ms and group.max.session.timeout.ms (6 s to 30 min by default)."
        ),
        errors.GroupAuthorizationFailedError: (
            f"The broker does not let this user join the consumer group {settings.app_id!r}: grant Read on it, or "
            "set TOCSIN_APP_ID to a group that it may join."
        ),
        errors.TopicAuthorizationFailedError: (
            "The broker does not let this user at a topic: grant Read, Write, Describe and Create on Tocsin's topics "
            f"(prefix {settings.topic_prefix!r})."
        ),
        errors.ClusterAuthorizationFailedError: (
            "The broker does not let this user make topics: have them made (`tocsin topics show` lists them), or grant "
            "Create on the cluster."
        ),
        errors.UnsupportedVersionError: (
            "The broker speaks a Kafka protocol that is too old or too new for this client: Apache Kafka 2.1 to 4.x "
            "are known to work."
        ),
        errors.InvalidReplicationFactorError: (
            f"The cluster has too few brokers for TOCSIN_REPLICATION={settings.replication}: lower it."
        ),
    }
    for kind, sentence in said.items():
        if isinstance(error, kind):
            return sentence
    if isinstance(error, (errors.KafkaConnectionError, errors.NodeNotReadyError, OSError)):
        nobody = f"No Kafka broker answers at {settings.bootstrap}: start one, or set TOCSIN_BOOTSTRAP to where it is."
        return look_again(settings) or nobody
    return f"The broker refuses: {type(error).__name__}: {error}"


async def watch(app: AppT, settings: Settings) -> None:
    """End the process with a sentence when the broker refuses the consumer group for good. Never returns."""
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        refusal = _refusal(app)
        if refusal is not None:
            sys.stderr.write(f"{explain(refusal, settings)}\n")
            logging.shutdown()
            os._exit(EXIT_REFUSED)


def _refusal(app: AppT) -> BaseException | None:
    """Return the error that the group's coordinator waits to tell, if any.

    Private attributes of pinned versions: neither library offers another way to ask without polling for messages.
    """
    thread = getattr(app.consumer, "_thread", None)
    consumer: AIOKafkaConsumer | None = getattr(thread, "_consumer", None)
    coordinator = getattr(consumer, "_coordinator", None)
    task = getattr(coordinator, "_coordination_task", None)
    if task is not None and task.done() and not task.cancelled():
        return task.exception()  # type: ignore[no-any-return]
    pending: BaseException | None = getattr(coordinator, "_pending_exception", None)
    return pending if isinstance(pending, errors.KafkaError) and not pending.retriable else None
