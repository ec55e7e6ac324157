"""Bodies that many states have: whose "the Foreign Ministry", "the Navy" or "the Democratic Party" is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from streams.entities.clusters import Cluster
    from streams.entities.entry import Entry
    from streams.entities.mention import Mention
    from streams.entities.reading import Reading

# A state leads an article where this share of all mentions of states and peoples is its own.
_LEAD = 0.5


def with_owners(mentions: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Give common names of bodies the state that stands before one: "Indonesian Democratic Party" is not of the US.

    Where the article does so once, the bare name means that body throughout.
    """
    owned: dict[str, Mention] = {}
    found: list[Mention] = []
    for mention in mentions:
        owner = found[-1] if found else None
        if owner is not None and _is_common(mention, reading) and _is_owner(owner, mention, reading):
            is_beside = owner.last == mention.first
            first = owner.first if is_beside else mention.first
            whole = replace(
                mention,
                first=first,
                key=f"{reading.name(owner.first, owner.last)} {mention.key}",
                entries=reading.gazetteer.names.get(reading.name(first, mention.last), ())
                if is_beside
                else (),
                country=owner.country,
            )
            owned.setdefault(mention.key, whole)
            found = [*found[:-1], whole] if is_beside else [*found, whole]
        else:
            found.append(mention)
            if mention.type == "ORG" and mention.country and not _is_common(mention, reading):
                owned.setdefault(common_part(mention.key, reading), mention)
    return [_as_owned(mention, owned) for mention in found]


def common_part(key: str, reading: Reading) -> str:
    """Return the common name that a body's own is made of ("foreign ministry"), else ""."""
    words = key.split()
    for at in range(len(words)):
        if reading.gazetteer.is_word("common_body", " ".join(words[at:])):
            owners = reading.gazetteer.names.get(" ".join(words[:at]), ())
            is_owned = at == 0 or any(owner.type in ("NORP", "GPE") for owner in owners)
            return " ".join(words[at:]) if is_owned else ""
    return ""


def _is_common(mention: Mention, reading: Reading) -> bool:
    return mention.type == "ORG" and reading.gazetteer.is_word("common_body", mention.key)


def _is_owner(owner: Mention, mention: Mention, reading: Reading) -> bool:
    if owner.type not in ("NORP", "GPE") or owner.country is None:
        return False
    if mention.entries and mention.entries[0].country == owner.country:
        return False
    is_possessive = owner.last == mention.first - 1 and reading.key(owner.last) == "s"
    return reading.gap(mention.first) == " " and (owner.last == mention.first or is_possessive)


def _as_owned(mention: Mention, owned: Mapping[str, Mention]) -> Mention:
    whole = owned.get(mention.key)
    if whole is None or whole is mention or mention.type != "ORG":
        return mention
    return replace(mention, key=whole.key, entries=whole.entries, country=whole.country)


def with_states(clusters: Sequence[Cluster], reading: Reading) -> list[Cluster]:
    """Give bodies of state to the state that leads the article, where one does."""
    lead = _leading(clusters)
    if lead is None:
        return list(clusters)
    named = {cluster.country for cluster in clusters if cluster.type != "ORG"}
    return [
        _given(cluster, lead, reading)
        if _is_stateless(cluster, reading) or _is_elsewhere(cluster, named, reading)
        else cluster
        for cluster in clusters
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


def _is_elsewhere(cluster: Cluster, named: AbstractSet[str | None], reading: Reading) -> bool:
    """Whether a common name means the body of a state that the article does not name at all."""
    is_common = cluster.entry is not None and reading.gazetteer.is_word("common_body", cluster.key)
    return is_common and cluster.country not in named


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
