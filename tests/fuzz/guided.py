"""One target under libFuzzer, which keeps what leads into code that nothing led into before.

    python -m tests.fuzz.guided TARGET CORPUS [libFuzzer's options]

It ends at the first input that raises, takes too long or hangs, and leaves it where `-artifact_prefix` says.
"""

from __future__ import annotations

import random
import sys
import time

import atheris

with atheris.instrument_imports(include=["streams", "schemas"]):
    from tests.fuzz.targets import TARGETS

from tests.fuzz.mutations import repeat, reshape

SLOW_SECONDS = 3.0
SLOW_FOR_BYTES = 100_000


class TooSlowError(Exception):
    """An input takes longer than three seconds for each 100 kB: code that is watched takes three times as long."""


def main() -> None:
    """Let libFuzzer loose; it ends the process."""
    name, *options = sys.argv[1:]
    (target,) = (each for each in TARGETS if each.__name__ == name)

    def one(raw: bytes) -> None:
        begun = time.perf_counter()
        target(raw)
        took = time.perf_counter() - begun
        if took > SLOW_SECONDS * max(1.0, len(raw) / SLOW_FOR_BYTES):
            raise TooSlowError(f"{len(raw)} bytes took {took:.1f} s")

    for raw in TARGETS[target]:
        target(raw)  # what is opened with the first input is no input's fault
    atheris.Setup([sys.argv[0], *options], one, custom_mutator=mutated)
    atheris.Fuzz()


def mutated(raw: bytes, most: int, seed: int) -> bytes:
    """Return another input, by libFuzzer's mutations or ours."""
    chance = random.Random(seed)  # noqa: S311 - the same for the same seed
    kind = chance.random()
    made = reshape(raw, chance) if kind < 1 / 3 else repeat(raw, chance) if kind < 0.4 else None
    found: bytes = atheris.Mutate(raw, most) if made is None else made[:most]
    return found


if __name__ == "__main__":
    main()
