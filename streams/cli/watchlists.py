"""Watchlists by their ids: those of TOCSIN_RULES and those that were sent, as they are now."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from streams.alerts.watchlists import is_on
from streams.cli.console import say
from streams.knowledge import open_rules
from streams.runtime.rules import read_applied
from streams.wire.alerts import read_alert
from streams.wire.watchlists import FAMILY, watchlist_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.rule import AppliedRuleV1
    from streams.alerts.watchlists import Watchlist
    from streams.settings import Settings


def load_watchlists(settings: Settings) -> dict[str, Watchlist]:
    """Return every watchlist that is in force. Raises `KnowledgeError` and `BrokerError`."""
    own = open_rules(users=settings.rules).watchlists
    return lay_over(own, asyncio.run(read_applied(settings)))


def lay_over(own: Iterable[Watchlist], sent: Iterable[AppliedRuleV1]) -> dict[str, Watchlist]:
    """Return watchlists by id, those that were sent in place of a folder's."""
    found = {each.id: each for each in own}
    for rule in sent:
        try:
            watchlist = watchlist_of(rule) if rule.family == FAMILY else None
        except ValueError as error:
            say(f"Passed over a watchlist that was sent: {str(error)[:200]}")
            continue
        if watchlist:
            found[watchlist.id] = watchlist
    return found


def is_on_one(value: bytes, watchlists: Iterable[Watchlist]) -> bool:
    """Say whether the alert of a record is on one of these lists as they are now; without any, every alert is.

    A cancelled alert has no evidence left: it counts for the lists that it names, too. What is no alert is on none.
    """
    lists = tuple(watchlists)
    if not lists:
        return True
    try:
        alert = read_alert(value)
    except ValueError:
        return False
    named = {watched.id for watched in alert.watchlists} if alert.message_type == "Cancel" else set()
    return any(each.id in named or is_on(alert, each) for each in lists)
