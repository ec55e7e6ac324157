"""Where an article is: what its place names, each spread over all the places that it may mean, say together."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.entities.options import Options
    from streams.entities.places import Place

# How a place's score becomes its share in the name: a place ten times as large gets 10**0.7 times the share.
_SHARPNESS = 0.7
_AREAS = ("state", "listed")


def _weights() -> defaultdict[str, float]:
    return defaultdict(float)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The weight of names that lie in each country, state (`USA.TX`) and cell of one degree.

    One under construction is filled by `spread` and `together` alone; read with `get`, it stays as it is.
    """

    countries: defaultdict[str, float] = field(default_factory=_weights)
    states: defaultdict[str, float] = field(default_factory=_weights)
    cells: defaultdict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))

    def without(self, own: Surroundings, place: Place) -> tuple[float, float, float]:
        """Return the weight in a place's country, state and neighbourhood of all names but its own."""
        state, cells = state_of(place), _around(place)
        return (
            self.countries.get(place.country, 0.0) - own.countries.get(place.country, 0.0),
            self.states.get(state, 0.0) - own.states.get(state, 0.0),
            sum(self.cells.get(cell, 0.0) - own.cells.get(cell, 0.0) for cell in cells),
        )

    def total(self) -> tuple[float, float]:
        """Return the weight that lies in all countries, and in all states."""
        return sum(self.countries.values()), sum(self.states.values())


def state_of(place: Place) -> str:
    """Return the code of a place's state, with that of its country before."""
    return f"{place.country}.{place.admin}"


def spread(options: Options, scores: Sequence[float]) -> Surroundings:
    """Return how a name's weight falls on the places that it may mean, by their scores."""
    best = max(scores)
    parts = [10 ** (_SHARPNESS * (score - best)) for score in scores]
    whole = sum(parts)
    found = Surroundings()
    for place, part in zip(options.places, parts, strict=True):
        weight = options.weight * part / whole
        found.countries[place.country] += weight
        if place.level != "listed":
            found.states[state_of(place)] += weight
        if place.level not in _AREAS:
            found.cells[_cell(place)] += weight
    return found


def together(parts: Iterable[Surroundings]) -> Surroundings:
    """Return the sum of what names say."""
    found = Surroundings()
    for part in parts:
        for country, weight in part.countries.items():
            found.countries[country] += weight
        for state, weight in part.states.items():
            found.states[state] += weight
        for cell, weight in part.cells.items():
            found.cells[cell] += weight
    return found


def _cell(place: Place) -> tuple[int, int]:
    return math.floor(place.latitude), math.floor(place.longitude)


def _around(place: Place) -> list[tuple[int, int]]:
    """Return the cell of a place and those beside it: what lies within some 150 km."""
    row, column = _cell(place)
    return [(row + north, column + east) for north in (-1, 0, 1) for east in (-1, 0, 1)]
