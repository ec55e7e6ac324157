"""Entities: whom or what a text names, apart from how often and where it names it."""

from __future__ import annotations

from dataclasses import dataclass

type_labels = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP")


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation, place or people of an article, with every mention of it.

    `id` is stable across articles: `Q…` (Wikidata) or `geonames:…` where known, else type and folded name.
    `type` is one of `type_labels` (OntoNotes). `country` is ISO 3166-1 alpha-3. `spans` are half-open code point
    offsets into the clean text, in order: of names, and of persons of offices alone and of the pronouns that they
    speak by, too. `is_literal` is False where every mention stands for the state or its government and not for the
    ground ("Washington said").
    """

    id: str
    type: str
    name: str
    spans: tuple[tuple[int, int], ...]
    qid: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    is_literal: bool = True
