"""What the lists of the gazetteer say that cannot both be true: a name or id of two, an office held by two."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from streams.entities.entry import Entry, Office
    from streams.entities.gazetteer import Gazetteer

# The people of a state and the seats that stand for it carry its ids and may carry its name.
_OWN_IDS = frozenset(("country", "organisation", "person", "region"))
_STATES = frozenset(("country", "people", "seat"))
# Offices that one holds at a time. Ministers of state, deputies and joint heads are many.
_SINGLE = frozenset(("president", "prime minister", "chancellor", "foreign minister", "defence minister"))


def find_conflicts(gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return each conflict in words, in order; none where every name and id leads to one bearer.

    One name may be borne by entries of several kinds, as "Chad" by a state and a person: for these the code has rules.
    Two bearers of one kind, or two states behind one name, have none.
    """
    entries = {entry for found in gazetteer.names.values() for entry in found}
    found = [
        *_shared(entries, "qid", "Wikidata id"),
        *_shared(entries, "geonames_id", "GeoNames id"),
        *_claimed_twice(gazetteer),
        *_held_by_two(entries),
    ]
    return tuple(sorted(found))


def _shared(entries: Iterable[Entry], field: str, what: str) -> Iterator[str]:
    bearers: dict[tuple[object, str], set[str]] = defaultdict(set)
    for entry in entries:
        if getattr(entry, field) and entry.kind in _OWN_IDS:
            bearers[getattr(entry, field), entry.kind].add(entry.name)
    for (identifier, kind), names in bearers.items():
        if len(names) > 1:
            yield f"{what} {identifier} is given to more than one {kind}: {_listed(names)}"


def _claimed_twice(gazetteer: Gazetteer) -> Iterator[str]:
    for key, found in gazetteer.names.items():
        kinds: dict[str, list[str]] = defaultdict(list)
        for entry in found:
            kinds[entry.kind].append(entry.name)
        for kind, names in kinds.items():
            if len(names) > 1:
                yield f"{key!r} is claimed by more than one {kind}: {_listed(names)}"
        states = {entry.country for entry in found if entry.kind in _STATES}
        if len(states) > 1:
            yield f"{key!r} stands for more than one state: {_listed(str(state) for state in states)}"


def _held_by_two(entries: Iterable[Entry]) -> Iterator[str]:
    held: dict[tuple[str, str], list[tuple[Office, str]]] = defaultdict(list)
    for entry in entries:
        for office in entry.offices:
            if office.country and office.title in _SINGLE:
                held[office.country, office.title].append((office, entry.name))
    for (country, title), terms in held.items():
        for (one, holder), (other, next_holder) in pairwise(sorted(terms, key=lambda term: term[0].since)):
            if other.since < (one.until or date.max):
                yield f"{country} has two of the office {title} on {other.since}: {_listed((holder, next_holder))}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
