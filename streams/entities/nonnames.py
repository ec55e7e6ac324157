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
        return (
            reading.is_in("numbered", first) or reading.is_in("weapon", first) or _is_adverb(first, reading)
        )
    return _is_act(first, last, reading)


def is_event(first: int, last: int, reading: Reading) -> bool:
    """Return whether words name an event or a prize, no part of which is named by itself: "the Davis Cup"."""
    if last - first == 1 or _is_full_name(first, last, reading):
        return False
    return any(
        reading.gazetteer.is_word("event_head", reading.name(max(first, last - length), last))
        for length in (1, 2)
    )


def is_office(first: int, last: int, reading: Reading) -> bool:
    """Return whether words name an office or a calling and not its holder: "UK Special Representative", "Ministers"."""
    if last - first == 1:
        is_body = reading.is_in("state_body", first) or reading.is_in("common_body", first)
        return not is_body and (reading.is_in("calling", first) or reading.is_in("office_head", first))
    is_body = any(reading.is_in("org_head", at) for at in range(first, last - 1))
    return not is_body and (reading.is_in("calling", last - 1) or reading.is_in("office_head", last - 1))


def _is_act(first: int, last: int, reading: Reading) -> bool:
    """Whether words name what was done or agreed: "Geneva Communique", "Second Battle of Bull Run"."""
    if any(reading.is_in("act_of", at) and reading.key(at + 1) == "of" for at in (first, first + 1)):
        return True
    is_body = any(reading.is_in("org_head", at) for at in range(first, last - 1))
    return reading.is_in("act_head", last - 1) and not is_body and not _is_full_name(first, last, reading)


def _is_adverb(at: int, reading: Reading) -> bool:
    """Whether a word only looks like a name since a sentence begins with it: "Ultimately, ..."."""
    if not reading.begins_sentence(at) or not reading.key(at).endswith("ly"):
        return False
    goes_on = reading.gap(at + 1) in {" ", ", "} and not reading.is_capital(at + 1)
    is_name = reading.is_in("given", at) or bool(reading.gazetteer.places.find(reading.key(at)))
    return goes_on and not is_name and reading.key(at) not in reading.gazetteer.names


def _is_full_name(first: int, last: int, reading: Reading) -> bool:
    is_name = last - first == _FIRST_AND_LAST and reading.is_in("given", first)
    return is_name and reading.is_in("surname_head", last - 1)
