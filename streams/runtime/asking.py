"""Asking for a change of the rules: send it, and wait for what the workers say."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from schemas import topics
from streams.runtime.client import read_topic, sender
from streams.wire.rejections import read_rejection
from streams.wire.rules import read_applied_rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streams.settings import Settings
    from streams.wire.message import Outgoing

ACCEPTED = ""


async def ask(changes: Sequence[Outgoing], settings: Settings, seconds: float) -> Mapping[int, str | None]:
    """Send changes of rules; return what came of each, by its offset, in their order.

    "" where it is in force, a sentence where it was refused, None where no worker said anything in that time.
    Raises `BrokerError`.
    """
    async with sender(settings) as opened:
        for change in changes:
            await opened.send(change)
        offsets = await opened.flush()
    answers: dict[int, str | None] = dict.fromkeys(offsets)
    listeners = [asyncio.create_task(listen(answers, settings)) for listen in (_hear_accepted, _hear_refused)]
    try:
        await asyncio.wait_for(_all_answered(answers, listeners), seconds)
    except TimeoutError:
        pass
    finally:
        for listener in listeners:
            listener.cancel()
        await asyncio.gather(*listeners, return_exceptions=True)
    return answers


async def _all_answered(answers: Mapping[int, str | None], listeners: Sequence[asyncio.Task[None]]) -> None:
    """Wait until nothing is left to hear; a listener that fails raises here."""
    waiting = set(listeners)
    while waiting and None in answers.values():
        done, waiting = await asyncio.wait(waiting, timeout=0.1)
        for listener in done:
            listener.result()


async def _hear_accepted(answers: dict[int, str | None], settings: Settings) -> None:
    async for message in read_topic(topics.APPLIED_RULES.name, settings, follow=True):
        revision = read_applied_rule(message.value).revision if message.value else -1
        if revision in answers:
            answers[revision] = ACCEPTED


async def _hear_refused(answers: dict[int, str | None], settings: Settings) -> None:
    topic = settings.topic(topics.RULES.name)
    async for message in read_topic(topics.REJECTED.name, settings, follow=True):
        reason = read_rejection(message)
        if reason is not None and reason.topic == topic and reason.offset in answers:
            answers[reason.offset] = reason.detail
