"""Bodies of state named without their state: "Congress", "the Navy", "the Foreign Ministry" are the leading state's."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.entities.clusters import Cluster
    from streams.entities.entry import Entry
    from streams.entities.reading import Reading

# A state leads an article where this share of all mentions of states and peoples is its own.
_LEAD = 0.5
_OWNERS = ("us", "united states", "uk", "royal")


def with_states(clusters: Sequence[Cluster], reading: Reading) -> list[Cluster]:
    """Give bodies of state to the state that leads the article, where one does."""
    lead = _leading(clusters)
    if lead is None:
        return list(clusters)
    return [
        _given(cluster, lead, reading) if _is_stateless(cluster, reading) else cluster for cluster in clusters
    ]


def _leading(clusters: Iterable[Cluster]) -> str | None:
    weights: Counter[str] = Counter()
    for cluster in clusters:
        if cluster.country and cluster.type in ("GPE", "NORP"):
            weights[cluster.country] += len(cluster.mentions)
    country, weight = next(iter(weights.most_common(1)), (None, 0))
    return country if weight >= _LEAD * weights.total() else None


def _is_stateless(cluster: Cluster, reading: Reading) -> bool:
    is_unknown = cluster.entry is None and cluster.country is None
    return cluster.type == "ORG" and is_unknown and reading.gazetteer.is_word("state_body", cluster.key)


def _given(cluster: Cluster, country: str, reading: Reading) -> Cluster:
    return replace(cluster, country=country, entry=_body(cluster.key, country, reading))


def _body(key: str, country: str, reading: Reading) -> Entry | None:
    """Return the state's own body of that name: "navy" of the United States is the US Navy."""
    named = (
        entry
        for people in ("us", "united states", "uk")
        for entry in reading.gazetteer.names.get(f"{people} {key}", ())
    )
    return next((entry for entry in named if entry.country == country), None)
