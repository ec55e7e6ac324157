"""Check the gazetteer: every line readable, no id or name of two without a rule, every list with source and licence.

    python tests/gazetteer.py

Prints what each list holds. Errors name list and line; the exit code is then 1.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING

from streams.entities.conflicts import find_conflicts
from streams.entities.gazetteer import build_gazetteer
from streams.knowledge import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTS = DATA / "gazetteer"
# A row of the table in the lists' README: name, what it holds, source and date, licence.
ROW = re.compile(
    r"^\| `(?P<name>\S+\.jsonl)` \|(?P<holds>[^|]+)\|(?P<source>[^|]+)\|(?P<licence>[^|]+)\|$", re.MULTILINE
)


def main() -> int:
    """Check all lists and say what is wrong."""
    records = list(read_records())
    try:
        errors = [*undocumented(), *find_conflicts(build_gazetteer(records))]
    except ValueError as error:
        errors = [str(error)]
    for name, count in sorted(Counter(str(record["where"]).partition(":")[0] for record in records).items()):
        print(f"{name:28} {count:6} lines")
    for error in errors:
        print(f"error: {error}", file=sys.stderr)
    return 1 if errors else 0


def read_records() -> Iterator[dict[str, object]]:
    """Yield each line with its place."""
    for path in sorted(LISTS.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield {**json.loads(line), "where": f"{path.name}:{number}"}


def undocumented() -> Iterator[str]:
    """Yield the lists whose source, date and licence are not stated."""
    rows = {row["name"]: row for row in ROW.finditer((LISTS / "README.md").read_text(encoding="utf-8"))}
    for path in sorted(LISTS.glob("*.jsonl")):
        row = rows.get(path.name)
        if row is None or not all(row[field].strip() for field in ("holds", "source", "licence")):
            yield f"{path.name}: README.md does not state what it holds, its source and its licence"
        elif not re.search(r"\b20\d\d\b", row["source"]):
            yield f"{path.name}: README.md states no date of its source"


if __name__ == "__main__":
    sys.exit(main())
