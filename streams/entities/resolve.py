"""Entities of an article: the model's names and the gazetteer's, joined, identified and weighed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from streams.entities.bodies import with_states
from streams.entities.clusters import find_clusters
from streams.entities.corrections import corrected
from streams.entities.entity import Entity
from streams.entities.forces import with_forces
from streams.entities.geocode import find_places
from streams.entities.mentions import find_mentions
from streams.entities.offices import with_offices
from streams.entities.reading import read_words
from streams.entities.usage import is_literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from spacy.tokens import Doc

    from streams.entities.clusters import Cluster
    from streams.entities.entry import Entry
    from streams.entities.gazetteer import Gazetteer
    from streams.entities.places import Place
    from streams.entities.reading import Reading

# A mention in the first words weighs three times one at the end of the opening and after.
_OPENING = 3.0
_OPENING_CHARS = 600
# A nationality says less of whom an article is about than a name.
_PEOPLE = 0.5


def find_entities(doc: Doc, gazetteer: Gazetteer, published_on: date) -> tuple[Entity, ...]:
    """Return whom and what the text names, most salient first; no two spans overlap.

    A name in one article is one entity. Salience counts mentions, those in the opening more. A people bears the
    coordinates of its state.
    """
    reading = read_words(doc.text, gazetteer, published_on)
    mentions = with_forces(corrected(find_mentions(doc, reading), reading), reading)
    clusters = with_states(find_clusters(mentions, reading), reading)
    places = find_places(clusters, reading)
    clusters = with_offices(clusters, places, reading)
    entities = _distinct(
        _entity(cluster, places.get(number), reading) for number, cluster in enumerate(clusters)
    )
    return tuple(sorted(entities, key=lambda entity: (-_weight(entity), entity.spans[0])))


def _entity(cluster: Cluster, place: Place | None, reading: Reading) -> Entity:
    words, gazetteer = reading.words, reading.gazetteer
    spans = tuple(
        (words[each.first].start, words[each.last - 1].end + each.has_dot) for each in cluster.mentions
    )
    entry = cluster.entry if place is None else None
    name, qid = _name(spans, entry, place, reading), entry.qid if entry else None
    if place is not None:
        qid = gazetteer.place_ids.get(place.geonames_id)
    if entry is None:
        qid = qid or gazetteer.qid_of(cluster.key, cluster.type)
    ground = place or _ground(entry, gazetteer)
    return Entity(
        id=_id(qid, ground.geonames_id if ground else None, cluster.type, name),
        type=cluster.type,
        name=name,
        spans=spans,
        qid=qid,
        country=place.country if place else cluster.country,
        latitude=ground.latitude if ground else None,
        longitude=ground.longitude if ground else None,
        geonames_id=ground.geonames_id if ground else None,
        is_literal=cluster.type in ("PERSON", "ORG", "NORP") or is_literal(cluster.mentions, reading),
    )


def _name(
    spans: tuple[tuple[int, int], ...], entry: Entry | None, place: Place | None, reading: Reading
) -> str:
    """Return the name as the gazetteer has it, else the longest that the article has."""
    if entry is not None:
        return entry.name
    if place is not None and not place.is_variant:
        return place.name
    start, end = max(spans, key=lambda span: span[1] - span[0])
    return " ".join(reading.text[start:end].split())


def _ground(entry: Entry | None, gazetteer: Gazetteer) -> Entry | None:
    """Return the entry whose coordinates are an entity's."""
    return gazetteer.countries.get(entry.country or "") if entry and entry.kind == "people" else entry


def _id(qid: str | None, geonames_id: int | None, kind: str, name: str) -> str:
    """Return the stable id. A people has one of its own beside its state's."""
    if kind == "NORP":
        return f"norp:{name.casefold()}"
    if qid is not None:
        return qid
    return f"geonames:{geonames_id}" if geonames_id is not None else f"{kind.lower()}:{name.casefold()}"


def _distinct(entities: Iterable[Entity]) -> list[Entity]:
    """Join what turned out to be the same: "Kyiv" and "Kiev"."""
    found: dict[str, Entity] = {}
    for entity in entities:
        same = found.setdefault(entity.id, entity)
        if same is not entity:
            spans = tuple(sorted(same.spans + entity.spans))
            found[entity.id] = replace(same, spans=spans, is_literal=same.is_literal or entity.is_literal)
    return list(found.values())


def _weight(entity: Entity) -> float:
    factor = _PEOPLE if entity.type == "NORP" else 1.0
    return factor * sum(
        1 + (_OPENING - 1) * max(0.0, 1 - start / _OPENING_CHARS) for start, _ in entity.spans
    )
