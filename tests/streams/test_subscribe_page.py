"""The page on subscribing: its table is that of the code."""

from __future__ import annotations

from pathlib import Path

from schemas.alert_headers import HEADERS
from streams.wire.labels import read_label, write_label

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "subscribe.md").read_text(encoding="utf-8")


def test_the_table_holds_the_headers_of_a_record() -> None:
    rows = [f"| `{name}` | {header.what} | `{header.example}` |" for name, header in HEADERS.items()]
    table = PAGE.split("<!-- headers -->\n")[1].split("<!-- /headers -->")[0]

    assert table.splitlines()[2:] == rows


def test_the_examples_in_the_table_are_the_headers_of_one_alert() -> None:
    examples = tuple((name, header.example.encode()) for name, header in HEADERS.items())
    label = read_label(examples)

    assert label is not None
    assert write_label(label) == examples


def test_the_lock_file_names_no_registry() -> None:
    lock = (DOCS / "examples" / "package-lock.json").read_text(encoding="utf-8")

    assert '"integrity"' in lock
    assert '"resolved"' not in lock
