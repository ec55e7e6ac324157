"""Plan an installation for a feed, from measured figures, into docs/capacity.md.

    python -m tests.bench.capacity [--articles-a-day N] [--capacity TIMES] ... [--show]

`docs/performance.json`, which `make bench` writes, has what an article takes. Feed, machines and prices are assumed,
and can be given: `--help` names them. `--show` prints the document and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from tests.bench import figures
from tests.bench.capacity_plan import ABOUT, Asked, Measured, TooMuchError
from tests.bench.capacity_report import text
from tests.chaos.workers import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

DOCUMENT = ROOT / "docs" / "capacity.md"
PART = "scale"


def main(arguments: Sequence[str]) -> int:
    """Write the document, or show it."""
    given = vars(_options().parse_args(arguments))
    is_shown = given.pop("show")
    found = figures.read().get(PART)
    if found is None:
        print(f"No figures: `python -m tests.bench.report --part {PART}` measures them.", file=sys.stderr)
        return 3
    asked = replace(Asked(), **{name: value for name, value in given.items() if value is not None})
    command = " ".join(["python -m tests.bench.capacity", *arguments])
    try:
        page = text(Measured.of(found["figures"]), asked, command, found["about"])
    except TooMuchError as error:
        print(f"Not in this way: {error}.", file=sys.stderr)
        return 1
    if is_shown:
        sys.stdout.write(page)
    else:
        DOCUMENT.write_text(page, encoding="utf-8")
        print(f"Written: {DOCUMENT.relative_to(ROOT)}", file=sys.stderr)
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true", help="print the document instead of writing it")
    for each in fields(Asked):
        name = "--" + each.name.replace("_", "-")
        parser.add_argument(
            name, type=type(each.default), help=f"{ABOUT[each.name]} ({each.default:g})".replace("%", "%%")
        )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
