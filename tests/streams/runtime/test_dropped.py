from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from streams.runtime.dropped import QUIET, look, put_aside

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)
ARTICLE = {"id": "urn:a", "source": "Wire", "published_at": "2031-03-04T09:00:00Z", "body": "One."}


def drop(folder: Path, name: str, text: str, age: timedelta = timedelta(minutes=1)) -> Path:
    path = folder / name
    path.write_text(text)
    os.utime(path, ((NOW - age).timestamp(),) * 2)
    return path


def test_files_that_are_whole_are_taken_in_order(tmp_path: Path) -> None:
    drop(tmp_path, "b.json", json.dumps(ARTICLE))
    drop(tmp_path, "a.json", json.dumps([ARTICLE, ARTICLE]))
    drop(tmp_path, "young.json", json.dumps(ARTICLE), age=QUIET / 2)
    drop(tmp_path, "half.json.part", "{")
    drop(tmp_path, ".hidden.json", json.dumps(ARTICLE))
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.json").symlink_to(tmp_path / "a.json")

    assert [(each.path.name, len(each.messages)) for each in look(tmp_path, NOW)] == [
        ("a.json", 2),
        ("b.json", 1),
    ]


def test_what_is_dealt_with_is_moved_and_nothing_is_written_over(tmp_path: Path) -> None:
    for _ in range(2):
        drop(tmp_path, "a.json", json.dumps(ARTICLE))
        (dropped,) = look(tmp_path, NOW)
        put_aside(dropped)

    assert sorted(path.name for path in (tmp_path / "done").iterdir()) == ["a.2.json", "a.json"]
    assert list(look(tmp_path, NOW)) == []


@pytest.mark.parametrize(
    "text", ["no json", "", "<rss version='2.0'><channel><item><guid>a</guid></item></channel></rss>"]
)
def test_what_is_refused_lies_beside_its_reason(text: str, tmp_path: Path) -> None:
    drop(tmp_path, "bad.xml", text)
    (dropped,) = look(tmp_path, NOW)
    at = put_aside(dropped)

    assert at == tmp_path / "refused" / "bad.xml"
    assert at.read_text() == text
    assert at.with_name("bad.xml.reason.txt").read_text().strip()
