"""Let mutations of good and bad input loose on everything that takes in what strangers write.

    python -m tests.fuzz [--seconds 600] [--only NAME] [--seed N]

What raises, or takes longer than a second for each 100 kB, is kept in `tests/fuzz/findings`, and tried by `make test`
from then on. Exit code: 1 where something was found.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.mutations import mutate
from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable

FINDINGS = Path(__file__).parent / "findings"
SLOW_SECONDS = 1.0
HANGS_SECONDS = 60.0
SLOW_FOR_BYTES = 100_000
MOST_KEPT = 500


def main() -> int:
    """Fuzz each target for its share of the time; the number returned is the exit code."""
    options = _options().parse_args()
    signal.signal(signal.SIGALRM, _hangs)
    chosen = [each for each in TARGETS if options.only in (None, each.__name__)]
    found = 0
    for target in chosen:
        tried, broken = fuzz(target, options.seconds / len(chosen), random.Random(options.seed))  # noqa: S311
        found += broken
        print(f"{target.__name__:10} {tried:8,} tried, {broken} found", flush=True)
    return 1 if found else 0


def fuzz(target: Callable[[bytes], None], seconds: float, chance: random.Random) -> tuple[int, int]:
    """Try a target for so long; return how many inputs were tried and how many broke it."""
    pool = list(TARGETS[target])
    for raw in pool:
        target(raw)
    until, tried, broken = time.monotonic() + seconds, 0, 0
    while time.monotonic() < until:
        raw = mutate(pool, chance)
        tried += 1
        begun = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, HANGS_SECONDS)
        try:
            target(raw)
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            broken += 1
            _keep(target.__name__, raw, traceback.format_exc())
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        took = time.monotonic() - begun
        if took > SLOW_SECONDS * max(1.0, len(raw) / SLOW_FOR_BYTES):
            broken += 1
            _keep(target.__name__, raw, f"It took {took:.1f} s.")
        # What was mutated once is a start for the next: faults lie deep.
        if chance.random() < 1 / 50:
            pool.append(raw)
            del pool[len(TARGETS[target]) : -MOST_KEPT]
    return tried, broken


def _hangs(*_: object) -> None:
    raise TimeoutError(f"It hangs: {HANGS_SECONDS:g} s.")


def _keep(name: str, raw: bytes, why: str) -> None:
    path = FINDINGS / f"{name}-{hashlib.sha256(raw).hexdigest()[:12]}.bin"
    path.write_bytes(raw)
    print(f"{path.name}: {why.strip().splitlines()[-1][:300]}", file=sys.stderr, flush=True)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=600, help="for all targets together")
    parser.add_argument("--only", choices=[each.__name__ for each in TARGETS])
    parser.add_argument("--seed", type=int, default=None)
    return parser


if __name__ == "__main__":
    sys.exit(main())
