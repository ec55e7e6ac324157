"""Towns whose names the model took for those of persons or bodies, given away by the towns around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.entities.led import is_person_at
from streams.entities.options import PLACES, Options
from streams.entities.surroundings import Surroundings
from streams.entities.townsigns import is_townsfolk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.entities.clusters import Cluster
    from streams.entities.places import Place
    from streams.entities.reading import Reading

# A name is a town's where so much weight of other names lies about the town ...
_NEAR = 0.8
# ... and it is more than a hamlet.
_LEAST = 500


def hidden_options(clusters: Sequence[Cluster], reading: Reading) -> dict[int, Options]:
    """Return the towns and counties that bear the names of persons, bodies and peoples that no list knows.

    A person's name is one that shows itself as such: by a title, by speech, or as a given name or known surname.
    """
    found = {}
    find = reading.gazetteer.places.find
    for number, cluster in enumerate(clusters):
        if cluster.entry or cluster.type in PLACES or reading.gazetteer.is_word("not_a_place", cluster.key):
            continue
        if not _is_somebody(cluster, reading):
            places = find(cluster.key) + find(f"{cluster.key} county")
            found[number] = Options(tuple(place for place in places if place.level != "state"))
    return {number: options for number, options in found.items() if options.places}


def choose_hidden(options: Options, scores: Sequence[float], around: Surroundings) -> Place | None:
    """Return the likeliest place, where the article's other names lie about it; else None."""
    _, best = max(zip(scores, options.places, strict=True), key=lambda pair: pair[0])
    _, _, near = around.without(Surroundings(), best)
    return best if near >= _NEAR and best.population >= _LEAST else None


def _is_somebody(cluster: Cluster, reading: Reading) -> bool:
    gazetteer, mentions = reading.gazetteer, cluster.mentions
    if any(is_person_at(each.first, reading) or reading.is_in("says", each.last) for each in mentions):
        return True
    if any(is_townsfolk(each.last, reading) for each in mentions):
        return False
    is_named = any(gazetteer.is_word(group, cluster.key) for group in ("given", "common_surname"))
    return is_named or cluster.key in gazetteer.surnames
