"""Text with its names marked, `[[Lebanese|NORP]] army`, read into text and spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LABELS = frozenset(
    ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE")
)
# A name that may be any of these or none: whatever the recogniser says of it is neither right nor wrong.
UNKNOWN = "UNKNOWN"
# A place of whatever kind.
PLACE = "PLACE"
_MARKED = re.compile(r"\[\[([^\[\]|\n]+)\|([^\[\]|\n]+)\]\]")


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text and its names: half-open code point offsets and a label of `LABELS`, `PLACE` or `UNKNOWN`, in order."""

    text: str
    names: tuple[tuple[int, int, str], ...]

    def pieces(self) -> Iterator[tuple[str, str | None]]:
        """Yield the text in pieces, each a name with its label or what stands between names with None."""
        at = 0
        for start, end, label in self.names:
            if at < start:
                yield self.text[at:start], None
            yield self.text[start:end], label
            at = end
        if at < len(self.text):
            yield self.text[at:], None

    def first_line(self) -> Annotated:
        """Return what stands before the first line end."""
        line = self.text.partition("\n")[0]
        return Annotated(line, tuple(name for name in self.names if name[1] <= len(line)))


def join(pieces: Iterable[tuple[str, str | None]]) -> Annotated:
    """Return the text that pieces make."""
    text, names = "", []
    for piece, label in pieces:
        if label is not None:
            names.append((len(text), len(text) + len(piece), label))
        text += piece
    return Annotated(text, tuple(names))


def read_annotated(content: str, where: str) -> Iterator[Annotated]:
    """Yield the documents of a file: parted by empty lines, a paragraph a line.

    Raises `ValueError` naming file and line of a mark that is broken or whose label is none of `LABELS`.
    """
    lines: list[str] = []
    for number, line in enumerate([*content.split("\n"), ""], start=1):
        if line.strip():
            _check(line, f"{where}:{number}")
            lines.append(line.strip())
        elif lines:
            yield join(_marked_pieces("\n\n".join(lines)))
            lines = []


def _check(line: str, where: str) -> None:
    for match in _MARKED.finditer(line):
        if match[2] not in LABELS:
            raise ValueError(f"{where}: {match[0]}: the label is none of {', '.join(sorted(LABELS))}")
    rest = _MARKED.sub("", line)
    if "[[" in rest or "]]" in rest:
        raise ValueError(f"{where}: a mark is broken: write [[name|LABEL]]")


def _marked_pieces(marked: str) -> Iterator[tuple[str, str | None]]:
    at = 0
    for match in _MARKED.finditer(marked):
        yield marked[at : match.start()], None
        yield match[1], match[2]
        at = match.end()
    yield marked[at:], None
