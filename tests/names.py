"""Score the recogniser of names alone, as the bare model has it and as it was trained on.

    python tests/names.py

The sets lie beside the checkout, in ../shared/eval; types are mapped and counted as its scorer does.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from streams.entities.nlp import Reader
from streams.knowledge import DATA
from streams.training.names import BASE

SETS = Path(__file__).resolve().parents[2] / "shared" / "eval"
COARSE = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
RE3D = {"Organisation": "ORG", "Location": "LOC", "Person": "PER"}


def main() -> int:
    """Print F for each set and both recognisers."""
    if not SETS.exists():
        print(f"SKIPPED: {SETS} is not there, so there is nothing to score against.", file=sys.stderr)
        return 1
    readers = {"bare": Reader(BASE), "trained on": Reader(BASE, DATA / "names" / "model")}
    for name in ("conllpp", "wikigold", "re3d"):
        lines = (SETS / name / "dev.jsonl").read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        scores = "  ".join(f"{which} {f_score(records, reader):.3f}" for which, reader in readers.items())
        print(f"{name:10} {scores}")
    return 0


def f_score(records: list[dict[str, Any]], reader: Reader) -> float:
    """Return F of surface and type, counted by document."""
    both = found = wanted = 0
    with reader.zone():
        for record, doc in zip(records, (reader.read(r["text"]) for r in records), strict=True):
            have = Counter(
                (surface(ent.text), COARSE[ent.label_]) for ent in doc.ents if ent.label_ in COARSE
            )
            want = gold(record)
            both += (have & want).total()
            found += have.total()
            wanted += want.total()
    return 2 * both / (found + wanted)


def gold(record: dict[str, Any]) -> Counter[tuple[str, str]]:
    """Return the names that a record's labels want; of two types for one span the first that is likely."""
    kinds: dict[tuple[int, int], tuple[str, str]] = {}
    for name in record["entities"]:
        kind = RE3D.get(name["type"], name["type"])
        if kind in COARSE.values() and name.get("confidence", 1) >= 0.5:
            kinds.setdefault((name["start"], name["end"]), (surface(name["text"]), kind))
    return Counter(kinds.values())


def surface(text: str) -> str:
    """Return a name as it is compared: small, single spaces, no article."""
    return re.sub(r"^the ", "", re.sub(r"\s+", " ", text).strip().lower())


if __name__ == "__main__":
    sys.exit(main())
