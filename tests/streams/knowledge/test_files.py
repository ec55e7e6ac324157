from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from streams.knowledge import KnowledgeError
from streams.knowledge.files import DATA, FAMILIES, our_files, read_file, users_files
from streams.knowledge.marked import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path


def test_our_files_are_those_of_the_three_families() -> None:
    files = our_files()

    assert {file.name.split("/")[0] for file in files} == set(FAMILIES)
    assert all(file.is_ours for file in files)


def test_a_users_files_lie_in_the_folder_or_one_below(tmp_path: Path) -> None:
    for name in (
        "a.yaml",
        "b.yml",
        "themes/c.yaml",
        "notes.txt",
        ".hidden.yaml",
        "..data/d.yaml",
        "x/y/z.yaml",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("id: x")

    assert [file.stem for file in users_files(tmp_path)] == ["a", "b", "c"]
    assert not any(file.is_ours for file in users_files(tmp_path))


def test_a_mounted_volume_shows_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "..2031").mkdir()
    (tmp_path / "..2031" / "a.yaml").write_text("id: a")
    (tmp_path / "..data").symlink_to("..2031")
    (tmp_path / "a.yaml").symlink_to("..data/a.yaml")

    assert [file.stem for file in users_files(tmp_path)] == ["a"]


def test_no_folder_is_no_rules_and_a_missing_one_is_said(tmp_path: Path) -> None:
    assert users_files(None) == []
    with pytest.raises(KnowledgeError, match="TOCSIN_RULES: there is no folder"):
        users_files(tmp_path / "missing")


@pytest.mark.parametrize("bound", ["MOST_FILES", "MOST_BYTES_OF_ALL"])
def test_a_folder_is_bounded(bound: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"streams.knowledge.files.{bound}", 3)
    for name in "abcd":
        (tmp_path / f"{name}.yaml").write_text("id: x")

    with pytest.raises(KnowledgeError, match="more than 3"):
        users_files(tmp_path)


def test_of_a_large_file_no_more_is_read_than_tells_so(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(10 * MOST_BYTES)

    assert len(read_file(path).raw) == MOST_BYTES + 1


def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")

    with pytest.raises(KnowledgeError, match="no such file"):
        users_files(tmp_path)


def test_a_file_of_ours_is_known_by_its_place() -> None:
    assert read_file(DATA / "claims" / "invasion.yaml").is_ours
