"""Which places a name of an article may mean, before its other places are asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from streams.entities.beside import areas_beside
from streams.entities.led import is_led
from streams.entities.places import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.entities.clusters import Cluster
    from streams.entities.entry import Entry
    from streams.entities.reading import Reading

PLACES = ("GPE", "LOC", "FAC")
# What the lists call a state or its capital counts as so many people: more than any namesake has.
_LISTED = {"country": 100_000_000, "seat": 30_000_000}
# A city or state of this size, and a capital of that, are meant by their names in all the world.
_GREAT = 1_500_000
_GREAT_CAPITAL = 300_000
# Nobody calls a county by its bare name where a city or state of that size has the name: "Houston", "Iowa".
_WELL_KNOWN = 250_000
_LONGEST_PLACE = 3
# A name within a longer one ("Ector County Hospital") tells less of where an article is than one that stands alone.
_WITHIN = 0.5
_SHORT_FORMS = {
    "st": "saint",
    "mt": "mount",
    "ft": "fort",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
}


@dataclass(frozen=True, slots=True)
class Options:
    """The places that a name may mean.

    `beside` are the states (`USA.TX`) and countries that stand right after it somewhere in the article, `weight` says
    how much the name tells of where the article is. `great` is the state, capital or city among the places that is
    known by the name in all the world. `is_derived`: the name is only made of the places' ("Breda Lake").
    """

    places: tuple[Place, ...]
    beside: frozenset[str] = frozenset()
    weight: float = 1.0
    great: Place | None = None
    is_derived: bool = False


def find_options(clusters: Sequence[Cluster], reading: Reading) -> tuple[dict[int, Options], list[Options]]:
    """Return the options of clusters by their number, and those of names that stand within names of other things.

    The lists' own state or capital is among its namesakes as a place of level "listed".
    """
    named: dict[int, Options] = {}
    within: dict[str, Options] = {}
    for number, cluster in enumerate(clusters):
        if cluster.type in PLACES:
            options = _options(cluster, reading)
            if options.places:
                named[number] = options
        if not cluster.entry and cluster.type != "NORP" and " " in cluster.key:
            within |= _within(cluster.key, reading)
    known = {clusters[number].key for number in named}
    return named, [options for key, options in within.items() if key not in known]


def _options(cluster: Cluster, reading: Reading) -> Options:
    """Return the options of a place's name.

    A name that is a common word too is a place only where the words beside it say so: "in Nice", "Mobile, Alabama".
    """
    key, entry = cluster.key, cluster.entry
    areas = {area[1] for area in map(reading.gazetteer.abbreviations.get, _written(cluster, reading)) if area}
    if key in areas:
        return Options(reading.gazetteer.places.states(key))
    places = _namesakes(key, entry, reading) if entry else reading.gazetteer.places.find(key)
    is_area = any(place.level in ("state", "listed") for place in places)
    beside = frozenset(areas_beside(cluster, reading, is_area=is_area))
    if entry is not None:
        return Options(places, beside, great=_great(key, places, reading))
    if reading.gazetteer.is_word("not_a_place", key) and not (
        beside or any(is_led(mention, reading) for mention in cluster.mentions)
    ):
        return Options(())
    options = _wider(key, places, reading)
    return replace(options, beside=beside, great=_great(key, options.places, reading))


def _great(key: str, places: Sequence[Place], reading: Reading) -> Place | None:
    """Return the greatest of the places, where it is one that all the world knows; districts count as their towns."""
    known = [place for place in places if place.level != "county" and not place.is_variant]
    greatest = max(known, key=lambda place: place.population, default=None)
    if greatest is None:
        return None
    is_capital = reading.gazetteer.capital_cities.get(key) == greatest.country
    is_known = reading.gazetteer.is_word("world_city", key) or (
        is_capital and greatest.population >= _GREAT_CAPITAL
    )
    return greatest if is_known or greatest.population >= _GREAT else None


def _written(cluster: Cluster, reading: Reading) -> set[str]:
    return {reading.name(mention.first, mention.last) for mention in cluster.mentions}


def _namesakes(key: str, entry: Entry, reading: Reading) -> tuple[Place, ...]:
    """Return what the lists know, and whoever shares its name. Regions and buildings have no namesakes here."""
    population = _LISTED.get(entry.kind)
    if population is None or entry.country is None or entry.latitude is None or entry.longitude is None:
        return ()
    others = tuple(place for place in reading.gazetteer.places.find(key) if not place.is_variant)
    if not others:
        return ()
    listed = Place(
        entry.name,
        entry.country,
        "",
        entry.latitude,
        entry.longitude,
        population,
        0,
        "listed",
        is_variant=False,
    )
    return (listed, *others)


def _wider(key: str, found: tuple[Place, ...], reading: Reading) -> Options:
    """Return the places of a name, or of what is left of it without a point of the compass or a word for its rank."""
    find, is_word = reading.gazetteer.places.find, reading.gazetteer.is_word
    first, _, rest = key.partition(" ")
    if first in _SHORT_FORMS and rest:
        found += find(f"{_SHORT_FORMS[first]} {rest}")
    if not rest and all(place.population < _WELL_KNOWN for place in found):
        found += find(f"{key} county")
    if found or not rest:
        return Options(found)
    if is_word("place_affix", first):
        return Options(find(rest.removeprefix("of ")))
    body, _, last = key.rpartition(" ")
    if body and is_word("place_affix", last):
        return Options(find(body))
    if body and is_word("place_feature", last):
        return Options(find(body), is_derived=True)
    if is_word("place_first", first):
        return Options(find(rest), is_derived=True)
    return Options(())


def _within(key: str, reading: Reading) -> dict[str, Options]:
    """Return the place that begins a longer name ("Ector County Hospital") or ends it behind "of" or "in"."""
    words = key.split()
    heads = [" ".join(words[:length]) for length in range(min(_LONGEST_PLACE, len(words) - 1), 0, -1)]
    tails = [" ".join(words[at + 1 :]) for at, word in enumerate(words) if word in ("of", "in", "at")]
    for part in (*heads, *tails):
        if part and not _is_common(part, reading):
            places = reading.gazetteer.places.find(part)
            if places:
                return {part: Options(places, weight=_WITHIN)}
    return {}


def _is_common(part: str, reading: Reading) -> bool:
    gazetteer = reading.gazetteer
    groups = ("not_a_place", "given", "common_surname", "place_affix")
    return any(gazetteer.is_word(group, part) for group in groups) or part in gazetteer.names
