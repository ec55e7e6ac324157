"""The alert, on the topic `alerts`: an event that we decided to tell people about, and its state."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from schemas.base import Promised
from schemas.claim import PartyV1, PlaceV1, QuantityV1, Span, Status


class EvidenceV1(Promised):
    """One article's words for or against the alert. Spans point into that article's cleaned text."""

    claim_id: str = Field(pattern=r"^[0-9a-f]{16}$")
    article_id: str
    version: int = Field(ge=1)
    publisher: str
    published_at: AwareDatetime
    url: str | None = None
    quote: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    trigger: Span
    cue: Span | None = None
    status: Status
    source: str | None = Field(default=None, description="Who says so, where the article names someone.")
    rule: str
    rule_revision: int | None = Field(
        default=None,
        ge=0,
        description="Offset of the rule on `alert-rules`; null for a rule that was there when the worker started.",
    )
    is_background: bool = Field(
        default=False, description="It supports the alert and did not open it: history, opinion, told again."
    )
    family: str | None = Field(
        default=None,
        description="The publisher whose word it is, as far as that can be told: those that print the same article, "
        "credit the same one or share a sentence are one independent source. Null in older alerts.",
    )


class WatchedV1(Promised):
    """A watchlist that the alert is on."""

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$", examples=["baltic-desk"])
    revision: int | None = Field(
        default=None,
        ge=0,
        description="Offset of the list on `alert-rules`; null for one that was there when the worker started.",
    )


class AlertV1(Promised):
    """One revision of one alert; the highest revision of an id is how things stand."""

    id: str = Field(pattern=r"^[0-9a-f]{16}$", description="Also the Kafka key.")
    revision: int = Field(ge=1)
    message_type: Literal["Alert", "Update", "Cancel"] = Field(description="As CAP 1.2 `msgType`.")
    kind: str = Field(examples=["troop-buildup"])
    kind_title: str = Field(examples=["Troop buildup"])
    theme: str
    headline: str = Field(description="One line, as a desk could read it out.")
    summary: tuple[str, ...] = Field(
        default=(), description="Three lines: what; who says so, since when; how sure and how grave, and why."
    )
    status: Literal["Actual", "Exercise", "Test"] = Field(
        default="Actual", description="As CAP 1.2 `status`."
    )
    state: Literal["open", "updated", "escalated", "contradicted", "cancelled", "expired"] = Field(
        default="open", description="Where this revision leaves the alert."
    )
    changes: tuple[str, ...] = Field(
        default=(), description="What this revision tells that the one before did not, a sentence each."
    )
    severity: Literal["Extreme", "Severe", "Moderate", "Minor"]
    severity_reason: str = Field(default="", description="Why it is graver than its kind is, where it is.")
    certainty: Literal["Observed", "Likely", "Possible", "Unlikely"]
    certainty_reason: str = ""
    actor: PartyV1 | None = None
    recipient: PartyV1 | None = None
    location: PlaceV1 | None = None
    quantity: QuantityV1 | None = None
    moved: str = Field(
        default="", description="How it differs from the number stated before.", examples=["up from 90,000"]
    )
    evidence: tuple[EvidenceV1, ...] = Field(description="Earliest first.")
    source_count: int = Field(ge=0, description="Independent publishers that state it.")
    stated_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    left_open_by: tuple[str, ...] = ()
    references: tuple[str, ...] = Field(default=(), description="Ids of alerts that this one refers to.")
    first_seen: AwareDatetime
    last_seen: AwareDatetime
    expires_at: AwareDatetime | None = Field(
        default=None, description="As CAP `expires`: where nothing new is published until then, it is over."
    )
    watchlists: tuple[WatchedV1, ...] = Field(
        default=(),
        description="Those that it was on when this revision was published, by id; a cancelled one names the last.",
    )
