"""What the stream has taught so far: versions, stories told before, and each publisher's furniture.

A function of which articles were seen, whoever saw them: workers tell one another, and a successor takes in what
its predecessor told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.clean.habits import Habits
from streams.clean.window import Window

if TYPE_CHECKING:
    from datetime import date

    from streams.clean.article import Article

MOST_PUBLISHERS = 500
"""More than any newsroom takes; those of whom nothing came for longest are forgotten."""

Place = tuple[int, int]
"""Partition and offset of a message on the topic `articles`."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is kept of one article: its highest version so far, and what was decided when it was read.

    `story` is the id of the first article seen that has the same text, often this one's own. `repeatable` are the
    keys of lines that would be furniture if they came again and again, `applied` those by which lines were taken out.
    """

    article_id: str
    version: int
    is_withdrawn: bool
    publisher: str
    on: date
    place: Place
    story: str
    fingerprint: bytes = b""
    repeatable: tuple[str, ...] = ()
    applied: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[int, bool]:
        """What replaces what: a higher version a lower one, and its withdrawal itself."""
        return self.version, self.is_withdrawn

    @property
    def copies(self) -> str | None:
        """The article that this one copies, if it is a copy."""
        return self.story if self.story != self.article_id else None


class Memory:
    """The last articles, at most so many of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: dict[str, Seen] = {}
        self._window = Window()
        self._habits: dict[str, Habits] = {}

    def recall(self, article: Article) -> Seen | None:
        """Return what was decided when exactly this version was read before."""
        held = self._seen.get(article.id)
        return held if held and held.rank == (article.version, article.is_withdrawn) else None

    def is_outdated(self, article: Article, place: Place) -> bool:
        """Return whether a later version came first.

        A message before that version's own on the same partition is none that comes late: it is read again.
        """
        held = self._seen.get(article.id)
        if held is None or held.rank <= (article.version, article.is_withdrawn):
            return False
        partition, offset = place
        return partition != held.place[0] or offset > held.place[1]

    def learned(self, article: Article) -> frozenset[str]:
        """Return the keys of lines to take out of an article; read again, the same as before."""
        held = self.recall(article)
        if held:
            return frozenset(held.applied)
        habits = self._habits.get(article.source)
        return habits.learned() if habits else frozenset()

    def see(
        self,
        article: Article,
        place: Place,
        fingerprint: bytes,
        repeatable: tuple[str, ...],
        applied: tuple[str, ...],
    ) -> Seen:
        """Return what is to be kept of an article that was read, and keep it; read again, the same as before."""
        held = self.recall(article)
        if held:
            return held
        seen = Seen(
            article_id=article.id,
            version=article.version,
            is_withdrawn=article.is_withdrawn,
            publisher=article.source,
            on=article.published_at.date(),
            place=place,
            story=self._story(article.id, fingerprint),
            fingerprint=fingerprint,
            repeatable=repeatable,
            applied=applied,
        )
        self.take(seen)
        return seen

    def take(self, seen: Seen) -> None:
        """Keep what this or another worker saw, unless a later version is known."""
        held = self._seen.get(seen.article_id)
        if held == seen or (held and held.rank > seen.rank):
            return
        self._seen.pop(seen.article_id, None)
        self._seen[seen.article_id] = seen
        self._window.put(seen.article_id, seen.fingerprint)
        habits = self._habits.pop(seen.publisher, Habits())
        self._habits[seen.publisher] = habits.after(seen.story, seen.repeatable, seen.on)
        self._forget()

    def _story(self, article_id: str, fingerprint: bytes) -> str:
        alike = self._window.most_alike(fingerprint, but=article_id)
        return self._seen[alike].story if alike else article_id

    def _forget(self) -> None:
        while len(self._seen) > self._most:
            oldest = next(iter(self._seen))
            del self._seen[oldest]
            self._window.drop(oldest)
        while len(self._habits) > MOST_PUBLISHERS:
            del self._habits[next(iter(self._habits))]
