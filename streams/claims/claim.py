"""The claim: one article saying that something happened, might happen, or did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

Span = tuple[int, int]
Status = Literal["asserted", "planned", "hypothetical", "denied", "historical"]


@dataclass(frozen=True, slots=True)
class Party:
    """An actor, a recipient or a speaker, in the article's words.

    `countries` are the ISO 3166-1 alpha-3 codes of those it speaks for, in the order of the text: "Washington and
    Kyiv" has two. `span` is None where the words stand nowhere near (an actor carried over from the title).
    """

    text: str
    countries: tuple[str, ...] = ()
    span: Span | None = None
    entity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened or would happen: the article's words, and the country and point found for them."""

    text: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    span: Span | None = None
    entity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many: the article's words, their value (median of a range, None for vague words) and the unit."""

    text: str
    value: float | None
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One event mention with its factuality. All spans are half-open code point offsets into the clean text.

    `kind` is an alert kind or None for political interaction that raises no alert; `event_type` is PLOVER's.
    `cue` shows the words that decided `status`, where any did. `quote` is the text of `evidence`.
    `rule_revision` is None for a rule that was there at the start.
    """

    rule: str
    kind: str | None
    event_type: str
    status: Status
    trigger: Span
    evidence: Span
    quote: str
    cue: Span | None = None
    actor: Party | None = None
    recipient: Party | None = None
    location: Place | None = None
    quantity: Quantity | None = None
    source: Party | None = None
    happened_on: date | None = None
    rule_revision: int | None = None
