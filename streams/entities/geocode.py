"""Which of the places that bear a name an article means: by what stands beside it, by its other places, by size."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from streams.entities.hidden import choose_hidden, hidden_options
from streams.entities.namesakes import choose, local_words
from streams.entities.options import PLACES, find_options
from streams.entities.surroundings import Surroundings, spread, state_of, together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streams.entities.clusters import Cluster
    from streams.entities.options import Options
    from streams.entities.places import Place
    from streams.entities.reading import Reading

# Weights in units of a tenfold population, set on the development part of the evaluation sets.
_BESIDE = 8.0
_SAME_STATE = 2.5
_SAME_COUNTRY = 3.5
_VARIANT = -1.0
_COUNTY = -1.5
_STATE = -1.0
# One mention of a state is no proof that all is there: Bergen is in Norway, though a guest came from Germany.
_DOUBT = 1.8
_NEAR = 2.0
_MOST_NEAR = 2.0
# A leader or a body tells less of where an article is than a state or a people.
_SOMEBODY = 0.5
# A round knows what the one before made of the other names.
_ROUNDS = 3
# What a list of a thousand towns may cost is bounded: the names mentioned most stand for the article.
_MOST_NAMES = 60
# Where so much weight, and such a part of all of it, lies in one country, the article is about that country.
_LEAST_LAND = 1.5
_MOST_OF_ALL = 0.6


def find_places(clusters: Sequence[Cluster], reading: Reading) -> tuple[list[Cluster], dict[int, Place]]:
    """Return the place of each cluster that has one, by its number; it overrides what the gazetteer's lists say.

    A state, a capital or a great city gives way to a namesake only where the words beside it say so ("Palestine,
    Texas"), or where the article is about the namesake's neighbourhood and names nothing of the great one's country.
    The clusters come back too: places that no list knows have the country that the article's other places share.
    """
    named, within = find_options(clusters, reading)
    local = local_words(reading)
    fixed = together([_lands(clusters, named, local), *(spread(each, _sizes(each)) for each in within)])
    weighty = sorted(named, key=lambda number: -len(clusters[number].mentions))[:_MOST_NAMES]
    scores = {number: _sizes(options) for number, options in named.items()}
    around = fixed
    for _ in range(_ROUNDS):
        shares = {number: spread(named[number], scores[number]) for number in weighty}
        around = together([fixed, *shares.values()])
        scores = {
            number: _supported(options, shares.get(number, Surroundings()), around)
            for number, options in named.items()
        }
    chosen = {number: choose(options, scores[number], around, local) for number, options in named.items()}
    for number, options in hidden_options(clusters, reading).items():
        chosen[number] = choose_hidden(options, _supported(options, Surroundings(), around), around)
    found = {number: place for number, place in chosen.items() if place and place.level != "listed"}
    return _with_lands(clusters, found, around), found


def _with_lands(
    clusters: Sequence[Cluster], found: Mapping[int, Place], around: Surroundings
) -> list[Cluster]:
    """Return the clusters: what turned out a town as one, and places without a country with the article's."""
    land, weight = max(around.countries.items(), key=lambda pair: pair[1], default=("", 0.0))
    is_clear = weight >= max(_LEAST_LAND, _MOST_OF_ALL * around.total()[0])
    grounded = []
    for number, cluster in enumerate(clusters):
        if number in found and cluster.type not in PLACES:
            grounded.append(replace(cluster, type="GPE"))
        elif (
            is_clear and cluster.type in PLACES and not (cluster.country or cluster.entry or number in found)
        ):
            grounded.append(replace(cluster, country=land))
        else:
            grounded.append(cluster)
    return grounded


def _lands(
    clusters: Sequence[Cluster], named: Mapping[int, Options], local: Mapping[str, float]
) -> Surroundings:
    """Return the countries that need no choice: of states, peoples, regions, leaders, and of the words of the text."""
    found = Surroundings()
    found.countries.update(local)
    for number, cluster in enumerate(clusters):
        if cluster.country and cluster.entry and number not in named:
            found.countries[cluster.country] += 1 if cluster.type in (*PLACES, "NORP") else _SOMEBODY
    return found


def _sizes(options: Options) -> list[float]:
    """Return the score of each place by itself and by what stands beside its name."""
    return [_size(place, options.beside) for place in options.places]


def _size(place: Place, beside: frozenset[str]) -> float:
    score = math.log10(place.population + 100)
    if state_of(place) in beside or (place.country in beside and place.level != "state"):
        score += _BESIDE
    return score + (
        _VARIANT * place.is_variant + _COUNTY * (place.level == "county") + _STATE * (place.level == "state")
    )


def _supported(options: Options, own: Surroundings, around: Surroundings) -> list[float]:
    """Return the scores of a name's places with what the other names say for each."""
    (all_countries, all_states), (own_countries, own_states) = around.total(), own.total()
    countries, states = all_countries - own_countries + _DOUBT, all_states - own_states + _DOUBT
    scores = []
    for place, size in zip(options.places, _sizes(options), strict=True):
        country, state, near = around.without(own, place)
        score = size + _SAME_COUNTRY * country / countries + _SAME_STATE * state / states
        scores.append(score if place.level == "state" else score + _NEAR * min(near, _MOST_NEAR))
    return scores
