"""The formats in which `tocsin alerts` writes for other programs, one alert a line."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from schemas.alert import AlertV1
from streams.knowledge import load_countries, open_rules
from streams.themes.rules import ThemeRule
from streams.wire.exports.cap import Sent, alert_as_cap
from streams.wire.exports.countries import countries_by_code
from streams.wire.exports.ninjs import alert_as_ninjs
from streams.wire.exports.stix import alert_as_stix

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.settings import Settings
    from streams.wire.message import Incoming


class Format(StrEnum):
    """How alerts are written."""

    LINE = "line"
    JSON = "json"
    CAP = "cap"
    STIX = "stix"
    NINJS = "ninjs"


def writer(wanted: Format, settings: Settings) -> Callable[[Incoming], bytes]:
    """Return what makes a line of a record of `alerts`. It raises `ValueError` where that holds no alert."""
    if wanted is Format.JSON:
        return lambda message: message.value or b""
    countries = countries_by_code(load_countries())
    if wanted is Format.CAP:
        sent: dict[str, Sent] = {}

        def as_cap(message: Incoming) -> bytes:
            alert = AlertV1.read(message.value or b"")
            at = datetime.fromtimestamp(message.timestamp or alert.last_seen.timestamp(), UTC)
            before, sent[alert.id] = sent.get(alert.id), Sent(alert.revision, at)
            return alert_as_cap(alert, at, countries, before)

        return as_cap
    if wanted is Format.STIX:
        return lambda message: alert_as_stix(AlertV1.read(message.value or b""), countries)
    topics = media_topics(settings)
    return lambda message: alert_as_ninjs(AlertV1.read(message.value or b""), countries, topics)


def media_topics(settings: Settings) -> dict[str, str]:
    """Return the IPTC Media Topic of each theme."""
    rules = (sheet.rule for sheet in open_rules(users=settings.rules).sheets)
    return {rule.theme: rule.medtop for rule in rules if isinstance(rule, ThemeRule)}
