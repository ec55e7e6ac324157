"""What the theme stage answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """A theme of an article: `score` in 0..1, and the words that earned it.

    `spans` are half-open code point offsets into the clean text, `title_spans` into the title.
    """

    theme: str
    score: float
    spans: tuple[tuple[int, int], ...]
    title_spans: tuple[tuple[int, int], ...] = ()
