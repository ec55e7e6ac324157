"""What a publisher says under one article after another: lines counted over stories, until they are learned.

A value without a clock: the days are those of the articles, so that a replay learns what the first run learned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

# Once may be chance, a serial or a shared source; a desk that tells a background thrice is common.
LEAST_STORIES = 5
# What only one day's reports have in common belongs to that day's news.
LEAST_DAYS = 2
# A line seen five times in years is a habit of language and not of the page.
MEMORY_DAYS = 60
MOST_KEYS = 200

_KEY_BYTES = 6
_STORY_BYTES = 4
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"\w+")

# The last day on which each story had the line; day and story are ordered, so that ties are decided.
_Stories: TypeAlias = "tuple[tuple[int, str], ...]"


def line_key(text: str) -> str:
    """Return what stands for a line: equal for lines that differ in case, punctuation or address only."""
    return _digest(" ".join(_WORD.findall(_ADDRESS.sub(" ", text.casefold()))), _KEY_BYTES)


@dataclass(frozen=True, slots=True)
class Habits:
    """The lines that one publisher may repeat, with the last few stories that had each.

    A line is learned once the last `LEAST_STORIES` stories that had it lie within `MEMORY_DAYS`, and on `LEAST_DAYS`
    different days or more. A story is an article with all its versions and copies: told again ten times, its background
    counts once.

    In which order stories come makes no difference, and one that comes again changes nothing, as long as there are
    at most `MOST_KEYS` lines; beyond that the least repeated go first, and of these the oldest.
    """

    seen: Mapping[str, _Stories] = field(default_factory=dict)

    def after(self, story: str, keys: Iterable[str], on: date) -> Habits:
        """Return the habits with one more article, of that story and day, that has these lines."""
        here = (on.toordinal(), _digest(story, _STORY_BYTES))
        seen = dict(self.seen)
        for key in keys:
            seen[key] = _with(seen.get(key, ()), here)
        return Habits(_bounded(seen))

    def learned(self) -> frozenset[str]:
        """Return the lines that are the page's and not the report's."""
        return frozenset(
            key
            for key, stories in self.seen.items()
            if len(stories) == LEAST_STORIES
            and len({day for day, _ in stories}) >= LEAST_DAYS
            and stories[-1][0] - stories[0][0] <= MEMORY_DAYS
        )


def _with(stories: _Stories, here: tuple[int, str]) -> _Stories:
    """Keep the latest stories, each with its last day: the same whatever came first."""
    last = {story: day for day, story in sorted((*stories, here))}
    return tuple(sorted((day, story) for story, day in last.items())[-LEAST_STORIES:])


def _bounded(seen: dict[str, _Stories]) -> dict[str, _Stories]:
    """Forget what is over the bound."""
    if len(seen) <= MOST_KEYS:
        return seen
    kept = sorted(seen, key=lambda key: (len(seen[key]), seen[key][-1], key))[-MOST_KEYS:]
    return {key: seen[key] for key in kept}


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
