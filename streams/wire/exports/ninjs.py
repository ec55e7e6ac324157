"""An alert as a news item: IPTC ninjs 3.1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from streams.wire.exports.confidence import CONFIDENCE
from streams.wire.exports.countries import codes_of
from streams.wire.exports.web import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemas.alert import AlertV1
    from streams.wire.exports.countries import Country

URGENCY = {"Extreme": 1, "Severe": 2, "Moderate": 4, "Minor": 6}
TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"


def alert_as_ninjs(
    alert: AlertV1, countries: Mapping[str, Country], media_topics: Mapping[str, str]
) -> bytes:
    """Return one item as JSON without line ends. `media_topics` has the IPTC Media Topic of a theme, `medtop:…`."""
    item: dict[str, Any] = {
        "uri": f"urn:tocsin:alert:{alert.id}",
        "type": "text",
        "representationType": "full",
        "version": str(alert.revision),
        "firstCreated": alert.first_seen.isoformat(),
        "versionCreated": alert.last_seen.isoformat(),
        "pubStatus": "canceled" if alert.message_type == "Cancel" else "usable",
        "urgency": URGENCY[alert.severity],
        "language": "en",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": alert.headline}],
        "descriptions": [
            {"role": "summary", "contentType": "text/plain", "value": each} for each in alert.summary
        ],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": _body(alert)}],
        "subjects": list(_subjects(alert, media_topics)),
        "places": list(_places(alert, countries)),
        "infoSources": list(_sources(alert)),
        "altIds": [{"role": "tocsin", "value": f"{alert.id}.{alert.revision}"}],
        "standard": {"name": "ninjs", "version": "3.1"},
    }
    if alert.status != "Actual":
        item["edNote"] = f"{alert.status}: not news."
    if alert.expires_at:
        item["expires"] = alert.expires_at.isoformat()
    return json.dumps(item, ensure_ascii=False).encode("utf-8", "replace")


def _body(alert: AlertV1) -> str:
    quotes = (f"{each.publisher} ({each.status}): “{each.quote}”" for each in alert.evidence)
    return "\n".join((alert.headline, *alert.summary, *alert.changes, *quotes))


def _subjects(alert: AlertV1, media_topics: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    confidence = CONFIDENCE[alert.certainty]
    yield {"name": alert.kind_title, "literal": alert.kind, "confidence": confidence}
    topic = media_topics.get(alert.theme, "").removeprefix("medtop:")
    yield {"name": alert.theme, "literal": alert.theme} | ({"uri": f"{TOPICS}{topic}"} if topic else {})


def _places(alert: AlertV1, countries: Mapping[str, Country]) -> Iterator[dict[str, Any]]:
    for code in codes_of(alert):
        yield {"name": countries[code].name if code in countries else code, "literal": code, "rel": "country"}
    place = alert.location
    if place:
        found: dict[str, Any] = {"name": place.text, "rel": "location"}
        if place.latitude is not None and place.longitude is not None:
            found["geoJSON"] = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
        yield found


def _sources(alert: AlertV1) -> Iterator[dict[str, str]]:
    for each in alert.evidence:
        source = {"name": each.publisher, "role": each.status, "literal": each.article_id}
        url = web_address(each.url)
        yield {**source, "uri": url} if url else source
