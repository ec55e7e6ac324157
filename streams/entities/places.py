"""Towns, states, provinces and counties: two hundred thousand names, kept as sorted text and parsed on demand.

A table of objects would cost each worker process seconds and hundreds of megabytes; a sorted list of short strings
costs what the file costs, and a look-up is a binary search.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELDS = 9
# Some ten megabytes.
_MOST_KEPT = 20_000
_LONGEST_KEPT = 60
_LEVELS = {"P": "town", "X": "town", "1": "state", "Y": "state", "2": "county"}


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place or an administrative area.

    `country` is ISO 3166-1 alpha-3, `admin` the GeoNames code of the state or province (for the United States its
    postal abbreviation). `level` is town, state or county; `is_variant` tells that this is another spelling.
    Coordinates are degrees; those of areas lie amid their people.
    """

    name: str
    country: str
    admin: str
    latitude: float
    longitude: float
    population: int
    geonames_id: int
    level: str
    is_variant: bool


@dataclass(frozen=True, slots=True)
class PlaceIndex:
    """Places by folded name. `rows` are sorted lines, one list for each initial letter and source file.

    `firsts` are the words that a name begins with. The answers given last are kept: an article asks for the same names
    again and again.
    """

    rows: Mapping[str, tuple[list[str], ...]]
    alpha3: Mapping[str, str]
    firsts: frozenset[str]
    _kept: dict[str, tuple[Place, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def find(self, key: str) -> tuple[Place, ...]:
        """Return the places that bear this name, most populous first."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._find(key)
            if len(key) <= _LONGEST_KEPT:
                self._kept[key] = found
        return found

    def states(self, key: str) -> tuple[Place, ...]:
        """Return the states and provinces that bear this name, most populous first."""
        return tuple(place for place in self.find(key) if place.level == "state")

    def _find(self, key: str) -> tuple[Place, ...]:
        prefix = key + "|"
        found: dict[int, Place] = {}
        for lines in self.rows.get(key[:1], ()):
            at = bisect_left(lines, prefix)
            while at < len(lines) and lines[at].startswith(prefix):
                place = _parse(lines[at], self.alpha3)
                found.setdefault(place.geonames_id, place)
                at += 1
        return tuple(sorted(found.values(), key=lambda place: (-place.population, place.geonames_id)))


def build_index(rows: Mapping[str, tuple[list[str], ...]], alpha3: Mapping[str, str]) -> PlaceIndex:
    """Build the index from checked rows."""
    lines = (line for lists in rows.values() for each in lists for line in each)
    return PlaceIndex(rows, alpha3, frozenset(line.partition("|")[0].partition(" ")[0] for line in lines))


def check_rows(rows: object, where: str) -> list[str]:
    """Return the rows of a packed list. Raises `ValueError` naming list and line where they are none."""
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise ValueError(f"{where}: rows: a list of texts is wanted")
    if any(row.count("|") != _FIELDS - 1 for row in rows[:1]) or rows != sorted(rows):
        raise ValueError(
            f"{where}: rows: each is a text of {_FIELDS} fields parted by |, and they are sorted"
        )
    return rows


def _parse(line: str, alpha3: Mapping[str, str]) -> Place:
    key, name, alpha2, admin, latitude, longitude, population, identifier, level = line.split("|")
    return Place(
        name=name or key.title(),
        country=alpha3[alpha2],
        admin=admin,
        latitude=float(latitude),
        longitude=float(longitude),
        population=int(population),
        geonames_id=int(identifier),
        level=_LEVELS[level],
        is_variant=level in {"X", "Y"},
    )
