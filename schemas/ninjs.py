"""IPTC ninjs 1.x, 2.x and 3.x, and Superdesk's dialect of it: what is read of them on the topic `articles`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AliasChoices, BeforeValidator, ConfigDict, Field, ValidationError, WrapValidator

from schemas.article import Author, Identifier, Language, Moment, Text, Title
from schemas.base import Accepted

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler, ValidatorFunctionWrapHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

BODY_PREFIX = "body_"


def _text_of_number(value: object) -> object:
    """Take a number for its digits: the version is a string in ninjs, and a number in many systems."""
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _plain_status(value: object) -> object:
    """Take the spellings in use for the ones of the standard: `stat:usable`, `Canceled`, `cancelled`."""
    if not isinstance(value, str):
        return value
    said = value.strip().lower().removeprefix("stat:")
    return "canceled" if said == "cancelled" else said


def _filled(value: object) -> object:
    """Take an empty text for none: systems send the fields they have, filled or not."""
    return None if isinstance(value, str) and not value.strip() else value


def _or_nothing(value: object, validate: ValidatorFunctionWrapHandler) -> object:
    """Pass over what has another shape than ours: it only accompanies the article, and stops none."""
    try:
        return validate(value)
    except ValidationError:
        return None


class _Ninjs(Accepted):
    """A part of ninjs: its JSON Schema names every spelling that is read, not only the first."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        known = schema["properties"]
        for field in cls.model_fields.values():
            if isinstance(field.validation_alias, AliasChoices):
                first, *others = map(str, field.validation_alias.choices)
                known.update(dict.fromkeys(others, known[first]))
                if others and first in schema.get("required", ()):
                    schema["required"].remove(first)
        return schema


class ValueV1(_Ninjs):
    """One of several texts for the same thing, told apart by role and media type."""

    role: Text | None = None
    content_type: Text | None = Field(
        default=None, validation_alias=AliasChoices("contenttype", "contentType"), examples=["text/plain"]
    )
    value: Text


class HeadlineV1(ValueV1):
    """A headline."""

    value: Title


Name = Annotated[
    Identifier | None, BeforeValidator(_filled, json_schema_input_type=Identifier | Literal[""] | None)
]
Tongue = Annotated[
    Language | None, BeforeValidator(_filled, json_schema_input_type=Language | Literal[""] | None)
]


class ConceptV1(_Ninjs):
    """A person, place, subject and so on, as the newsroom tagged it."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    name: Text | None = None
    uri: Text | None = None
    literal: Text | None = None
    qcode: Text | None = None
    scheme: Text | None = None
    code: Text | None = None
    role: Text | None = None
    creator: Text | None = None


class SourceV1(ConceptV1):
    """A party that the content is from."""

    name: Name = None
    literal: Name = None


class AuthorV1(_Ninjs):
    """Superdesk's author."""

    name: Author


Concepts = Annotated[
    tuple[Annotated[ConceptV1 | None, WrapValidator(_or_nothing)], ...] | None, WrapValidator(_or_nothing)
]
Authors = Annotated[
    tuple[Annotated[AuthorV1 | None, WrapValidator(_or_nothing)], ...] | None, WrapValidator(_or_nothing)
]
LooseText = Annotated[Text | None, WrapValidator(_or_nothing)]
Version = Annotated[str, BeforeValidator(_text_of_number, json_schema_input_type=str | int | float)]
_Spelling = Annotated[str, Field(pattern=r"^(stat:)?([Uu]sable|[Ww]ithheld|[Cc]ancell?ed)$")]
Status = Annotated[
    Literal["usable", "withheld", "canceled"],
    BeforeValidator(_plain_status, json_schema_input_type=_Spelling),
]


class NinjsV1(_Ninjs):
    """A news object. Fields that are not named here are ignored, but for `body_` with any ending (1.x)."""

    model_config = ConfigDict(
        extra="allow", json_schema_extra={"anyOf": [{"required": ["uri"]}, {"required": ["guid"]}]}
    )

    id: Identifier = Field(
        validation_alias=AliasChoices("uri", "guid"),
        description="Stable across versions; also the Kafka key. Superdesk calls it `guid`.",
    )
    type: Literal["text", "composite"] | None = Field(
        default=None, description="What is read: texts, and compositions that carry a text of their own."
    )
    version: Version | None = Field(
        default=None,
        description="A number; where it is none, the time of the version counts, in seconds since 2000.",
    )
    pub_status: Status | None = Field(
        default=None,
        validation_alias=AliasChoices("pubstatus", "pubStatus"),
        description="`canceled` and `withheld` take the article back, and with it what it claimed.",
    )
    version_created: Moment | None = Field(
        default=None, validation_alias=AliasChoices("versioncreated", "versionCreated")
    )
    first_created: Moment | None = Field(
        default=None, validation_alias=AliasChoices("firstcreated", "firstCreated")
    )
    first_published: Moment | None = Field(
        default=None, validation_alias=AliasChoices("firstpublished", "firstPublished")
    )
    embargoed: Moment | None = Field(
        default=None, description="Enriched at once; its alerts wait until then."
    )
    language: Tongue = None
    headline: Title | None = None
    headlines: tuple[HeadlineV1, ...] | None = None
    title: Title | None = None
    bodies: tuple[ValueV1, ...] | None = None
    by: Author | None = Field(default=None, validation_alias=AliasChoices("by", "byline"))
    authors: Authors = None
    source: Name = Field(default=None, description="Superdesk: the publisher.")
    info_sources: tuple[SourceV1, ...] | None = Field(
        default=None, validation_alias=AliasChoices("infosource", "infosources", "infoSources")
    )
    copyright_holder: Name = Field(
        default=None, validation_alias=AliasChoices("copyrightholder", "copyrightHolder")
    )
    provider: Annotated[Name, WrapValidator(_or_nothing)] = Field(
        default=None,
        validation_alias=AliasChoices("provider", "providedby", "providedBy"),
        description="Not in the standard, and in use.",
    )
    located: LooseText = None
    subjects: Concepts = Field(default=None, validation_alias=AliasChoices("subject", "subjects"))
    people: Concepts = Field(default=None, validation_alias=AliasChoices("person", "people"))
    organisations: Concepts = Field(
        default=None, validation_alias=AliasChoices("organisation", "organisations")
    )
    places: Concepts = Field(default=None, validation_alias=AliasChoices("place", "places"))
    genres: Concepts = Field(default=None, validation_alias=AliasChoices("genre", "genres"))
    evolved_from: LooseText = Field(
        default=None,
        validation_alias=AliasChoices("evolvedfrom", "evolvedFrom"),
        description="Superdesk: the id of the article that this one rewrites.",
    )

    @property
    def named_bodies(self) -> dict[str, Any]:
        """The bodies of 1.x, by their names as sent; nothing is said of the values yet."""
        sent = self.model_extra or {}
        return {name: value for name, value in sent.items() if name.startswith(BODY_PREFIX)}
