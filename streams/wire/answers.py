"""The answer to an article: everything that is published because of it, apart from rejections of its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas import topics
from streams.events.keys import split_report
from streams.events.report import Report
from streams.pipeline import analyse, reportable, reread
from streams.wire.articles import Rejected, outdated
from streams.wire.claims import write_markers, write_report
from streams.wire.enriched import write_enriched
from streams.wire.memory import link

if TYPE_CHECKING:
    from streams.alerts.genres import Genres
    from streams.clean.article import Article
    from streams.clean.memory import Memory, Place, Seen
    from streams.knowledge import Knowledge
    from streams.pipeline import Enriched
    from streams.wire.message import Outgoing

# Room for headers and the broker's own framing beside the value.
HEADROOM_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """The enriched article first, then its claims, a message for each key; and what they were written from.

    `rules_offset` is as of which offset of the rules the article was read.
    """

    messages: tuple[Outgoing, ...]
    read: Enriched
    rules_offset: int | None = None


def answer(
    article: Article, knowledge: Knowledge, learned: frozenset[str], known: Answer | None
) -> Answer | Rejected:
    """Read an article, and return what is published because of it.

    `known` is what the same content gave before: by the same rules it gives the same again.
    """
    offset = knowledge.versions.rules_offset
    if known is not None and known.rules_offset == offset:
        enriched = reread(article, known.read)
    else:
        enriched = analyse(article, knowledge, learned)
    first = write_enriched(enriched, knowledge.versions)
    if len(first.value or b"") > topics.ENRICHED.max_message_bytes - HEADROOM_BYTES:
        return Rejected("message.too-large", "What was found in the article is larger than the topic allows.")
    report = report_of(enriched, knowledge.policy.genres, offset)
    reports = split_report(report, knowledge.kinds)
    return Answer((first, *(write_report(key, report) for key, report in reports)), enriched, offset)


def settle(
    answer: Answer | Rejected, place: Place, memory: Memory, partitions: int
) -> tuple[Seen, tuple[Outgoing, ...]] | Rejected:
    """Decide what depends on the articles before: is a later version known, and what does this one copy.

    Return what is to be remembered and what to publish, with the markers for each of the partitions of `claims`; what
    is rejected already stays so, and nothing is remembered of it.
    """
    if isinstance(answer, Rejected):
        return answer
    read, article = answer.read, answer.read.article
    if memory.is_outdated(article, place):
        return outdated()
    seen = memory.see(article, place, read.fingerprint, read.repeatable, read.applied)
    return seen, (*link(answer.messages, seen), *write_markers(article, range(partitions)))


def report_of(enriched: Enriched, genres: Genres, rules_offset: int | None = None) -> Report:
    """Return what an enriched article claims that may ring, as the alert agent wants it."""
    article = enriched.article
    return Report(
        article_id=article.id,
        version=article.version,
        is_withdrawn=article.is_withdrawn,
        publisher=article.source,
        published_at=article.published_at,
        claims=reportable(enriched),
        url=article.url,
        title=article.title,
        first_published_at=article.first_published_at,
        embargoed_until=article.embargoed_until,
        genre=genres.find(article.hints, article.title, article.url, enriched.text),
        purpose=article.purpose,
        fingerprint=enriched.fingerprint,
        rules_offset=rules_offset,
    )
