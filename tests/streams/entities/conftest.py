from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from model import opened_reader
from streams.entities.gazetteer import Gazetteer, build_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streams.entities.nlp import Reader

DATA = Path(__file__).parents[3] / "streams" / "data"
LISTS = DATA / "gazetteer"


def gazetteer_records() -> Iterator[dict[str, object]]:
    for path in sorted(LISTS.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield {**json.loads(line), "where": f"{path.name}:{number}"}


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return build_gazetteer(gazetteer_records())


@pytest.fixture(scope="session")
def reader() -> Reader:
    return opened_reader()
