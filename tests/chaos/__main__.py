"""Run Tocsin under faults and check that nothing was lost.

    python -m tests.chaos [--part [NAME ...]] [--seed N] [--seconds N] [--kills N] [--only FAULT ...] [--write]

Without arguments all parts run, about a quarter of an hour on two cores; `--write` puts the report into docs/chaos.md,
where parts that do not run stay as they are: with a bare `--part` only its head is written anew.
Exit code 1 where something was lost, 3 where a part could not run here.
"""

from __future__ import annotations

import argparse
import logging
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.chaos.plans import LONG, Part
from tests.chaos.report import page
from tests.chaos.run import Outcome, run
from tests.chaos.versions import current
from tests.chaos.workers import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

DOCUMENT = ROOT / "docs" / "chaos.md"
EXIT_LOST, EXIT_NOT_ALL = 1, 3


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for."""
    asked = _options().parse_args(arguments)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # brokers die here all the time
    told: list[tuple[Part, Outcome | str]] = []
    for part in LONG:
        if asked.part is not None and part.plan.name not in asked.part:
            continue
        missing = part.missing()
        say(f"{part.plan.name}: {missing or part.about}")
        told.append((part, missing or run(_changed(part, asked).plan, say)))
    shown = [
        each for each in arguments if each not in ("--keep", str(asked.keep))
    ]  # a path of this machine alone
    command = " ".join(["python -m tests.chaos", *shown])
    when = f"Run on {datetime.now(UTC):%Y-%m-%d}, commit {current(str(DOCUMENT.relative_to(ROOT)))}, by `{command}`."
    text = page(
        told,
        when,
        [part.plan.name for part in LONG],
        DOCUMENT.read_text(encoding="utf-8") if asked.write and DOCUMENT.exists() else "",
    )
    sys.stdout.write(text)
    if asked.write:
        DOCUMENT.write_text(text, encoding="utf-8")
    outcomes = [outcome for _, outcome in told if isinstance(outcome, Outcome)]
    if not all(outcome.is_good for outcome in outcomes):
        return EXIT_LOST
    return 0 if len(outcomes) == len(told) else EXIT_NOT_ALL


def say(line: str) -> None:
    """Tell how far it is."""
    sys.stderr.write(f"{line}\n")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", nargs="*", choices=[part.plan.name for part in LONG])
    parser.add_argument("--seed", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--rate", type=float, help="articles published a second")
    parser.add_argument("--only", nargs="*", help="parts of the names of faults")
    parser.add_argument("--keep", type=Path, help="an empty folder for the workers' logs, which stay")
    parser.add_argument("--write", action="store_true", help="write docs/chaos.md")
    return parser


def _changed(part: Part, asked: argparse.Namespace) -> Part:
    names = ("seed", "seconds", "kills", "rate", "only", "keep")
    changes: dict[str, Any] = {name: value for name in names if (value := getattr(asked, name)) is not None}
    return part._replace(plan=replace(part.plan, **changes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
