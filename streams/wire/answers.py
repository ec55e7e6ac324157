"""The answer to an article: everything that is published because of it, apart from rejections of its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import topics
from streams.events.keys import split_report
from streams.events.report import Report
from streams.pipeline import analyse, reportable
from streams.wire.articles import Rejected
from streams.wire.claims import write_report
from streams.wire.enriched import write_enriched

if TYPE_CHECKING:
    from streams.clean.article import Article
    from streams.knowledge import Knowledge
    from streams.pipeline import Enriched
    from streams.wire.message import Outgoing

# Room for headers and the broker's own framing beside the value.
HEADROOM_BYTES = 64 * 1024


def answer(article: Article, knowledge: Knowledge) -> tuple[Outgoing, ...] | Rejected:
    """Read an article and return the enriched article first, then its claims, a message for each key."""
    enriched = analyse(article, knowledge)
    first = write_enriched(enriched, knowledge.versions)
    if len(first.value or b"") > topics.ENRICHED.max_message_bytes - HEADROOM_BYTES:
        return Rejected("message.too-large", "What was found in the article is larger than the topic allows.")
    reports = split_report(report_of(enriched), knowledge.kinds)
    return (first, *(write_report(key, report) for key, report in reports))


def report_of(enriched: Enriched) -> Report:
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
    )
