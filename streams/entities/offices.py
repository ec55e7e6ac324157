"""For which state a person speaks whom the gazetteer does not know: "Norway's foreign minister, Torbjorn Eide"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streams.entities.clusters import Cluster
    from streams.entities.mention import Mention
    from streams.entities.places import Place
    from streams.entities.reading import Reading

_PLACES = ("NORP", "GPE", "LOC")
# "Iranian Deputy Foreign Minister Abbas Araghchi": so many titles stand between a state and a name.
_MOST_TITLES = 5
_SPACES = frozenset([" ", "\n", "\u00a0"])
_POSSESSIVE = frozenset(["'", "’"])


@dataclass(frozen=True, slots=True)
class _Owner:
    """A state, or a place in one, by the words that name it."""

    first: int
    last: int
    country: str


@dataclass(frozen=True, slots=True)
class _Owners:
    """States by the word they begin at; those whose titles follow, by the word after the titles; the dateline's."""

    by_first: Mapping[int, _Owner]
    by_title_end: Mapping[int, _Owner]
    capital: str | None


def with_offices(clusters: Sequence[Cluster], places: Mapping[int, Place], reading: Reading) -> list[Cluster]:
    """Give persons the state that the words beside one of their mentions say they serve.

    What is said once holds for all mentions. A minister without a named state serves that of the capital that the
    report comes from, or that the minister speaks in.
    """
    owners = _find_owners(clusters, places, reading)
    return [
        replace(cluster, country=_served(cluster, owners, reading))
        if cluster.type == "PERSON" and cluster.entry is None and cluster.country is None
        else cluster
        for cluster in clusters
    ]


def _find_owners(clusters: Sequence[Cluster], places: Mapping[int, Place], reading: Reading) -> _Owners:
    by_first: dict[int, _Owner] = {}
    by_title_end: dict[int, _Owner] = {}
    for number, cluster in enumerate(clusters):
        country = places[number].country if number in places else cluster.country
        if country is None or cluster.type == "PERSON":
            continue
        for mention in cluster.mentions:
            owner = _Owner(mention.first, mention.last, country)
            at = _after_titles(owner.last, reading)
            if at:
                by_title_end[at] = owner
            if cluster.type in _PLACES:
                by_first[mention.first] = owner
    return _Owners(by_first, by_title_end, _dateline(by_first, reading))


def _after_titles(at: int, reading: Reading) -> int:
    """Return the word after the titles that follow a state's name; 0 where none does and no possessive either."""
    is_owned = reading.key(at) == "s" and reading.gap(at) in _POSSESSIVE
    first = at + is_owned
    last = first
    while last - first < _MOST_TITLES and _is_title(last, reading):
        last += 1
    return last if last > first or is_owned else 0


def _is_title(at: int, reading: Reading) -> bool:
    is_word = reading.key(at) == "of" or reading.is_in("title", at) or reading.is_in("state_head", at)
    return is_word and reading.gap(at) in {*_SPACES, "-"}


def _dateline(by_first: Mapping[int, _Owner], reading: Reading) -> str | None:
    """Return the state whose capital the report's first words name in capitals."""
    owner = by_first.get(0)
    if owner is None or not all(word.text.isupper() for word in reading.words[: owner.last]):
        return None
    return owner.country if _is_capital(owner, reading) else None


def _is_capital(owner: _Owner, reading: Reading) -> bool:
    name = reading.name(owner.first, owner.last)
    return owner.country in {
        reading.gazetteer.capital_cities.get(name),
        reading.gazetteer.capital_cities.get(f"the {name}"),
    }


def _served(cluster: Cluster, owners: _Owners, reading: Reading) -> str | None:
    for tell in (_said_before, _said_after, _spoken_for):
        for mention in cluster.mentions:
            country = tell(mention, owners, reading)
            if country:
                return country
    return None


def _said_before(mention: Mention, owners: _Owners, reading: Reading) -> str | None:
    """Return the state of "Norway's foreign minister, X" and "the prime minister of Norway, X"."""
    owner = owners.by_title_end.get(mention.first)
    if owner is not None and (
        reading.gap(mention.first) in {*_SPACES, ". "} or _is_apposed(mention, reading)
    ):
        return owner.country
    for at in range(mention.first - 1, max(-1, mention.first - 4), -1):
        owner = owners.by_first.get(at)
        if owner is not None and owner.last == mention.first and _is_apposed(mention, reading):
            return owner.country if _is_titled_of(owner.first, reading) else None
    return None


def _is_apposed(mention: Mention, reading: Reading) -> bool:
    return reading.gap(mention.first) == ", "


def _is_titled_of(at: int, reading: Reading) -> bool:
    """Whether a title and "of" stand before a word: "prime minister of"."""
    before = at - 1 - (reading.key(at - 1) == "the")
    return reading.key(before) == "of" and reading.is_in("title", before - 1)


def _said_after(mention: Mention, owners: _Owners, reading: Reading) -> str | None:
    """Return the state of "X, the Norwegian foreign minister", "X, the mayor of Oslo" and "X of Norway"."""
    at = mention.last
    if reading.key(at) == "of" and reading.gap(at) in _SPACES:
        owner = owners.by_first.get(at + 1)
        return owner.country if owner else None
    if reading.gap(at) != ", ":
        return None
    at += reading.key(at) in {"the", "a", "an"}
    owner = owners.by_first.get(at)
    if owner is not None:
        return owner.country if _is_title(owner.last + (reading.key(owner.last) == "s"), reading) else None
    first = at
    while at - first < _MOST_TITLES and reading.is_in("title", at):
        at += 1
    if at == first or reading.key(at) != "of":
        return None
    owner = owners.by_first.get(at + 1 + (reading.key(at + 1) == "the"))
    return owner.country if owner else None


def _spoken_for(mention: Mention, owners: _Owners, reading: Reading) -> str | None:
    """Return the state of a minister whom no state is named beside: that of the dateline's capital.

    Where in the text the minister speaks tells nothing: ministers travel.
    """
    return owners.capital if reading.key(mention.first - 1) in {"minister", "premier"} else None
