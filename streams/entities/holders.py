"""Who holds which office in an article: by title, by apposition, or by the gazetteer on the article's day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.entities.titles import is_past, office_of, title_from, title_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from streams.entities.clusters import Cluster
    from streams.entities.entry import Entry
    from streams.entities.mention import Mention
    from streams.entities.reading import Reading
    from streams.entities.titles import Title

_POSSESSIVE = frozenset(["'", "’"])
# Offices that one person of a state holds at a time; a state has many generals and spokesmen.
_ONE_A_STATE = frozenset(
    [
        "president",
        "prime minister",
        "chancellor",
        "foreign minister",
        "foreign secretary",
        "defence minister",
        "defence secretary",
        "secretary of state",
    ]
)
# What one state calls a secretary, the desk of another calls a minister: sure only where the state is named.
_AKIN = {
    "foreign minister": "foreign secretary",
    "defence minister": "defence secretary",
    "defence secretary": "defence minister",
}


@dataclass(frozen=True, slots=True)
class Owner:
    """A state, or its people, by the words that name it."""

    mention: Mention
    country: str


@dataclass(frozen=True, slots=True)
class Owners:
    """The names of states in an article, by the word that each begins with and by the word after it."""

    by_first: Mapping[int, Owner]
    by_last: Mapping[int, Owner]


@dataclass(frozen=True, slots=True)
class Holders:
    """Clusters of persons by office, and the state that each serves."""

    by_office: Mapping[str, Sequence[int]]
    countries: Mapping[int, str | None]

    def of(self, office: str, country: str | None) -> list[int]:
        """Return who holds an office, and of a state where one is named."""
        found = self.by_office.get(office, ())
        if country is None:
            return list(found)
        akin = self.by_office.get(_AKIN.get(office, ""), ())
        return [number for number in dict.fromkeys([*found, *akin]) if self.countries[number] == country]


def find_owners(clusters: Sequence[Cluster], reading: Reading) -> Owners:
    """Return the states that the article names, and their peoples: the Scottish have no foreign minister."""
    states = {(state.country, state.qid) for state in reading.gazetteer.countries.values()}
    found = [
        Owner(mention, cluster.country)
        for cluster in clusters
        if cluster.country and cluster.entry and (cluster.country, cluster.entry.qid) in states
        for mention in cluster.mentions
        if mention.type in ("NORP", "GPE")
    ]
    return Owners(
        {owner.mention.first: owner for owner in found}, {owner.mention.last: owner for owner in found}
    )


def find_holders(clusters: Sequence[Cluster], owners: Owners, reading: Reading) -> Holders:
    """Return who holds which office."""
    persons = {number: cluster for number, cluster in enumerate(clusters) if cluster.type == "PERSON"}
    starts = {mention.first for cluster in persons.values() for mention in cluster.mentions}
    by_office: dict[str, list[int]] = defaultdict(list)
    for number, cluster in persons.items():
        found = [*_told(cluster, owners, starts, reading), *_known(cluster, reading)]
        for office in dict.fromkeys(found):
            by_office[office].append(number)
    return Holders(by_office, {number: cluster.country for number, cluster in persons.items()})


def in_office(office: str, country: str, clusters: Sequence[Cluster], reading: Reading) -> Entry | None:
    """Return whom the gazetteer has in a state's office on the day, if the article names no one who ever held it."""
    if office not in _ONE_A_STATE:
        return None
    offices = {(office, country), (_AKIN.get(office, office), country)}
    everyone = [
        entry
        for bearers in reading.gazetteer.surnames.values()
        for entry in bearers
        if entry.country == country and not offices.isdisjoint(_all_offices(entry))
    ]
    named = {cluster.entry.name for cluster in clusters if cluster.entry is not None}
    if any(entry.name in named for entry in everyone):
        return None
    today = [entry for entry in everyone if not offices.isdisjoint(_all_offices(entry, reading))]
    return today[0] if len(today) == 1 else None


def _told(cluster: Cluster, owners: Owners, starts: set[int], reading: Reading) -> Iterator[str]:
    for mention in cluster.mentions:
        titles = (
            _before(mention, reading),
            _after(mention, owners, starts, reading),
        )
        for title in titles:
            if title is not None and not is_past(title.first, title.last, reading):
                yield from title.offices


def _before(mention: Mention, reading: Reading) -> Title | None:
    """Return the office of "Prime Minister X" and of "the prime minister, X, said"."""
    gap = reading.gap(mention.first)
    is_beside = gap in {" ", "\n", "\u00a0", ". "}
    is_set_off = gap == ", " and reading.gap(mention.last).startswith((",", "."))
    return title_to(mention.first, reading) if is_beside or is_set_off else None


def _after(mention: Mention, owners: Owners, starts: set[int], reading: Reading) -> Title | None:
    """Return the office of "X, the Norwegian foreign minister" and "X, a senator"; not of "X, President Y"."""
    if reading.gap(mention.last) not in {", ", " (", " - ", " – "}:
        return None
    at = mention.last + (reading.key(mention.last) in {"the", "a", "an"})
    owner = owners.by_first.get(at)
    if owner is not None:
        at = owner.mention.last
        at += reading.key(at) == "s" and reading.gap(at) in _POSSESSIVE
    title = title_from(at, reading)
    return None if title is None or (title.last in starts and reading.gap(title.last) == " ") else title


def _known(cluster: Cluster, reading: Reading) -> Iterator[str]:
    if cluster.entry is not None:
        for office, _ in _all_offices(cluster.entry, reading):
            yield office


def _all_offices(entry: Entry, reading: Reading | None = None) -> list[tuple[str, str | None]]:
    """Return the offices that a person ever held, or with a reading those of its day."""
    return [
        (office_of(office.title), office.country)
        for office in entry.offices
        if reading is None or office.is_held(reading.day)
    ]
