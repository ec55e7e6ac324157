"""An alert as a CAP 1.2 message (OASIS, 2010)."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from streams.wire.exports.countries import codes_of, names_of
from streams.wire.exports.web import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from schemas.alert import AlertV1
    from streams.wire.exports.countries import Country

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
SENDER = "tocsin"
RESTRICTION = "For subscribers of this feed."
CATEGORIES = {
    "cyber": "Infra",
    "elections": "Other",
    "energy-and-trade": "Infra",
    "humanitarian": "Rescue",
    "migration": "Other",
    "nuclear": "CBRNE",
}
"""CAP's category of a theme; that of all others is Security."""

_FORBIDDEN = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Sent(NamedTuple):
    """A revision that was sent before, and when."""

    revision: int
    at: datetime


def alert_as_cap(
    alert: AlertV1, sent_at: datetime, countries: Mapping[str, Country], before: Sent | None = None
) -> bytes:
    """Return one XML document without line ends. `before` is the revision that this one comes after, if known.

    Urgency is `Unknown`, since no article says how soon a reader must act, and `Past` of what is cancelled.
    """
    root = ET.Element("alert", xmlns=NAMESPACE)
    _add(root, "identifier", _identifier(alert.id, alert.revision))
    _add(root, "sender", SENDER)
    _add(root, "sent", _time(sent_at))
    _add(root, "status", alert.status)
    _add(root, "msgType", alert.message_type)
    _add(root, "scope", "Restricted")
    _add(root, "restriction", RESTRICTION)
    if alert.changes:
        _add(root, "note", " ".join(alert.changes))
    if before and alert.message_type != "Alert":
        _add(root, "references", f"{SENDER},{_identifier(alert.id, before.revision)},{_time(before.at)}")
    _add(root, "incidents", " ".join((alert.id, *alert.references)))
    root.append(_info(alert, sent_at, countries))
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=False)
    return written


def _info(alert: AlertV1, sent_at: datetime, countries: Mapping[str, Country]) -> ET.Element:
    info = ET.Element("info")
    _add(info, "language", "en")
    _add(info, "category", CATEGORIES.get(alert.theme, "Security"))
    _add(info, "event", alert.kind_title)
    _add(info, "urgency", "Past" if alert.message_type == "Cancel" else "Unknown")
    _add(info, "severity", alert.severity)
    _add(info, "certainty", alert.certainty)
    _pair(info, "eventCode", "tocsin:kind", alert.kind)
    _add(info, "effective", _time(sent_at))
    _add(info, "onset", _time(alert.first_seen))
    if alert.expires_at:
        _add(info, "expires", _time(alert.expires_at))
    _add(info, "senderName", "Tocsin")
    _add(info, "headline", alert.headline)
    _add(info, "description", " ".join((*alert.summary, *_quotes(alert))))
    web = next(filter(None, (web_address(each.url) for each in alert.evidence)), None)
    if web:
        _add(info, "web", web)
    for name, value in _parameters(alert):
        _pair(info, "parameter", f"tocsin:{name}", value)
    info.append(_area(alert, countries))
    return info


def _quotes(alert: AlertV1) -> Iterator[str]:
    for each in alert.evidence:
        says = f"{each.publisher}, citing {each.source}" if each.source else each.publisher
        yield f"{says} ({each.status}): “{each.quote}”"


def _parameters(alert: AlertV1) -> Iterator[tuple[str, str]]:
    yield "theme", alert.theme
    yield "state", alert.state
    yield "sources", str(alert.source_count)
    said = {"stated-by": alert.stated_by, "denied-by": alert.denied_by, "left-open-by": alert.left_open_by}
    for name, voices in said.items():
        yield from ((name, voice) for voice in voices)
    yield from (("watchlist", watched.id) for watched in alert.watchlists)


def _area(alert: AlertV1, countries: Mapping[str, Country]) -> ET.Element:
    area, place = ET.Element("area"), alert.location
    _add(area, "areaDesc", (place and place.text) or ", ".join(names_of(alert, countries)) or "Not known")
    if place and place.latitude is not None and place.longitude is not None:
        _add(area, "circle", f"{place.latitude:.4f},{place.longitude:.4f} 0")
    for code in codes_of(alert):
        _pair(area, "geocode", "ISO 3166-1 alpha-3", code)
    return area


def _identifier(alert_id: str, revision: int) -> str:
    return f"{alert_id}.{revision}"


def _time(at: datetime) -> str:
    """Return a time of UTC as CAP writes it, where a Z is not allowed."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = " ".join(_FORBIDDEN.sub("\ufffd", text).split())


def _pair(parent: ET.Element, name: str, value_name: str, value: str) -> None:
    pair = ET.SubElement(parent, name)
    _add(pair, "valueName", value_name)
    _add(pair, "value", value)
