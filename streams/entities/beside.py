"""The states and countries that an article puts right behind a place's name: "Alexandria, Louisiana"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streams.entities.clusters import Cluster
    from streams.entities.reading import Reading

_LONGEST_AREA = 3


def areas_beside(cluster: Cluster, reading: Reading, *, is_area: bool) -> set[str]:
    """Return the states and countries that stand right after the name: "Alexandria, Louisiana".

    "The state of Georgia" says as much of itself. Behind a state's or country's own name only a state counts, and
    none of a list: "Washington, Oregon and Idaho".
    """
    found: set[str] = set()
    for mention in cluster.mentions:
        if reading.key(mention.first - 1) == "of" and reading.key(mention.first - 2) == "state":
            found |= _states(cluster.key, reading)
        if reading.gap(mention.last) in {", ", " (", ","} and reading.is_capital(mention.last):
            length, areas = _areas(mention.last, reading)
            if not is_area:
                found |= areas
            elif not _is_listed(mention.first, mention.last + length, reading):
                found |= {area for area in areas if "." in area}
    return found


def _is_listed(first: int, last: int, reading: Reading) -> bool:
    """Whether the names from a word up to another are part of a list."""
    goes_on = reading.gap(last) == ", " and reading.is_capital(last)
    follows = reading.gap(first) == ", " and reading.is_capital(first - 1)
    return goes_on or follows or reading.is_in("and", last) or reading.is_in("and", first - 1)


def _areas(at: int, reading: Reading) -> tuple[int, set[str]]:
    """Return of how many words the state or country is that begins at a word, and its codes (`USA.TX`, `USA`)."""
    short = reading.gazetteer.abbreviations.get(reading.key(at))
    if short:
        return 1, {short[0]}
    for last in range(min(at + _LONGEST_AREA, len(reading.words)), at, -1):
        key = reading.name(at, last)
        lands = {entry.country for entry in reading.gazetteer.names.get(key, ()) if entry.type == "GPE"}
        codes = _states(key, reading) | {land for land in lands if land}
        if codes:
            return last - at, codes
    return 0, set()


def _states(key: str, reading: Reading) -> set[str]:
    """Return the codes of the states that bear a name."""
    return {f"{place.country}.{place.admin}" for place in reading.gazetteer.places.states(key)}
