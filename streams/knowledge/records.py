"""Records of the gazetteer, line by line as they stand in its files."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from streams.knowledge.errors import KnowledgeError
from streams.knowledge.files import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def read_records(folder: Path, pattern: str = "*.jsonl") -> Iterator[Mapping[str, Any]]:
    """Yield the records of a folder's files, each with `where` it stands. Raises `KnowledgeError`."""
    for path in sorted(folder.glob(pattern)):
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield {**json.loads(line), "where": f"{path.name}:{number}"}
                except ValueError as error:
                    raise KnowledgeError(f"{path.name}:{number}: {error}") from None


def load_countries(data: Path = DATA) -> list[Mapping[str, Any]]:
    """Return the gazetteer's records of states and territories. Raises `KnowledgeError`."""
    records = read_records(data / "gazetteer", "countries.jsonl")
    return [record for record in records if record["kind"] == "country"]


@lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    """Return the alpha-3 codes of the gazetteer that came with Tocsin."""
    return frozenset(str(record["code"]) for record in load_countries())
