"""An alert as a STIX 2.1 bundle (OASIS, 2021): a report that refers to who, whom and where."""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from streams.wire.exports.confidence import CONFIDENCE
from streams.wire.exports.countries import codes_of
from streams.wire.exports.web import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from schemas.alert import AlertV1
    from schemas.claim import PartyV1, PlaceV1
    from streams.wire.exports.countries import Country

# Of this format alone: the same alert has the same ids wherever it is written.
SPACE = UUID("6f0b1b0e-4f3c-5d6a-9a52-2f6f8a1f7c11")
Object = dict[str, Any]


def alert_as_stix(alert: AlertV1, countries: Mapping[str, Country]) -> bytes:
    """Return one bundle as JSON without line ends.

    `created` is when the first evidence was published, `modified` when the last was, a millisecond later for each
    revision: of two versions of an object the one that was modified later counts.
    """
    stamp = _stamp(alert.first_seen, 0)
    creator = _object("identity", "tocsin", stamp, name="Tocsin", identity_class="system")
    others = [*_parties(alert, stamp), *_places(alert, stamp, countries)]
    links = [*_links(alert, stamp)]
    report = _report(alert, [each["id"] for each in (*others, *links)] or [creator["id"]])
    objects = [{**each, "created_by_ref": creator["id"]} for each in (report, *others, *links)]
    bundle = {
        "type": "bundle",
        "id": f"bundle--{uuid5(SPACE, f'{alert.id}.{alert.revision}')}",
        "objects": [creator, *objects],
    }
    return json.dumps(bundle, ensure_ascii=False).encode("utf-8", "replace")


def _report(alert: AlertV1, refers_to: list[str]) -> Object:
    return _object(
        "report",
        alert.id,
        _stamp(alert.first_seen, 0),
        modified=_stamp(alert.last_seen, alert.revision),
        name=alert.headline,
        description="\n".join((*alert.summary, *alert.changes)) or alert.headline,
        report_types=["threat-report"],
        published=_stamp(alert.first_seen, 0),
        object_refs=refers_to,
        revoked=alert.message_type == "Cancel",
        confidence=CONFIDENCE[alert.certainty],
        lang="en",
        labels=[alert.kind, alert.theme, alert.severity.lower(), alert.status.lower()],
        **({"external_references": list(_references(alert))} if alert.evidence else {}),
    )


def _references(alert: AlertV1) -> Iterator[Object]:
    for each in alert.evidence:
        says = f", citing {each.source}" if each.source else ""
        reference = {
            "source_name": each.publisher,
            "description": f"{each.status}{says}: {each.quote}",
            "external_id": each.claim_id,
        }
        url = web_address(each.url)
        yield {**reference, "url": url} if url else reference


def _parties(alert: AlertV1, stamp: str) -> Iterator[Object]:
    seen = set()
    for party in (alert.actor, alert.recipient):
        if party and _party_name(party) not in seen:
            seen.add(_party_name(party))
            yield _object("identity", _party_name(party), stamp, name=party.text, identity_class="unknown")


def _places(alert: AlertV1, stamp: str, countries: Mapping[str, Country]) -> Iterator[Object]:
    for code in codes_of(alert):
        country = countries.get(code)
        if country and country.alpha2:
            yield _object("location", code, stamp, name=country.name, country=country.alpha2)
    place = alert.location
    if place and place.latitude is not None and place.longitude is not None:
        yield _object(
            "location",
            _place_name(place),
            stamp,
            name=place.text,
            latitude=round(place.latitude, 4),
            longitude=round(place.longitude, 4),
        )


def _links(alert: AlertV1, stamp: str) -> Iterator[Object]:
    """Yield which country a party speaks for, where it is one."""
    for party in (alert.actor, alert.recipient):
        if party and len(party.countries) == 1:
            source, target = _id("identity", _party_name(party)), _id("location", party.countries[0])
            yield _object(
                "relationship",
                f"{source} {target}",
                stamp,
                relationship_type="located-at",
                source_ref=source,
                target_ref=target,
            )


def _object(kind: str, key: str, created: str, **more: Any) -> Object:  # noqa: ANN401 - fields of STIX
    common = {"type": kind, "spec_version": "2.1", "id": _id(kind, key)}
    return {**common, "created": created, "modified": created, **more}


def _id(kind: str, key: str) -> str:
    return f"{kind}--{uuid5(SPACE, f'{kind} {key}')}"


def _party_name(party: PartyV1) -> str:
    return f"{party.text}|{','.join(party.countries)}"


def _place_name(place: PlaceV1) -> str:
    return f"{place.text}|{place.latitude}|{place.longitude}"


def _stamp(at: datetime, milliseconds: int) -> str:
    later = at.astimezone(UTC) + timedelta(milliseconds=milliseconds)
    return later.strftime("%Y-%m-%dT%H:%M:%S.") + f"{later.microsecond // 1000:03d}Z"
