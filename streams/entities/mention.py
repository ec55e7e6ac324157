"""The mention: words of a text that name someone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streams.entities.entry import Entry


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `first` up to but not including `last` that name someone.

    `type` is an entity type; `key` the folded name; `entries` whom the gazetteer knows by it, likeliest first;
    `country` the state that the words themselves name ("Lebanese army"); `has_dot` tells that the name ends with the
    dot of an abbreviation, which is no part of its last word ("Fla.").
    """

    first: int
    last: int
    type: str
    key: str
    entries: tuple[Entry, ...] = ()
    country: str | None = None
    has_dot: bool = False
