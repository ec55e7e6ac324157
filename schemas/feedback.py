"""The verdict: what somebody at a desk thought of an alert, on the topic `feedback`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, Field

from schemas.base import Promised

Verdict = Literal["right", "false", "duplicate", "late"]


class FeedbackV1(Promised):
    """One verdict on one alert; the last on an id stands."""

    alert_id: str = Field(pattern=r"^[0-9a-f]{16}$", description="Also the Kafka key.")
    revision: int = Field(ge=1, description="The revision that was looked at.")
    verdict: Verdict = Field(
        description="`right`; `false`: it should not have rung; `duplicate`: another alert tells of the same; `late`."
    )
    duplicate_of: str | None = Field(
        default=None, pattern=r"^[0-9a-f]{16}$", description="Id of the alert that told of it already."
    )
    note: str = Field(default="", max_length=2000, description="In the words of whoever gave it.")
    given_by: str = Field(default="", max_length=100)
    given_at: AwareDatetime


Expected = Literal["rings", "silent", "once"]


class CaseV1(Promised):
    """A verdict with what it was given on, as `tocsin feedback export` writes it: one JSON object a line."""

    verdict: FeedbackV1
    expect: Expected = Field(
        description="What reading the articles again should come to: an alert of the kind on one of the quotes, none, "
        "or exactly one."
    )
    kind: str
    headline: str
    rules: tuple[str, ...] = Field(description="Those that found the quotes.")
    quotes: tuple[str, ...] = Field(
        description="What the alert stood on, and the alert that it doubles, if it was said which."
    )
    articles: tuple[dict[str, Any], ...] = Field(description="Article events, with the text as it was read.")
    missing: tuple[str, ...] = Field(
        default=(), description="Ids of articles that were on `articles.enriched` no more."
    )
