"""Situations that ring, as many as it takes: reports on `claims`, each situation another kind, town and day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from streams.claims.claim import Claim, Party, Place
from streams.events.keys import split_report
from streams.events.report import Report
from streams.knowledge import load_alerting, load_countries
from streams.wire.claims import write_report
from streams.wire.message import Incoming

if TYPE_CHECKING:
    from streams.claims.kind import Kind

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
WORDS = (
    "convoy", "depot", "harbour", "airfield", "refinery", "barracks", "bridge", "ministry", "checkpoint", "station",
    "hospital", "market", "camp", "radar", "embassy", "railway", "pipeline", "village", "dam", "tunnel", "warehouse",
    "garrison", "column", "battery", "frigate", "outpost",
)  # fmt: skip


class Situations:
    """Reports by number: the same number is the same situation, told by another publisher and in other words."""

    def __init__(self) -> None:
        self.kinds, self.policy = load_alerting()
        self._offset = 0
        self._ringing = [kind for kind in self.kinds.values() if kind.severity in ("Extreme", "Severe")]
        self._countries = [str(record["code"]) for record in load_countries()]

    def message(self, situation: int, day: float, telling: int = 0, came: float | None = None) -> Incoming:
        """Return what the alert agent gets of an article on a situation of a day, on the day on which it `came`."""
        kind = self._ringing[situation % len(self._ringing)]
        on = day if came is None else came
        published = START + timedelta(days=day, minutes=telling)
        report = Report(
            article_id=f"urn:bench:situation:{situation}:{telling}",
            version=1,
            is_withdrawn=False,
            publisher=f"Wire {telling % 50}",
            published_at=published,
            claims=(self._claim(situation, telling, kind),),
            title=f"Report {situation}",
        )
        ((key, part),) = split_report(report, self.kinds)
        sent = write_report(key, part)
        self._offset += 1
        at = START + timedelta(days=on, hours=1)
        return Incoming(sent.topic, 0, self._offset, sent.key, sent.value, timestamp=at.timestamp())

    def _claim(self, situation: int, telling: int, kind: Kind) -> Claim:
        place = situation // len(self._ringing)
        country = self._countries[place % len(self._countries)]
        actor = self._countries[(place + 1) % len(self._countries)]
        town = place // len(self._countries)
        said = f"{kind.title} number {situation} near {WORDS[situation % len(WORDS)]} {town}, source {telling} said."
        return Claim(
            rule=kind.id,
            kind=kind.id,
            event_type=kind.event_type,
            status="asserted",
            trigger=(0, 8),
            evidence=(0, len(said)),
            quote=said,
            actor=Party(actor, (actor,), (10, 18)),
            location=Place(
                f"Town {town}", country, 10.0, 20.0, (20, 28), entity_id=f"Q9{place % 10_000_000}{town}"
            ),
            source=Party("the ministry", (actor,), (30, 42)),
        )
