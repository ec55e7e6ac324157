"""One line of the gazetteer: what it says of a state, a people, an organisation, a person or a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from streams.entities.entity import type_labels
from streams.entities.fields import country_of, days_of, degrees_of, number_of, qid_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_KINDS = {
    "country": "GPE",
    "people": "NORP",
    "organisation": "ORG",
    "person": "PERSON",
    "seat": "GPE",
    "region": "LOC",
}


@dataclass(frozen=True, slots=True)
class Office:
    """An office held: from the first day on, up to but not including the last (None: still held)."""

    title: str
    country: str | None
    since: date
    until: date | None

    def is_held(self, day: date) -> bool:
        """Whether the office is held on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the gazetteer knows under a name.

    `kind` is country, people, organisation, person, seat (a place or building whose name stands for its state) or
    region. `country` is ISO 3166-1 alpha-3: whose it is, or for whom it speaks; None for what is above states.
    """

    kind: str
    type: str
    name: str
    country: str | None = None
    qid: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    surname: str = ""
    offices: tuple[Office, ...] = ()

    def office_on(self, day: date) -> Office | None:
        """Return the office that a person holds on a day."""
        return next((office for office in self.offices if office.is_held(day)), None)


def parse_entries(record: Mapping[str, Any], where: str) -> list[tuple[Entry, tuple[str, ...]]]:
    """Return what a line defines, each with all its names. A country also defines its people.

    Raises `ValueError` naming list, line and field.
    """
    kind = text_of(record, "kind", where)
    if kind not in _KINDS:
        raise ValueError(f"{where}: kind: {kind!r} is none of {', '.join(sorted(_KINDS))}")
    label = text_of(record, "type", where, _KINDS[kind])
    if label not in type_labels:
        raise ValueError(f"{where}: type: {label!r} is none of {', '.join(type_labels)}")
    name = text_of(record, "name", where)
    code = text_of(record, "code", where) if kind == "country" else None
    entry = Entry(
        kind=kind,
        type=label,
        name=name,
        country=country_of(record, "code" if code else "country", where),
        qid=qid_of(record, "qid", where),
        latitude=degrees_of(record, "latitude", where),
        longitude=degrees_of(record, "longitude", where),
        geonames_id=number_of(record, "geonames_id", where),
        surname=text_of(record, "surname", where, name.split()[-1]) if kind == "person" else "",
        offices=tuple(_office(office, where) for office in record.get("offices", ())),
    )
    people = texts_of(record, "people", where)
    named = [(entry, (name, *texts_of(record, "aliases", where)))]
    return [*named, (_people(entry, people[0]), people)] if people else named


def _people(country: Entry, name: str) -> Entry:
    return Entry(kind="people", type="NORP", name=name, country=country.country, qid=country.qid)


def _office(office: Mapping[str, Any], where: str) -> Office:
    since, until = days_of(office, where)
    return Office(text_of(office, "title", where), country_of(office, "country", where), since, until)
