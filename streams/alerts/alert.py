"""The alert: an event that we decided to tell people about, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from streams.claims.claim import Party, Place, Quantity, Span, Status
    from streams.claims.kind import Severity

MessageType = Literal["Alert", "Update", "Cancel"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely"]
CapStatus = Literal["Actual", "Exercise", "Test"]
State = Literal["open", "updated", "escalated", "contradicted", "cancelled", "expired"]
"""How the last revision left an alert; `expired` is one of which nothing new came for long."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One article's words for or against an alert. Spans are half-open code points of its clean text.

    `family` is the publisher whose word it is: another one's, where this one has it from there. That a family grows
    makes no new revision.
    """

    claim_id: str
    article_id: str
    version: int
    publisher: str
    published_at: datetime
    url: str | None
    quote: str
    start: int
    end: int
    trigger: Span
    cue: Span | None
    status: Status
    source: str | None
    rule: str
    is_background: bool = False
    rule_revision: int | None = None
    family: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Watched:
    """A watchlist that an alert is on, by id, and in which revision; None of one that was there at the start."""

    id: str
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """One revision of an alert. All but `revision`, `message_type`, `state`, `changes` follows from the claims alone.

    `changes` are sentences on what the revision before did not tell. `summary` is what, who says so and how sure, a
    line each; `moved` says how the number differs from the one stated before. After `expires_at` an alert of which
    nothing new was published is over. Background among the evidence supports the alert; it did not open it.

    `evidence` is in the order of publication. `source_count` counts independent publishers that state it.
    `stated_by`, `denied_by` and `left_open_by` name speakers, or publishers where these speak for themselves.
    `references` are alerts that hold what a cancelled one held. `first_seen` and `last_seen` are when the
    first and the last evidence was published. `watchlists` are those that it was on when the revision was made, by
    id; what is cancelled names those of the revision before. They decide nothing else of an alert.
    """

    id: str
    revision: int
    message_type: MessageType
    kind: str
    kind_title: str
    theme: str
    headline: str
    severity: Severity
    certainty: Certainty
    actor: Party | None
    recipient: Party | None
    location: Place | None
    quantity: Quantity | None
    evidence: tuple[Evidence, ...]
    source_count: int
    stated_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    left_open_by: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime
    references: tuple[str, ...] = ()
    status: CapStatus = "Actual"
    state: State = "open"
    changes: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    severity_reason: str = ""
    certainty_reason: str = ""
    moved: str = ""
    expires_at: datetime | None = None
    watchlists: tuple[Watched, ...] = ()
