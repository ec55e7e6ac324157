from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from streams.knowledge.errors import KnowledgeError
from streams.knowledge.records import country_codes, load_countries, read_records

if TYPE_CHECKING:
    from pathlib import Path


def test_a_record_says_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"name": "two"}\n{"name": "three"}\n', encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"name": "one"}\n', encoding="utf-8")

    assert [(record["name"], record["where"]) for record in read_records(tmp_path)] == [
        ("one", "a.jsonl:1"),
        ("two", "b.jsonl:1"),
        ("three", "b.jsonl:2"),
    ]


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"name": "one"}\nno JSON\n', encoding="utf-8")

    with pytest.raises(KnowledgeError, match=r"a\.jsonl:2"):
        list(read_records(tmp_path))


def test_countries_go_by_three_letters() -> None:
    assert {"EST", "LVA", "LTU"} < country_codes()
    assert country_codes() == {record["code"] for record in load_countries()}
    assert all(len(code) == 3 for code in country_codes())
