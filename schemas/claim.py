"""The claim: an event mention with its factuality, in an enriched article and on the topic `claims`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from schemas.article import Identifier, Purpose
from schemas.base import Promised

Offset = Annotated[int, Field(ge=0)]
Span = Annotated[tuple[Offset, Offset], Field(description="[start, end) into `text`, in code points.")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3.", examples=["UKR"])]
Status = Literal["asserted", "planned", "hypothetical", "denied", "historical"]
Severity = Literal["Extreme", "Severe", "Moderate", "Minor"]
EventType = Annotated[
    str, Field(pattern=r"^[A-Z]+$", description="PLOVER event type.", examples=["MOBILIZE", "CONSULT"])
]


class PartyV1(Promised):
    """An actor, recipient or speaker, in the article's words."""

    text: str = Field(examples=["Russian troops"])
    country: Country | None = Field(default=None, description="The first of `countries`.")
    countries: tuple[Country, ...] = Field(default=(), description="All that the words speak for.")
    span: Span | None = None
    entity_id: str | None = Field(default=None, description="`id` of one of the article's entities.")


class PlaceV1(Promised):
    """Where it happened or would happen."""

    text: str = Field(examples=["border with Ukraine"])
    country: Country | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    span: Span | None = None
    entity_id: str | None = None


class QuantityV1(Promised):
    """How many of what."""

    text: str = Field(examples=["100,000 Russian troops"])
    value: float | None = Field(description="Median of a range; null for words such as `thousands`.")
    unit: str = Field(examples=["troops"])
    span: Span


class ClaimV1(Promised):
    """One article saying that something happened, might happen, or did not."""

    id: str = Field(pattern=r"^[0-9a-f]{16}$", description="Hash of article id, version, rule and trigger.")
    rule: str = Field(description="Id of the rule that fired.", examples=["troop-buildup"])
    kind: str | None = Field(
        description="Alert kind, or null where none is raised.", examples=["troop-buildup"]
    )
    event_type: EventType
    status: Status
    trigger: Span
    evidence: Span
    quote: str = Field(description="The text of `evidence`.")
    cue: Span | None = Field(default=None, description="The words that decided `status`, where any did.")
    actor: PartyV1 | None = None
    recipient: PartyV1 | None = None
    location: PlaceV1 | None = None
    quantity: QuantityV1 | None = None
    source: PartyV1 | None = Field(default=None, description="Who says so, where the article names someone.")
    happened_on: date | None = None
    rule_revision: int | None = Field(
        default=None,
        ge=0,
        description="Offset of the rule on `alert-rules`; null for a rule that was there when the worker started.",
    )


class KindV1(Promised):
    """What claims of an alert kind have in common. It travels with them, since rules may change at any time."""

    id: str = Field(examples=["troop-buildup"])
    title: str = Field(examples=["Troop buildup"])
    theme: str
    event_type: EventType
    severity: Severity
    family: str = Field(description="Kinds of one family can tell of the same situation.")
    principal: Literal["actor", "location", "recipient"] = Field(
        description="The side whose country a situation is filed under."
    )


class ReportV1(Promised):
    """What one version of one article claims, as far as it shares the message's key.

    Claims of a higher version replace those under the same key; a message without claims, or withdrawn, takes back
    everything of lower versions.
    """

    article_id: Identifier
    version: int = Field(ge=1)
    is_withdrawn: bool = False
    publisher: str
    published_at: AwareDatetime
    url: str | None = None
    title: str | None = None
    near_duplicate_of: str | None = Field(default=None, description="Id of the article that this one copies.")
    fingerprint: str = Field(
        default="", max_length=1000, description="Base64; what copies of the article's text are told from."
    )
    first_published_at: AwareDatetime | None = Field(
        default=None, description="When the first version was published, where that is known and earlier."
    )
    embargoed_until: AwareDatetime | None = Field(
        default=None, description="What stands on it is not told to anybody before."
    )
    genre: Literal["opinion", "history", "satire", "forecast"] | None = Field(
        default=None, description="Set for what is no news report: it may support an alert, and opens none."
    )
    purpose: Purpose = Field(default="news", description="What is for another purpose meets only its like.")
    received_at: AwareDatetime | None = Field(
        default=None, description="When it came, in the agent's state only."
    )
    claims: tuple[ClaimV1, ...] = ()
    kinds: tuple[KindV1, ...] = Field(default=(), description="The kinds that the claims are of.")
    rules_offset: int | None = Field(
        default=None, ge=0, description="As of which offset of `alert-rules` the article was read."
    )
