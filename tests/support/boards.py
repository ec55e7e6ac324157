"""Reports and boards for tests: claims that are short to write, and a worker with its stored state."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from streams.alerts.board import Board, standing_alerts
from streams.alerts.lifecycle import bare
from streams.alerts.policy import parse_policy
from streams.claims.claim import Claim, Party, Place
from streams.claims.kind import Kind
from streams.events.keys import split_report
from streams.events.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.alerts.alert import Alert
    from streams.alerts.board import Outcome

KINDS = {
    "troop-buildup": Kind(
        "troop-buildup", "Troop buildup", "military-posture", "MOBILIZE", "Severe", "posture", "actor"
    ),
    "air-strike": Kind(
        "air-strike", "Air strike", "armed-conflict", "ASSAULT", "Extreme", "combat", "location"
    ),
    "talks": Kind("talks", "Talks", "diplomacy", "CONSULT", "Minor", "diplomacy", "actor"),
}
POLICY = parse_policy(
    {
        "window_days": 2,
        "least_severity": "Minor",
        "least_severity_unconfirmed": "Severe",
        "headline": ["{title}[ by {actor}][ against {recipient}][ {place}]"],
        "kinds": {"troop-buildup": {"window_days": 7}},
    },
    "policy.yaml",
)
START = datetime(2031, 3, 4, 12, tzinfo=UTC)
EMBARGO = START + timedelta(hours=6)
PARTITIONS = 3
LONG = "in one of those long sentences that two desks would never hit upon."


def claim_of(kind: str, at: int = 0, status: str = "asserted", said: str = "", **more: object) -> Claim:
    return Claim(
        rule=kind,
        kind=kind,
        event_type=KINDS[kind].event_type,
        status=status,
        trigger=(at, at + 4),
        evidence=(at, at + 40),
        quote=f"What was said at {at}{said}.",
        **more,
    )


STRIKE = claim_of("air-strike", location=Place("Ukraine", "UKR"))


def report_of(
    article: str, *claims: Claim, version: int = 1, hours: int = 0, publisher: str = "Northwire"
) -> Report:
    return Report(
        article,
        version,
        is_withdrawn=False,
        publisher=publisher,
        published_at=START + timedelta(hours=hours),
        claims=claims,
    )


def withdrawn(report: Report) -> Report:
    return replace(report, is_withdrawn=True, claims=(), embargoed_until=None)


def embargoed(report: Report, until: datetime = EMBARGO) -> Report:
    return replace(report, embargoed_until=until)


def party(*countries: str) -> Party:
    return Party(" and ".join(countries), countries)


def messages(report: Report) -> list[tuple[int, str, Report]]:
    """Return partition, key and report as the enrich agent sends them: the parts, then markers for everyone."""
    parts = split_report(report, KINDS)
    sent = [(sum(key.encode()) % PARTITIONS, key, part) for key, part in parts]
    if report.version == 1 and not report.is_withdrawn:
        return sent
    marker = replace(report, claims=())
    return [*sent, *((each, f"{report.article_id}|marker", marker) for each in range(PARTITIONS))]


class Worker:
    """Boards over a stored state, as the alert agent keeps them; `crashes` says after how many writes it dies."""

    def __init__(self) -> None:
        self.state: list[dict[str, Report]] = [{} for _ in range(PARTITIONS)]
        self.alerts: list[dict[str, Alert]] = [{} for _ in range(PARTITIONS)]
        self.held: list[dict[str, Report]] = [{} for _ in range(PARTITIONS)]
        self.published: list[Alert] = []
        self.boards: dict[int, Board] = {}

    def take(
        self, partition: int, key: str, report: Report, writes: int | None = None, now: datetime | None = None
    ) -> bool:
        """Deal with a message; return False where the worker died after so many writes."""
        return self._tell(partition, self._board(partition).receive(key, report, now), writes)

    def look(self, partition: int, now: datetime, writes: int | None = None) -> bool:
        """Deal with the time; return False where the worker died after so many writes of one thing that it led to."""
        return all(self._tell(partition, outcome, writes) for outcome in self._board(partition).tick(now))

    def _board(self, partition: int) -> Board:
        if partition not in self.boards:
            self.boards[partition] = Board(KINDS, POLICY)
            self.boards[partition].restore(
                self.state[partition].items(), self.alerts[partition].values(), self.held[partition].items()
            )
        return self.boards[partition]

    def _tell(self, partition: int, outcome: Outcome, writes: int | None) -> bool:
        steps = [("publish", alert.id, alert) for alert in outcome.alerts]
        steps += [("alert", alert.id, alert) for alert in outcome.alerts]
        steps += [("report", entry, value) for entry, value in outcome.reports]
        steps += [("held", entry, value) for entry, value in outcome.held]
        for step, name, value in steps[:writes]:
            self._write(partition, step, name, value)
        if writes is not None and writes < len(steps):
            self.boards.clear()
            return False
        return True

    def _write(self, partition: int, step: str, name: str, value: object) -> None:
        if step == "publish":
            self.published.append(value)
        elif step == "alert":
            self.alerts[partition][name] = value
        else:
            entries = (self.state if step == "report" else self.held)[partition]
            entries.pop(name, None)
            if value is not None:
                entries[name] = value

    def standing(self) -> dict[str, Alert]:
        """Return the last published revision of each alert that is not cancelled."""
        last = {alert.id: alert for alert in self.published}
        return {name: alert for name, alert in last.items() if alert.message_type != "Cancel"}


def content(alerts: Iterable[Alert]) -> dict[str, Alert]:
    return {alert.id: bare(alert) for alert in alerts}


def expected(history: Sequence[Report]) -> dict[str, Alert]:
    said = [(key, part) for report in history for _, key, part in messages(report)]
    return content(standing_alerts(said, KINDS, POLICY))


def told_of(board: Board, *reports: Report) -> list[Alert]:
    """Return what a board publishes for what the agent sends for these reports, one message after the other."""
    found = []
    for _, key, part in (message for report in reports for message in messages(report)):
        found += board.receive(key, part).alerts
    return found


def types(*outcomes: Outcome) -> list[tuple[str, str]]:
    return [(alert.message_type, alert.state) for outcome in outcomes for alert in outcome.alerts]
