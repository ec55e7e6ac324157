"""Names to put in the place of others: persons of many lands, and towns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from streams.training.annotated import Annotated

_TOWN = 5_000
_PERSONS = 20_000


def person_names(documents: Iterable[Annotated], data: Path, chance: random.Random) -> list[str]:
    """Return full names: a given name of the gazetteer and a surname of the documents' persons."""
    surnames = sorted(
        {
            name.split()[-1]
            for document in documents
            for name, label in document.pieces()
            if label == "PERSON" and " " in name
        }
    )
    given = [
        word.title()
        for record in _records(data / "gazetteer" / "given_names.jsonl")
        for word in record["words"]
    ]
    return [f"{chance.choice(given)} {chance.choice(surnames)}" for _ in range(_PERSONS)]


def town_names(data: Path) -> list[str]:
    """Return the names of the gazetteer's towns of some size, as they are written."""
    rows = (
        row.split("|") for record in _records(data / "gazetteer" / "cities.jsonl") for row in record["rows"]
    )
    return sorted({row[1] or row[0].title() for row in rows if row[-1] == "P" and int(row[6]) >= _TOWN})


def _records(path: Path) -> Iterator[Mapping[str, list[str]]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
