"""Salience: how much an article is about whom or what it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.entities.names import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streams.entities.entity import Entity

# Who is named in the title is what the editor thought the article is about.
_TITLE = 4.0
# A mention in the first words weighs three times one at the end of the opening and after.
_OPENING = 3.0
_OPENING_CHARS = 600
# The second mention in a paragraph and all after say less than one in another: a story about somebody comes back to
# its subject.
_AGAIN = 0.5
# A nationality says less of whom an article is about than a name.
_PEOPLE = 0.5
_PARAGRAPH = re.compile(r"\n\s*\n")
_LONGEST_HEADLINE = 150


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where paragraphs begin, where a headline at the head of the text ends (0: none), the folded title."""

    starts: tuple[int, ...]
    headline_end: int
    title: str


def by_salience(entities: Iterable[Entity], text: str, title: str = "") -> tuple[Entity, ...]:
    """Return the entities in order of their weight in the article, heaviest first; ties in the order of the text.

    Each mention counts, three times at the head of the text falling to once by the end of the opening, four times in
    a headline that opens it; half where the paragraph has named the entity before. The title, if given, counts as
    such a headline. Peoples weigh half.
    """
    layout = _layout(text, title)
    return tuple(sorted(entities, key=lambda entity: (-_weight(entity, text, layout), entity.spans[0])))


def _layout(text: str, title: str) -> _Layout:
    breaks = [match.end() for match in _PARAGRAPH.finditer(text)]
    first = text[: breaks[0]].rstrip() if breaks else ""
    is_headline = (
        0 < len(first) <= _LONGEST_HEADLINE and "\n" not in first and not first.endswith((".", ":", "”", '"'))
    )
    return _Layout((0, *breaks), len(first) if is_headline else 0, f" {key_of(title)} ")


def _weight(entity: Entity, text: str, layout: _Layout) -> float:
    total = 0.0
    seen: set[int] = set()
    for start, _ in entity.spans:
        paragraph = bisect_right(layout.starts, start)
        total += _position(start, layout) * (_AGAIN if paragraph in seen else 1.0)
        seen.add(paragraph)
    if layout.title.strip() and any(
        f" {key_of(text[start:end])} " in layout.title for start, end in entity.spans
    ):
        total += _TITLE
    return total * (_PEOPLE if entity.type == "NORP" else 1.0)


def _position(start: int, layout: _Layout) -> float:
    if start < layout.headline_end:
        return _TITLE
    return 1 + (_OPENING - 1) * max(0.0, 1 - (start - layout.headline_end) / _OPENING_CHARS)
