"""Hold schemas/generated/asyncapi.json against the official schema of AsyncAPI 3.0, which comes from npm.

Exit code: 0 where it is valid, or where there is no npm to fetch the schema with (said aloud), 1 where it is not.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parents[1] / "schemas" / "generated" / "asyncapi.json"
SCHEMA = HERE / "node_modules" / "@asyncapi" / "specs" / "schemas" / "3.0.0.json"
LONGEST_SECONDS = 120


def main() -> int:
    """Fetch the schema where it is not there yet, and validate; the number returned is the exit code."""
    if not SCHEMA.exists() and not fetch():
        print(
            "SKIPPED ALOUD: npm cannot fetch the schema of AsyncAPI; nobody validated the document.",
            file=sys.stderr,
        )
        return 0
    schema = json.loads(SCHEMA.read_bytes())
    wrong = best_match(Draft7Validator(schema).iter_errors(json.loads(DOCUMENT.read_bytes())))
    if wrong:
        print(f"{DOCUMENT.name}: {'/'.join(map(str, wrong.path))}: {wrong.message[:500]}", file=sys.stderr)
    return 1 if wrong else 0


def fetch() -> bool:
    """Install the package as its lock file says; return whether the schema is there."""
    if shutil.which("npm") is None:
        return False
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        subprocess.run(command, cwd=HERE, capture_output=True, timeout=LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return SCHEMA.exists()


if __name__ == "__main__":
    sys.exit(main())
