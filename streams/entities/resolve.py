"""Entities of an article: the model's names and the gazetteer's, joined, identified and weighed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from streams.entities.bodies import common_part, with_owners, with_states
from streams.entities.clusters import find_clusters
from streams.entities.corrections import corrected
from streams.entities.entity import Entity
from streams.entities.forces import with_forces
from streams.entities.geocode import find_places
from streams.entities.mentions import find_mentions
from streams.entities.offices import with_offices
from streams.entities.reading import read_words
from streams.entities.roles import with_roles
from streams.entities.salience import by_salience
from streams.entities.shortened import with_short_names
from streams.entities.usage import is_literal
from streams.entities.voices import with_voices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from spacy.tokens import Doc

    from streams.entities.clusters import Cluster
    from streams.entities.entry import Entry
    from streams.entities.gazetteer import Gazetteer
    from streams.entities.places import Place
    from streams.entities.reading import Reading


def find_entities(doc: Doc, gazetteer: Gazetteer, published_on: date, title: str = "") -> tuple[Entity, ...]:
    """Return whom and what the text names, most salient first; no two spans overlap.

    A name in one article is one entity. The title is read for salience alone. A people bears the coordinates of its
    state.
    """
    reading = read_words(doc.text, gazetteer, published_on)
    mentions = with_owners(corrected(find_mentions(doc, reading), reading), reading)
    mentions = with_forces(mentions, reading)
    clusters = with_short_names(with_states(find_clusters(mentions, reading), reading), reading)
    clusters, places = find_places(clusters, reading)
    clusters = with_roles(with_offices(clusters, places, reading), reading)
    entities = _distinct(
        _entity(cluster, places.get(number), reading)
        for number, cluster in enumerate(clusters)
        if cluster.mentions
    )
    return with_voices(by_salience(entities, reading.text, title), reading)


def _entity(cluster: Cluster, place: Place | None, reading: Reading) -> Entity:
    words, gazetteer = reading.words, reading.gazetteer
    spans = tuple(
        (words[each.first].start, words[each.last - 1].end + each.has_dot) for each in cluster.mentions
    )
    entry = cluster.entry if place is None else None
    name, qid = _name(cluster, entry, place, reading), entry.qid if entry else None
    if place is not None:
        qid = gazetteer.place_ids.get(place.geonames_id)
    body = common_part(cluster.key, reading) if cluster.type == "ORG" else ""
    if entry is None and not body:
        qid = qid or gazetteer.qid_of(cluster.key, cluster.type)
    ground = place or _ground(entry, gazetteer)
    return Entity(
        id=_body_id(cluster, body)
        if body and qid is None
        else _id(qid, ground.geonames_id if ground else None, cluster.type, name),
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


def _name(cluster: Cluster, entry: Entry | None, place: Place | None, reading: Reading) -> str:
    """Return the name as the gazetteer has it, else the fullest that the article has."""
    if entry is not None:
        return entry.name
    if place is not None and not place.is_variant:
        return place.name
    fullest = [mention for mention in cluster.mentions if mention.key == cluster.key] or cluster.mentions
    mention = min(fullest, key=lambda each: each.last - each.first)
    start, end = reading.words[mention.first].start, reading.words[mention.last - 1].end
    return " ".join(reading.text[start : end + mention.has_dot].split())


def _ground(entry: Entry | None, gazetteer: Gazetteer) -> Entry | None:
    """Return the entry whose coordinates are an entity's."""
    return (
        gazetteer.countries.get(entry.country or "")
        if entry and entry.kind == "people" and entry.latitude is None
        else entry
    )


def _id(qid: str | None, geonames_id: int | None, kind: str, name: str) -> str:
    """Return the stable id. A people has one of its own beside its state's."""
    if kind == "NORP":
        return f"norp:{name.casefold()}"
    if qid is not None:
        return qid
    return f"geonames:{geonames_id}" if geonames_id is not None else f"{kind.lower()}:{name.casefold()}"


def _body_id(cluster: Cluster, common: str) -> str:
    """Return the id of a body that many states have: the state's code tells "Foreign Ministry" from another's."""
    return f"org:{cluster.country.casefold()}:{common}" if cluster.country else f"org:{common}"


def _distinct(entities: Iterable[Entity]) -> list[Entity]:
    """Join what turned out to be the same: "Kyiv" and "Kiev"."""
    found: dict[str, Entity] = {}
    for entity in entities:
        same = found.setdefault(entity.id, entity)
        if same is not entity:
            spans = tuple(sorted(same.spans + entity.spans))
            found[entity.id] = replace(same, spans=spans, is_literal=same.is_literal or entity.is_literal)
    return list(found.values())
