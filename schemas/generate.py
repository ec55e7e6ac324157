"""Write the JSON Schemas of the contracts and the AsyncAPI document to `schemas/generated`, or check them.

Run as `python -m schemas.generate` (write) or `python -m schemas.generate --check`.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from schemas import asyncapi
from schemas.ninjs import NinjsV1
from schemas.topics import ARTICLES, TOPICS, Topic

if TYPE_CHECKING:
    from pydantic import BaseModel

GENERATED = Path(__file__).parent / "generated"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Format:
    """What others write and the topic `articles` takes, beside our own article event."""

    name: str
    value: type[BaseModel]


NINJS = Format("ninjs", NinjsV1)
CONTRACTS: tuple[Topic | Format, ...] = (*TOPICS, NINJS)


def schema_text(contract: Topic | Format) -> str:
    """Return the JSON Schema of a topic's messages or of a format, as it stands on disk."""
    return contract_text(contract.value)


def contract_text(contract: type[BaseModel]) -> str:
    """Return the JSON Schema of a contract: of what may come for those that others write, of what goes for ours."""
    is_read = contract in (ARTICLES.value, NINJS.value)
    schema = contract.model_json_schema(mode="validation" if is_read else "serialization")
    return (
        json.dumps({"$schema": DIALECT, "$id": f"urn:tocsin:{contract.__name__}", **schema}, indent=2) + "\n"
    )


def schema_path(contract: Topic | Format) -> Path:
    """Return where the schema of a topic's messages or of a format stands."""
    return GENERATED / f"{contract.name}.schema.json"


def files() -> dict[Path, str]:
    """Return what is generated, by where it stands."""
    schemas = {schema_path(contract): schema_text(contract) for contract in CONTRACTS}
    return schemas | {GENERATED / "asyncapi.json": asyncapi.text()}


def main(arguments: list[str]) -> int:
    """Write or check; the number returned is the exit code."""
    stale = {path: text for path, text in files().items() if not path.exists() or path.read_text() != text}
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"{path} is out of step: run `python -m schemas.generate`\n")
        return 1 if stale else 0
    GENERATED.mkdir(exist_ok=True)
    for path, text in stale.items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
