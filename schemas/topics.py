"""The facts of each Kafka topic, in one place: who writes it, who reads it, how long it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from schemas.alert import AlertV1
from schemas.article import ArticleV1
from schemas.claim import ReportV1
from schemas.enriched import EnrichedArticleV1
from schemas.feedback import FeedbackV1
from schemas.rejection import RejectionV1
from schemas.rule import AppliedRuleV1, RuleContentV1
from schemas.seen import SeenV1

if TYPE_CHECKING:
    from pydantic import BaseModel

DAY_MS = 24 * 60 * 60 * 1000
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. `value` is the contract of its messages; of rejected ones, of their headers.

    One that `is_one_sequence` has one partition, whatever an installation sets: its offsets count its messages. `event`
    is the type of its messages as CloudEvents; empty where nobody but Tocsin reads them.
    """

    name: str
    about: str
    key: str
    value: type[BaseModel]
    partitions: int
    cleanup: Literal["delete", "compact", "compact,delete"]
    retention_ms: int
    max_message_bytes: int
    written_by: tuple[str, ...]
    read_by: tuple[str, ...]
    more: dict[str, str] = field(default_factory=dict)
    is_one_sequence: bool = False
    event: str = ""

    @property
    def config(self) -> dict[str, str]:
        """The topic's settings, by the names that Kafka gives them."""
        return {
            "cleanup.policy": self.cleanup,
            "retention.ms": str(self.retention_ms),
            "max.message.bytes": str(self.max_message_bytes),
            **self.more,
        }


ARTICLES = Topic(
    name="articles",
    about="Article events as newsroom systems publish them, or IPTC ninjs.",
    event="tocsin.article.v1",
    key="article id",
    value=ArticleV1,
    partitions=8,
    cleanup="delete",
    retention_ms=7 * DAY_MS,
    max_message_bytes=4 * MIB,
    written_by=("newsroom systems", "tocsin publish", "tocsin rejected"),
    read_by=("enrich agent", "tocsin doctor"),
)
ENRICHED = Topic(
    name="articles.enriched",
    about="Each article cleaned, tagged and read; the latest version of an id is how it stands.",
    event="tocsin.article.enriched.v1",
    key="article id",
    value=EnrichedArticleV1,
    partitions=8,
    cleanup="compact,delete",
    retention_ms=30 * DAY_MS,
    max_message_bytes=8 * MIB,
    written_by=("enrich agent",),
    read_by=("tocsin desk", "archives", "analysts", "tocsin feedback export"),
)
REJECTED = Topic(
    name="articles.rejected",
    about="Messages that could not be read: key, value, headers as they came, and the reason in headers.",
    event="tocsin.rejection.v1",
    key="as it came",
    value=RejectionV1,
    partitions=1,
    cleanup="delete",
    retention_ms=30 * DAY_MS,
    # The same bytes as on `articles`, and the reason beside them.
    max_message_bytes=4 * MIB + 256 * 1024,
    written_by=("enrich agent", "rule agent"),
    read_by=("tocsin rejected", "tocsin doctor", "tocsin rules publish", "producers"),
)
CLAIMS = Topic(
    name="claims",
    about="What each article version says that happened, split by the key that situations share; and changes of "
    "watchlists, to every partition.",
    event="tocsin.report.v1",
    key="kind family | country of its principal, XXX where both sides are",
    value=ReportV1,
    partitions=8,
    cleanup="delete",
    retention_ms=30 * DAY_MS,
    max_message_bytes=8 * MIB,
    written_by=("enrich agent", "rule agent", "alert agent"),
    read_by=("alert agent", "tocsin doctor"),
    # One clock, the broker's, says when an embargo is over; those of workers may jump, and differ.
    more={"message.timestamp.type": "LogAppendTime"},
)
ALERTS = Topic(
    name="alerts",
    about="Every revision of every alert; compacted to the last one of each.",
    event="tocsin.alert.v1",
    key="alert id",
    value=AlertV1,
    partitions=4,
    cleanup="compact",
    retention_ms=-1,
    max_message_bytes=8 * MIB,
    written_by=("alert agent",),
    read_by=("tocsin desk", "tocsin alerts", "tocsin feedback export", "desks", "risk teams"),
    # A day in which every revision can be seen before compaction folds them.
    more={"min.compaction.lag.ms": str(DAY_MS)},
)

RULES = Topic(
    name="alert-rules",
    about="Rules and watchlists as desks send them while the stream runs; without a value one is taken back.",
    event="tocsin.rule.v1",
    key="claims, themes, contexts or watchlists / id",
    value=RuleContentV1,
    partitions=1,
    cleanup="compact",
    retention_ms=-1,
    max_message_bytes=MIB,
    written_by=("rule authors", "tocsin rules publish", "tocsin rejected"),
    read_by=("rule agent",),
    is_one_sequence=True,
)
APPLIED_RULES = Topic(
    name="alert-rules.applied",
    about="The rules that were sent and accepted, each as it is in force; what is refused is on `articles.rejected`.",
    event="tocsin.rule.applied.v1",
    key="as on alert-rules",
    value=AppliedRuleV1,
    partitions=1,
    cleanup="compact",
    retention_ms=-1,
    max_message_bytes=MIB,
    written_by=("rule agent",),
    read_by=("rule agent", "enrich agent", "tocsin rules", "tocsin alerts", "analysts"),
    is_one_sequence=True,
)

FEEDBACK = Topic(
    name="feedback",
    about="What desks thought of alerts: the last verdict on each.",
    event="tocsin.feedback.v1",
    key="alert id",
    value=FeedbackV1,
    partitions=1,
    cleanup="compact",
    retention_ms=-1,
    max_message_bytes=MIB,
    written_by=("tocsin desk",),
    read_by=("tocsin desk", "tocsin feedback export"),
)

# What the enrich agent remembers; every worker reads all of it, since copies of an article lie on any partition.
SEEN = Topic(
    name="articles.state",
    about="Which version of each article was read last, and what it is a copy of.",
    key="article id",
    value=SeenV1,
    partitions=8,
    cleanup="compact,delete",
    retention_ms=7 * DAY_MS,
    max_message_bytes=MIB,
    written_by=("enrich agent",),
    read_by=("enrich agent", "tocsin doctor"),
)

# What the alert agent remembers: reports and alerts, by partition of `claims`. Tocsin's own; nobody else reads it.
STATE = Topic(
    name="alerts.state",
    about="Changelog of the alert agent's state.",
    key="partition | kind of entry / id",
    value=ReportV1,
    partitions=8,
    cleanup="compact",
    retention_ms=-1,
    max_message_bytes=8 * MIB,
    written_by=("alert agent",),
    read_by=("alert agent",),
    # A worker that comes back with its store on disk after that long must hear of what was taken out meanwhile.
    more={"delete.retention.ms": str(30 * DAY_MS)},
)

TOPICS = (ARTICLES, ENRICHED, REJECTED, CLAIMS, ALERTS, RULES, APPLIED_RULES, FEEDBACK)
