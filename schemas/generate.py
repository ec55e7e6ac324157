"""Write the JSON Schemas of the contracts to `schemas/generated`, or check that they are in step.

Run as `python -m schemas.generate` (write) or `python -m schemas.generate --check`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from schemas.topics import TOPICS, Topic

GENERATED = Path(__file__).parent / "generated"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(topic: Topic) -> str:
    """Return the JSON Schema of a topic's messages, as it stands on disk."""
    schema = topic.value.model_json_schema(mode="validation" if topic.name == "articles" else "serialization")
    return (
        json.dumps({"$schema": DIALECT, "$id": f"urn:tocsin:{topic.value.__name__}", **schema}, indent=2)
        + "\n"
    )


def schema_path(topic: Topic) -> Path:
    """Return where the schema of a topic's messages stands."""
    return GENERATED / f"{topic.name}.schema.json"


def main(arguments: list[str]) -> int:
    """Write or check; the number returned is the exit code."""
    stale = [t for t in TOPICS if not schema_path(t).exists() or schema_path(t).read_text() != schema_text(t)]
    if "--check" in arguments:
        for topic in stale:
            sys.stderr.write(f"{schema_path(topic)} is out of step: run `python -m schemas.generate`\n")
        return 1 if stale else 0
    GENERATED.mkdir(exist_ok=True)
    for topic in stale:
        schema_path(topic).write_text(schema_text(topic))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
