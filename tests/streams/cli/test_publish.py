from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from streams.cli.publish import article_message, documents, is_lines, lines
from streams.wire.files import MOST_BYTES
from streams.wire.refusal import Refused

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("line", "key"),
    [
        pytest.param(b'{"id": " urn:a:1 "}', b"urn:a:1", id="trimmed as the reader trims it"),
        pytest.param('{"id": "urn:é"}'.encode(), "urn:é".encode(), id="not ASCII"),
        pytest.param(b'{"uri": "urn:a:1", "type": "text"}', b"urn:a:1", id="ninjs"),
        pytest.param(b'{"guid": "urn:a:1", "id": "x"}', b"urn:a:1", id="ninjs of Superdesk"),
        pytest.param(b'{"guid": "x", "id": "urn:a:1", "body": ""}', b"urn:a:1", id="an event with a guid"),
        pytest.param(b'{"id": 7}', None, id="no text"),
        pytest.param(b'{"title": "x"}', None, id="no id"),
        pytest.param(b"[1]", None, id="a list"),
        pytest.param(b"{", None, id="no JSON"),
        pytest.param(b"\xff", None, id="not UTF-8"),
        pytest.param(b"[" * 100_000, None, id="nesting bomb"),
    ],
)
def test_an_article_is_keyed_by_its_id_where_it_has_one(line: bytes, key: bytes | None) -> None:
    message = article_message(line)

    assert message.key == key
    assert message.value == line


def test_blank_lines_are_no_articles(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b'{"id": "1"}\r\n\n  \n{"id": "2"}')

    assert list(lines(path)) == [b'{"id": "1"}', b'{"id": "2"}']


@pytest.mark.parametrize(
    ("name", "content", "by_line"),
    [
        ("a.jsonl", b"{}", True),
        ("a.txt", b"{}", True),
        ("a.txt", b" <rss/>", False),
        ("a.jsonl", b"<rss/>", False),
        ("a.json", b"{}", False),
        ("a.ATOM", b"", False),
        ("a.xml", b"{}", False),
    ],
)
def test_a_file_is_read_by_suffix_and_content(
    tmp_path: Path, name: str, content: bytes, by_line: bool
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert is_lines(path) is by_line


def test_the_mark_of_an_encoding_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "1"}\n{"id": "2"}')

    assert list(lines(path)) == [b'{"id": "1"}', b'{"id": "2"}']


@pytest.mark.parametrize("content", [b"", b"<html/>", b"{"], ids=["empty", "a page", "broken"])
def test_a_file_that_cannot_be_read_is_one_refusal(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "articles.json"
    path.write_bytes(content)

    (refused,) = documents(path, datetime(2031, 3, 4, tzinfo=UTC))
    assert isinstance(refused, Refused)
    assert refused.reason.startswith("is ")


def test_a_file_that_is_too_large_is_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "articles.json"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)

    (refused,) = documents(path, datetime(2031, 3, 4, tzinfo=UTC))
    assert isinstance(refused, Refused)
    assert "64 MB" in refused.reason
