"""Rereading: one article by several sets of rules, its names recognised once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from streams.clean.memory import Seen
from streams.pipeline import Enriched, tidy, understand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.clean.article import Article
    from streams.clean.memory import Memory, Place
    from streams.events.report import Report
    from streams.knowledge import Knowledge

Parts = tuple[tuple[str, "Report"], ...]
"""Partition keys and reports, as the alert agent receives them."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An article that was cleaned when it came: `tidied` holds nothing that was found in it.

    `copies` is the article whose text it was found to repeat.
    """

    tidied: Enriched
    copies: str | None = None

    @property
    def article(self) -> Article:
        """The article, without its body."""
        return self.tidied.article


@dataclass(frozen=True, slots=True)
class Reread:
    """What an article reports by each set of rules, and what the memory is to know of it.

    `bare` is its report without claims, which is what tells that the claims of an earlier version are out of date.
    `copies` counts where it `is_recorded`.
    """

    article: Article
    reports: tuple[Parts, ...]
    bare: Report
    fingerprint: bytes = b""
    repeatable: tuple[str, ...] = ()
    applied: tuple[str, ...] = ()
    is_recorded: bool = False
    copies: str | None = None


def reread(
    found: Article | Recorded, by: Sequence[Knowledge], learned: frozenset[str]
) -> tuple[Enriched, ...]:
    """Return what an article says by each set of rules. What was cleaned before is not cleaned again."""
    tidied = found.tidied if isinstance(found, Recorded) else tidy(found, by[0], learned)
    return (tidied,) * len(by) if tidied.unread_because else understand(tidied, *by)


def settle(read: Reread, place: Place, memory: Memory) -> tuple[Parts, ...] | None:
    """Return the reports of each set of rules as the stream sends them, None of a version that comes too late.

    As in the stream, what an article copies is told by those read before it. What was recorded says so itself.
    """
    article = read.article
    if memory.is_outdated(article, place):
        return None
    copies = _remember(read, place, memory)
    is_first = article.version == 1 and not article.is_withdrawn
    markers: Parts = () if is_first else ((f"{article.id}|marker", read.bare),)
    return tuple(
        (*((key, replace(report, near_duplicate_of=copies)) for key, report in parts), *markers)
        for parts in read.reports
    )


def _remember(read: Reread, place: Place, memory: Memory) -> str | None:
    """Keep what was seen of an article; return the one that it copies."""
    article = read.article
    if not read.is_recorded:
        return memory.see(article, place, read.fingerprint, read.repeatable, read.applied).copies
    seen = Seen(
        article_id=article.id,
        version=article.version,
        is_withdrawn=article.is_withdrawn,
        publisher=article.source,
        on=article.published_at.date(),
        place=place,
        story=read.copies or article.id,
        fingerprint=read.fingerprint,
    )
    memory.take(seen)
    return seen.copies
