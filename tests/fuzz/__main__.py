"""Let libFuzzer loose, by Atheris, on everything that takes in what strangers write.

    python -m tests.fuzz [--seconds 600] [--only NAME] [--seed N]

What raises, hangs, or takes longer than three seconds for each 100 kB, is kept in `tests/fuzz/findings`, and tried by
`make test` from then on. Exit code: 1 where something was found.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.mutations import dictionary
from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Sequence

FINDINGS = Path(__file__).parent / "findings"
HANGS_SECONDS = 60
MOST_BYTES = 200_000
_RUNS = re.compile(r"stat::number_of_executed_units:\s+(\d+)")
_COVERED = re.compile(r"cov: (\d+)")


@dataclass(frozen=True)
class Told:
    """What libFuzzer said: inputs tried, places of the code led into, and what it ended at, if at anything."""

    tried: int
    covered: int
    fault: str


def main() -> int:
    """Fuzz each target for its share of the time; the number returned is the exit code."""
    options = _options().parse_args()
    chosen = [each.__name__ for each in TARGETS if options.only in (None, each.__name__)]
    found = 0
    for name in chosen:
        with tempfile.TemporaryDirectory(prefix="tocsin-fuzz-") as folder:
            found += _fuzz(name, options.seconds / len(chosen), options.seed, Path(folder))
    return 1 if found else 0


def _fuzz(name: str, seconds: float, seed: int, folder: Path) -> int:
    """Fuzz a target for so long, over again after each fault; return how many there were."""
    until, tried, faults = time.monotonic() + seconds, 0, 0
    while (left := int(until - time.monotonic())) > 0:
        told = fuzz(name, folder, [f"-max_total_time={left}", f"-seed={seed + faults}"])
        tried += told.tried
        if not told.fault:
            break
        faults += 1
        print(f"{name}: {told.fault}", file=sys.stderr, flush=True)
    print(f"{name:10} {tried:9,} tried, {told.covered:5,} places, {faults} found", flush=True)
    return faults


def fuzz(name: str, folder: Path, limits: Sequence[str], findings: Path = FINDINGS) -> Told:
    """Run libFuzzer on a target within limits, its corpus in a folder."""
    corpus = folder / "corpus"
    if not corpus.exists():
        corpus.mkdir()
        pool = next(pool for target, pool in TARGETS.items() if target.__name__ == name)
        for number, raw in enumerate(pool):
            (corpus / f"seed-{number}").write_bytes(raw)
        (folder / "words").write_text(dictionary())
    command = [
        *(sys.executable, "-m", "tests.fuzz.guided", name, str(corpus), f"-dict={folder / 'words'}"),
        *(f"-artifact_prefix={findings}/{name}-", f"-timeout={HANGS_SECONDS}", f"-max_len={MOST_BYTES}"),
        *("-print_final_stats=1", *limits),
    ]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    said = done.stdout + done.stderr
    runs, covered = _RUNS.findall(said), _COVERED.findall(said)
    return Told(
        int(runs[-1]) if runs else 0,
        int(covered[-1]) if covered else 0,
        _fault(said) if done.returncode else "",
    )


def _fault(said: str) -> str:
    """Return what went wrong, in a line: an exception, or what libFuzzer has to say."""
    lines = [line for line in said.splitlines() if "Error" in line or "Exception" in line or "ERROR" in line]
    return (lines or said.strip().splitlines()[-1:] or ["It ended without a word."])[0][:300]


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=600, help="for all targets together")
    parser.add_argument("--only", choices=[each.__name__ for each in TARGETS])
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
