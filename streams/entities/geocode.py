"""Which of the places that bear a name an article means: by what stands beside it, by its other places, by size."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.entities.led import is_led

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from streams.entities.clusters import Cluster
    from streams.entities.places import Place
    from streams.entities.reading import Reading

_PLACES = ("GPE", "LOC", "FAC")
# Weights in units of a tenfold population, set on the development part of the evaluation sets.
_BESIDE = 8.0
_SAME_STATE = 2.0
_SAME_COUNTRY = 2.5
_VARIANT = -1.0
_COUNTY = -1.5
_STATE = -1.0
_DOUBT = 1.0
_NEAR = 2.0
_NEAR_KM = 200.0
_MOST_NEAR = 2
_LONGEST_AREA = 3
# The second round knows the places of the first.
_ROUNDS = 2
# What a list of a thousand towns may cost is bounded: the places mentioned most stand for the article.
_MOST_POINTS = 40


@dataclass(frozen=True, slots=True)
class _Context:
    """Where the article is: weights of countries and states, and the points chosen so far by cluster number."""

    countries: Counter[str]
    states: Counter[str]
    points: Mapping[int, tuple[float, float]]


def find_places(clusters: Sequence[Cluster], reading: Reading) -> dict[int, Place]:
    """Return the place of each cluster that has one, by its number; it overrides what the gazetteer's lists say.

    A state, a capital or a region of the lists is overridden only where the words say that a namesake is meant:
    "Palestine, Texas", or "Georgia" among places of the United States.
    """
    options: dict[int, tuple[Place, ...]] = {}
    beside: dict[int, set[str]] = {}
    for number, cluster in enumerate(clusters):
        if cluster.type in _PLACES:
            beside[number] = _beside(cluster, reading)
            if not cluster.entry or any("." in area for area in beside[number]):
                options[number] = _options(cluster, bool(beside[number]), reading)
    chosen: dict[int, Place] = {}
    for _ in range(_ROUNDS):
        context = _context(chosen, clusters)
        chosen = {
            number: max(places, key=lambda place, at=number: _score(place, at, beside[at], context))  # type: ignore[misc]
            for number, places in options.items()
            if places
        }
    meant = {
        number: place
        for number, place in chosen.items()
        if _is_meant(clusters[number], place, beside[number])
    }
    return meant | dict(_namesakes(clusters, chosen, reading))


def _options(cluster: Cluster, has_area: bool, reading: Reading) -> tuple[Place, ...]:
    """Return the places of a name, or of what is left of it without a point of the compass or a word for its rank.

    A name that is a common word too is a place only where the words beside it say so: "in Nice", "Mobile, Alabama".
    """
    key, places = cluster.key, reading.gazetteer.places
    if reading.gazetteer.is_word("not_a_place", key) and not (
        has_area or any(is_led(mention, reading) for mention in cluster.mentions)
    ):
        return ()
    found = places.find(key)
    first, _, rest = key.partition(" ")
    if first == "st":
        found += places.find(f"saint {rest}")
    if found or not rest:
        return found
    if reading.gazetteer.is_word("place_affix", first):
        return places.find(rest.removeprefix("of "))
    rest, _, last = key.rpartition(" ")
    return places.find(rest) if reading.gazetteer.is_word("place_affix", last) else ()


def _beside(cluster: Cluster, reading: Reading) -> set[str]:
    """Return the states and countries that stand right after the name: "Alexandria, Louisiana"."""
    found: set[str] = set()
    for mention in cluster.mentions:
        if reading.gap(mention.last) in {", ", " (", ","} and reading.is_capital(mention.last):
            found |= _areas(mention.last, reading)
    return found


def _areas(at: int, reading: Reading) -> set[str]:
    """Return what state or country begins at a word: its code, for a state with that of its country before."""
    short = reading.gazetteer.abbreviations.get(reading.key(at))
    if short:
        return {short[0]}
    for last in range(min(at + _LONGEST_AREA, len(reading.words)), at, -1):
        key = reading.name(at, last)
        states = [place for place in reading.gazetteer.places.find(key) if place.level == "state"]
        lands = [entry.country for entry in reading.gazetteer.names.get(key, ()) if entry.type == "GPE"]
        if states or lands:
            return {f"{place.country}.{place.admin}" for place in states} | {land for land in lands if land}
    return set()


def _context(chosen: Mapping[int, Place], clusters: Sequence[Cluster]) -> _Context:
    countries: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for cluster in clusters:
        if cluster.country and cluster.entry and cluster.type in (*_PLACES, "NORP"):
            countries[cluster.country] += len(cluster.mentions)
    for number, place in chosen.items():
        weight = len(clusters[number].mentions)
        countries[place.country] += weight
        states[f"{place.country}.{place.admin}"] += weight
    weighty = sorted(chosen, key=lambda number: -len(clusters[number].mentions))[:_MOST_POINTS]
    points = {number: (chosen[number].latitude, chosen[number].longitude) for number in weighty}
    return _Context(countries, states, points)


def _score(place: Place, number: int, beside: set[str], context: _Context) -> float:
    state = f"{place.country}.{place.admin}"
    score = math.log10(place.population + 100)
    if state in beside or (place.country in beside and place.level != "state"):
        score += _BESIDE
    score += _SAME_COUNTRY * _share(context.countries, place.country)
    score += _SAME_STATE * _share(context.states, state)
    score += (
        _VARIANT * place.is_variant + _COUNTY * (place.level == "county") + _STATE * (place.level == "state")
    )
    near = sum(
        other != number and _kilometres(place, point) < _NEAR_KM for other, point in context.points.items()
    )
    return score + _NEAR * min(near, _MOST_NEAR)


def _share(weights: Counter[str], key: str) -> float:
    # One mention of a state is no proof that all is there: Bergen is in Norway, though a guest came from Germany.
    return weights[key] / (weights.total() + _DOUBT)


def _kilometres(place: Place, point: tuple[float, float]) -> float:
    """Return the rough distance of a place from a point, good to a few per cent."""
    mean = math.radians((place.latitude + point[0]) / 2)
    across = (place.longitude - point[1] + 180) % 360 - 180
    return 111.2 * math.hypot(place.latitude - point[0], across * math.cos(mean))


def _is_meant(cluster: Cluster, place: Place, beside: set[str]) -> bool:
    return cluster.entry is None or f"{place.country}.{place.admin}" in beside


def _namesakes(
    clusters: Sequence[Cluster], chosen: Mapping[int, Place], reading: Reading
) -> Iterator[tuple[int, Place]]:
    """Yield the states of a federation that share a country's name, where the other places are that federation's."""
    for number, cluster in enumerate(clusters):
        if not cluster.entry or cluster.entry.kind != "country":
            continue
        states = [place for place in reading.gazetteer.places.find(cluster.key) if place.level == "state"]
        if not states or states[0].country == cluster.country:
            continue
        around = [
            place.country for other, place in chosen.items() if other != number and place.level != "county"
        ]
        named = {
            other.country for other in clusters if other is not cluster and other.type in ("NORP", "GPE")
        }
        if around.count(states[0].country) > max(1, len(around) / 2) and cluster.country not in named:
            yield number, states[0]
