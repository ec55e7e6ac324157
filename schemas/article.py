"""The article event, as newsroom systems publish it to the topic `articles`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from schemas.base import Accepted

# Long enough for the longest URN or URL seen in feeds (about 300), short enough for keys, logs and headers.
ID_CHARS = 512


def _without_null(text: str) -> str:
    """Refuse a null byte: the mark of a file that was no text, and the end of a string in many programs."""
    if "\x00" in text:
        raise PydanticCustomError("null_byte", "Text must not hold a null byte")
    return text


def _told_in_utc(moment: datetime) -> datetime:
    """Refuse a time at the edge of the calendar that the step to UTC falls off."""
    try:
        moment.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("out_of_calendar", "The date is outside the years 1 to 9999") from None
    return moment


Text = Annotated[str, AfterValidator(_without_null)]
# Strict: a bare number could be seconds or milliseconds, and is refused, not guessed.
Moment = Annotated[AwareDatetime, Field(strict=True), AfterValidator(_told_in_utc)]
Title = Annotated[Text, StringConstraints(max_length=2000)]
Language = Annotated[Text, StringConstraints(max_length=35)]
Author = Annotated[Text, StringConstraints(max_length=500)]
MOST_AUTHORS = 100
Identifier = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=ID_CHARS, strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$"
    ),
]
Purpose = Literal["news", "exercise", "test"]
ContentType = Literal["text/plain", "text/html", "application/xhtml+xml"]


class ArticleV1(Accepted):
    """One version of one article. Only `id`, `source`, `published_at` and `body` are needed."""

    id: Identifier = Field(
        description="Stable across versions of the same article; also the Kafka key.",
        examples=["urn:newsml:northwire.example:20310304:border-talks"],
    )
    version: int = Field(default=1, ge=1, le=2**31 - 1, description="A higher version replaces a lower one.")
    status: Literal["usable", "withdrawn"] = Field(
        default="usable", description="`withdrawn` takes the article back, and with it what it claimed."
    )
    source: Identifier = Field(description="The publisher.", examples=["Northwire"])
    url: Annotated[Text, StringConstraints(max_length=2048)] | None = Field(
        default=None, description="Where readers find the article."
    )
    title: Title | None = Field(default=None, description="The headline, plain text.")
    body: Text = Field(description="The whole text; may be empty only where the article is withdrawn.")
    content_type: ContentType = Field(default="text/plain", description="How to read `body`.")
    language: Language | None = Field(
        default=None, description="BCP 47; a hint that is verified, not trusted.", examples=["en"]
    )
    published_at: Moment = Field(
        description="When this version was published, RFC 3339 with an offset.",
        examples=["2031-03-04T06:30:00Z"],
    )
    first_published_at: Moment | None = Field(
        default=None,
        description="When the first version was published: what the article does not date happened on that day.",
    )
    embargoed_until: Moment | None = Field(
        default=None, description="Enriched at once; its alerts wait until then."
    )
    genre: Annotated[Text, StringConstraints(max_length=300)] | None = Field(
        default=None,
        description="As the newsroom names it, best by IPTC genre code. Opinion, history, satire and forecasts support "
        "alerts and open none.",
        examples=["Opinion", "http://cv.iptc.org/newscodes/genre/Forecast"],
    )
    purpose: Purpose = Field(
        default="news",
        description="`exercise` and `test` give alerts of CAP status `Exercise` and `Test`, apart from those of news.",
    )
    authors: tuple[Author, ...] = Field(default=(), max_length=MOST_AUTHORS, description="Bylines.")

    @field_validator("body")
    @classmethod
    def _said_something(cls, body: str, info: ValidationInfo) -> str:
        if not body.strip() and info.data.get("status") != "withdrawn":
            raise PydanticCustomError("empty_body", "Body must not be empty unless the article is withdrawn")
        return body
