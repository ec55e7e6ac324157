"""Literal or not: whether a place's name stands for the ground or for who governs there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.entities.mention import Mention
    from streams.entities.reading import Reading


def is_literal(mentions: Sequence[Mention], reading: Reading) -> bool:
    """Return whether some mention may mean the ground; a name that only speaks and acts is its government's."""
    return not all(_acts(mention, reading) for mention in mentions)


def _acts(mention: Mention, reading: Reading) -> bool:
    before = mention.first - 1
    if reading.key(before) == "the":
        before -= 1
    return not reading.is_in("place_before", before) and reading.is_in("speech_after", mention.last)
