from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from streams.cli.publish import article_message, lines

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("line", "key"),
    [
        pytest.param(b'{"id": " urn:a:1 "}', b"urn:a:1", id="trimmed as the reader trims it"),
        pytest.param('{"id": "urn:é"}'.encode(), "urn:é".encode(), id="not ASCII"),
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
