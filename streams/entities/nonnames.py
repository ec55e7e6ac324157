"""What the model takes for names and is none: ordinals, numbered things, weapons by abbreviation, acts and events."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streams.entities.reading import Reading

_FIRST_AND_LAST = 2
_NUMBER = re.compile(r"[0-9]+(?:st|nd|rd|th)?")


def is_no_name(first: int, last: int, reading: Reading) -> bool:
    """Return whether words name nobody and no place, whatever they look like."""
    if all(_NUMBER.fullmatch(reading.key(at)) or reading.is_in("measure", at) for at in range(first, last)):
        return True
    if last - first == 1:
        return reading.is_in("numbered", first) or reading.is_in("weapon", first)
    return reading.is_in("act_head", last - 1) and not _is_full_name(first, last, reading)


def is_event(first: int, last: int, reading: Reading) -> bool:
    """Return whether words name an event or a prize, no part of which is named by itself: "the Davis Cup"."""
    is_long = last - first > 1
    return is_long and reading.is_in("event_head", last - 1) and not _is_full_name(first, last, reading)


def _is_full_name(first: int, last: int, reading: Reading) -> bool:
    is_name = last - first == _FIRST_AND_LAST and reading.is_in("given", first)
    return is_name and reading.is_in("surname_head", last - 1)
