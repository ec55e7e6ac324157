"""Whether a name means the great place known in all the world, or the small namesake that an article is about."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from streams.entities.surroundings import spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streams.entities.options import Options
    from streams.entities.places import Place
    from streams.entities.reading import Reading
    from streams.entities.surroundings import Surroundings

# A great place gives way to its namesake where so much of the other names' weight lies about the namesake, and so
# little in the great one's country.
_NEAR = 0.6
_NEAR_AND_LOCAL = 0.4
_GREAT_NAMED = 0.35
# A state of a federation is meant where so many names, without the capital, lie in the federation ("Georgia").
_FEDERATION = 1.5
# A hamlet is no namesake of a state: nobody means Russia, Ohio without saying so.
_LEAST_NAMESAKE = 2_000
# What the words of a country's local papers ("sheriff", "borough council") weigh, each and together.
_LOCAL = 0.4
_MOST_LOCAL = 2.0
_SURELY_LOCAL = 0.8
_LOCAL_GROUP = "local_"
_CAPITALS = (".DC",)


def local_words(reading: Reading) -> dict[str, float]:
    """Return how surely the words of an article are those of a country's local papers, by country."""
    keys = [word.key for word in reading.words]
    said = {*keys, *(f"{one} {other}" for one, other in pairwise(keys))}
    found = {}
    for group, words in reading.gazetteer.words.items():
        count = len(said & words) if group.startswith(_LOCAL_GROUP) else 0
        if count:
            found[group.removeprefix(_LOCAL_GROUP).upper()] = min(_MOST_LOCAL, _LOCAL * count)
    return found


def choose(
    options: Options, scores: Sequence[float], around: Surroundings, local: Mapping[str, float]
) -> Place | None:
    """Return the place that a name means by the scores of its options, of equals the first.

    What is only named after a place ("Breda Lake") is there where the article has other names about it.
    """
    ranked = [
        place for _, place in sorted(zip(scores, options.places, strict=True), key=lambda pair: -pair[0])
    ]
    best, great, own = ranked[0], options.great, spread(options, scores)
    if options.is_derived:
        return best if around.without(own, best)[2] >= _NEAR else None
    if great is None or options.beside:
        return best
    if great.level != "listed":
        return next(
            place
            for place in ranked
            if _is_same(place, great) or _is_namesake(place, great, own, around, local)
        )
    # The state of a federation is less known than the country of its name, however the names about it lie.
    ranked.sort(key=lambda place: place.level != "state")
    return next(place for place in ranked if place is great or _is_namesake(place, great, own, around, local))


def _is_same(place: Place, great: Place) -> bool:
    """Whether a place is the great one or its district: Paris is a town, a county and a region."""
    return place.country == great.country and (place.admin == great.admin or great.level == "listed")


def _is_namesake(
    place: Place, great: Place, own: Surroundings, around: Surroundings, local: Mapping[str, float]
) -> bool:
    """Whether an article is about the neighbourhood of a place rather than the great one's country, or state."""
    if around.without(own, great)[0] >= _GREAT_NAMED:
        return False
    if great.level != "town" and place.population < _LEAST_NAMESAKE:
        return False
    land, state, near = around.without(own, place)
    if place.level == "state" and great.level == "listed":
        others = _states_of(place.country, around) - _states_of(place.country, own)
        return others >= _FEDERATION and land >= around.total()[0] / 2
    is_local = local.get(place.country, 0.0) >= _SURELY_LOCAL
    return near >= _NEAR or (is_local and max(state, near) >= _NEAR_AND_LOCAL)


def _states_of(country: str, around: Surroundings) -> float:
    """Return the weight that lies in the states of a country, without the district of its capital."""
    return sum(
        weight
        for state, weight in around.states.items()
        if state.startswith(f"{country}.") and not state.endswith(_CAPITALS)
    )
