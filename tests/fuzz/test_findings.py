"""What fuzzing found once is tried again each time; and a little is tried anew."""

from __future__ import annotations

import importlib
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
FINDINGS = sorted((HERE / "findings").glob("*.bin"))
TRIED = 150

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def fuzz() -> Iterator[Any]:
    sys.path.insert(0, str(HERE.parents[1]))
    yield importlib.import_module("tests.fuzz.targets"), importlib.import_module("tests.fuzz.mutations")
    sys.path.pop(0)


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.name)
def test_what_was_found_is_mended(path: Path, fuzz: Any) -> None:
    targets, _ = fuzz
    by_name = {each.__name__: each for each in targets.TARGETS}

    by_name[path.name.rpartition("-")[0]](path.read_bytes())


def test_whatever_strangers_write_is_answered(fuzz: Any) -> None:
    targets, mutations = fuzz
    chance = random.Random(2031)  # noqa: S311 - the same each time
    for target, pool in targets.TARGETS.items():
        for _ in range(TRIED):
            target(mutations.mutate(pool, chance))


def test_what_raises_or_is_slow_is_kept(
    fuzz: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    runner = importlib.import_module("tests.fuzz.__main__")

    def breaks(raw: bytes) -> None:
        if raw != b"good":
            raise ValueError("a fault")

    monkeypatch.setitem(runner.TARGETS, breaks, (b"good",))
    monkeypatch.setattr(runner, "FINDINGS", tmp_path)
    clock = iter([0.0, 0.0, 1.0, 1.0, 9.0, 9.0])
    monkeypatch.setattr(runner.time, "monotonic", lambda: next(clock))

    assert runner.fuzz(breaks, 5.0, random.Random(1)) == (1, 1)  # noqa: S311
    (kept,) = tmp_path.iterdir()
    assert kept.name.startswith("breaks-")
    assert "a fault" in capsys.readouterr().err
