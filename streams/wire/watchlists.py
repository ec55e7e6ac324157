"""Watchlists on the topic `claims`: a change goes to every partition, so that each takes it up at one offset."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schemas import topics
from schemas.rule import AppliedRuleV1
from streams.alerts.watchlists import parse_watchlist
from streams.wire.message import Outgoing, cloud_event

if TYPE_CHECKING:
    from streams.alerts.watchlists import Watchlist

FAMILY = "watchlists"
PREFIX = b"watchlist/"
"""What the key of such a message begins with, and no partition key."""


def write_watchlist(applied: AppliedRuleV1, partition: int) -> Outgoing:
    """Return the message by which a partition hears of a watchlist that was set or removed."""
    return Outgoing(
        topic=topics.CLAIMS.name,
        key=PREFIX + applied.id.encode(),
        value=applied.model_dump_json().encode(),
        headers=cloud_event(
            topics.APPLIED_RULES, f"{FAMILY}/{applied.id}.{applied.revision}", None, applied.id
        ),
        partition=partition,
        form=AppliedRuleV1,
    )


def read_watchlist(raw: bytes) -> tuple[str, Watchlist | None, int]:
    """Return the id of a watchlist, what it is, None where it was removed, and the revision that says so.

    Raises `ValueError` where the bytes hold none.
    """
    applied = AppliedRuleV1.read(raw)
    watchlist = watchlist_of(applied)
    return applied.id, watchlist, applied.revision


def watchlist_of(applied: AppliedRuleV1) -> Watchlist | None:
    """Return the watchlist that is in force, None where it was removed. Raises `ValueError` where it is none."""
    if applied.family != FAMILY:
        raise ValueError(f"A rule of the family {applied.family} is no watchlist")
    if applied.content is None:
        return None
    found = parse_watchlist(applied.content, f"{applied.family}/{applied.id}")
    if found.id != applied.id:
        raise ValueError(f"The watchlist {applied.id} says that it is {found.id}")
    return replace(found, revision=applied.revision)
