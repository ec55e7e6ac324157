"""Genres: pieces that are no news report, by what the newsroom says or by how they give themselves away."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from streams.alerts.wording import wrong
from streams.events.report import Genre

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streams.clean.article import Hint

GENRES: tuple[Genre, ...] = get_args(Genre)
EDGE_CHARS = 400
"""Of a text's beginning and end: where a piece says that it is a column, and who its author is."""

_FIELDS = ("codes", "labels", "paths", "phrases")
_LABEL_END = re.compile(r"\s*(?:[:|\u2013\u2014]|\s-\s)")


@dataclass(frozen=True, slots=True)
class Signs:
    """What gives a genre away, in small letters.

    `codes` are the sender's: the last part of a code or address, or the name. `labels` begin a title ("Opinion: …",
    "Analysis | …") or end it, `paths` stand between slashes of the address, `phrases` in the first or last lines.
    """

    codes: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Genres:
    """The signs of each genre that may support an alert and never opens one."""

    signs: Mapping[Genre, Signs] = field(default_factory=dict)

    def find(self, hints: Iterable[Hint], title: str | None, url: str | None, text: str) -> Genre | None:
        """Return the genre of a piece, or None for a news report. The newsroom's word comes first."""
        codes = {
            name for hint in hints if hint.kind == "genre" for name in (_tail(hint.code), _plain(hint.name))
        }
        edges = _plain(f"{text[:EDGE_CHARS]} {text[-EDGE_CHARS:]}")
        labels = _labels(title or "")
        paths = set(re.split(r"[/?#.]+", (url or "").casefold())[3:])
        for genre, signs in self.signs.items():
            if codes & signs.codes or labels & signs.labels or paths & signs.paths:
                return genre
            if any(phrase in edges for phrase in signs.phrases):
                return genre
        return None


def parse_genres(sent: object, where: str) -> Genres:
    """Return the genres that a mapping holds. Raises `ValueError` naming `where` and the field."""
    if not isinstance(sent, dict):
        raise wrong(where, "a mapping of genres", sent)
    for name, signs in sent.items():
        if name not in GENRES:
            raise wrong(f"{where}: {name}", f"one of {', '.join(GENRES)} as name", name)
        if not isinstance(signs, dict) or not set(signs) <= set(_FIELDS):
            raise wrong(f"{where}: {name}", f"a mapping of {', '.join(_FIELDS)}", signs)
        for each, words in signs.items():
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise wrong(f"{where}: {name}: {each}", "a list of texts", words)
    return Genres(
        {
            name: Signs(**{each: frozenset(map(_plain, words)) for each, words in signs.items()})
            for name, signs in sent.items()
        }
    )


def _labels(title: str) -> set[str]:
    """Return what stands before the first sign that ends a label, and after the last."""
    parts = _LABEL_END.split(title)
    return {_plain(parts[0]), _plain(parts[-1])} if len(parts) > 1 else set()


def _tail(code: str | None) -> str:
    return _plain(re.split(r"[/:#]", code or "")[-1])


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").split())
