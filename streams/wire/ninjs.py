"""ninjs, in any of its lines, to an `Article`, or the reason why not."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from pydantic import ValidationError

from schemas.article import MOST_AUTHORS
from schemas.ninjs import NinjsV1
from streams.clean.article import Article
from streams.wire.ninjs_body import NO_BODY, THREE, Body, find_body
from streams.wire.ninjs_hints import find_hints
from streams.wire.refusal import Rejected, field_refusal, oversize, refusal
from streams.wire.versions import version_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from schemas.ninjs import SourceV1
    from streams.settings import Settings

# Roles of info sources (newscodes `isrol`): whose text it is, and who only told the facts in it.
_WROTE_IT = "origcont"
_TOLD_THE_FACTS = "originfo"
# 3.x has capitals inside names, 2.x has plurals.
_ONLY_IN_3 = frozenset(("versionCreated", "pubStatus", "firstCreated", "copyrightHolder", "infoSources"))
_ONLY_SINCE_2 = frozenset(("headlines", "bodies", "infosources", "standard", "by"))


def is_ninjs(keys: Collection[str]) -> bool:
    """Whether an object with these fields is ninjs, and no article event of ours.

    ninjs names itself by `uri` (in Superdesk's dialect `guid`) and has neither `body` nor `published_at`, which an
    article event cannot be without.
    """
    return ("uri" in keys or "guid" in keys) and "body" not in keys and "published_at" not in keys


def read_ninjs(raw: bytes, keys: Collection[str], settings: Settings) -> Article | Rejected:
    """Read one news object; `keys` are its fields, by which a missing one is called as its sender would call it.

    `canceled` and `withheld` both withdraw: a newsroom that withholds a version it has sent wants nothing of it acted
    on, and one that withholds the first has nothing to lose by it.
    """
    try:
        sent = NinjsV1.model_validate_json(raw)
    except ValidationError as error:
        return refusal(error.errors(include_url=False, include_input=False)[0])
    line = _line(keys)
    published = sent.version_created or sent.first_created or sent.first_published
    if published is None:
        name = "versionCreated" if line == THREE else "versioncreated"
        return field_refusal(name, "Field required, RFC 3339 with an offset.")
    source = _source(sent)
    if source is None:
        return _no_source(keys)
    body = NO_BODY if _is_withdrawn(sent) else find_body(sent, line)
    if isinstance(body, Rejected):
        return body
    too_large = oversize(body.value, body.content_type, body.path, settings)
    return too_large or _article(sent, published, source, body)


def _line(keys: Collection[str]) -> int:
    """Return which line of the standard a sender follows."""
    return THREE if not _ONLY_IN_3.isdisjoint(keys) else 2 if not _ONLY_SINCE_2.isdisjoint(keys) else 1


def _source(sent: NinjsV1) -> str | None:
    """Return the publisher: as Superdesk says it, or whose content it is, or who holds the rights or provides it.

    Who only told the facts (the police, a ministry) is no publisher.
    """
    parties = [party for party in sent.info_sources or () if _role(party) != _TOLD_THE_FACTS]
    parties.sort(key=lambda party: _role(party) != _WROTE_IT)
    names = [party.name or party.literal for party in parties]
    told = (sent.source, *names, sent.copyright_holder, sent.provider)
    return next((name for name in told if name), None)


def _role(party: SourceV1) -> str:
    return (party.role or "").replace("/", ":").rpartition(":")[2].lower()


def _no_source(keys: Collection[str]) -> Rejected:
    where = {1: "infosource", 2: "infosources", THREE: "infoSources"}[_line(keys)]
    name = "source" if "guid" in keys else where
    holder = "copyrightHolder" if where == "infoSources" else "copyrightholder"
    return field_refusal(name, f"No publisher; name it in `source`, `{where}` or `{holder}`.")


def _is_withdrawn(sent: NinjsV1) -> bool:
    return sent.pub_status in ("canceled", "withheld")


def _article(sent: NinjsV1, published: datetime, source: str, body: Body) -> Article:
    return Article(
        id=sent.id,
        source=source,
        published_at=published.astimezone(UTC),
        body=body.value,
        version=version_of(sent.version, published),
        is_withdrawn=_is_withdrawn(sent),
        title=_title(sent),
        content_type=body.content_type,
        language=sent.language,
        authors=_authors(sent),
        hints=find_hints(sent),
        evolved_from=sent.evolved_from,
        first_published_at=sent.first_published and sent.first_published.astimezone(UTC),
        embargoed_until=sent.embargoed and sent.embargoed.astimezone(UTC),
    )


def _title(sent: NinjsV1) -> str | None:
    """Return the main headline; of 1.x the only one."""
    headlines = sorted(sent.headlines or (), key=lambda each: (each.role or "main").lower() != "main")
    told = (sent.headline, *(each.value for each in headlines), sent.title)
    return next((text for text in told if text and text.strip()), None)


def _authors(sent: NinjsV1) -> tuple[str, ...]:
    """Return the authors one by one, where they are listed, or else the byline as it stands."""
    listed = tuple(author.name for author in sent.authors or () if author and author.name.strip())
    return listed[:MOST_AUTHORS] or ((sent.by,) if sent.by and sent.by.strip() else ())
