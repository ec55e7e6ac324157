"""What fuzzing found once is tried again each time; and a little is tried anew, the same each time."""

from __future__ import annotations

import importlib
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
FINDINGS = sorted((HERE / "findings").glob("*-*"))
TRIED = 150

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def fuzz() -> Iterator[Any]:
    """Yield what imports the modules of this folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(HERE.parents[1]))
        patch.chdir(HERE.parents[1])
        yield lambda name: importlib.import_module(f"tests.fuzz.{name}")


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.name)
def test_what_was_found_is_mended(path: Path, fuzz: Any) -> None:
    by_name = {each.__name__: each for each in fuzz("targets").TARGETS}

    by_name[path.name.partition("-")[0]](path.read_bytes())


def test_whatever_strangers_write_is_answered(fuzz: Any) -> None:
    mutations, chance = fuzz("mutations"), random.Random(2031)  # noqa: S311 - the same each time
    for target, pool in fuzz("targets").TARGETS.items():
        for _ in range(TRIED):
            raw = chance.choice(pool)
            target(mutations.reshape(raw, chance) or mutations.repeat(raw, chance))


def test_nothing_new_is_found_in_a_moment(fuzz: Any, tmp_path: Path) -> None:
    told = fuzz("__main__").fuzz("article", tmp_path, ["-runs=150", "-seed=2031"], tmp_path)

    assert told.fault == ""
    assert told.tried >= 150
    assert told.covered > 100, "the code is watched"


def test_what_raises_is_kept(fuzz: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import streams.cli.tap_where as it\n"
        "read = it.read_condition\n"
        "def breaks(said):\n"
        "    if '~~' in said: raise KeyError('a fault')\n"
        "    return read(said)\n"
        "it.read_condition = breaks\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    told = fuzz("__main__").fuzz("words", tmp_path, ["-runs=200000", "-seed=1"], tmp_path)

    assert "a fault" in told.fault
    (kept,) = tmp_path.glob("words-crash-*")
    assert b"~~" in kept.read_bytes()


def test_mutations_stay_in_their_format(fuzz: Any) -> None:
    mutations = fuzz("mutations")
    chance = random.Random(1)  # noqa: S311 - the same each time

    assert mutations.reshape(b"{", chance) is None
    assert mutations.reshape(b'{"a": {"b": 1}}', chance) not in (None, b'{"a": {"b": 1}}')
    assert len(mutations.repeat(b"<p>", chance)) > len(b"<p>")
    assert all(line[0] == line[-1] == '"' for line in mutations.dictionary().splitlines())
