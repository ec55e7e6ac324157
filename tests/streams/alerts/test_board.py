"""The laws of the board: order, repetition, versions, withdrawals and crashes change nothing at the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.alerts.board import Board, standing_alerts
from streams.alerts.lifecycle import bare
from streams.alerts.policy import parse_policy
from streams.claims.claim import Claim, Party, Place, Quantity
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


def party(*countries: str) -> Party:
    return Party(" and ".join(countries), countries)


parties = st.none() | st.sampled_from([party("RUS"), party("UKR"), party("RUS", "USA"), Party("gunmen")])
places = st.none() | st.sampled_from(
    [
        Place("Ukraine", "UKR"),
        Place("Kharkiv", "UKR", 50.0, 36.2, entity_id="geonames:706483"),
        Place("Odesa", "UKR", 46.5, 30.7, entity_id="geonames:698740"),
    ]
)
quantities = st.none() | st.sampled_from(
    [Quantity("3", 3, "people", (0, 1)), Quantity("900", 900, "troops", (0, 3))]
)
claims = st.builds(
    claim_of,
    st.sampled_from(sorted(KINDS)),
    at=st.integers(0, 3).map(lambda i: i * 100),
    said=st.sampled_from(["", f", {LONG}"]),
    status=st.sampled_from(["asserted", "planned", "hypothetical", "denied", "historical"]),
    actor=parties,
    recipient=parties,
    location=places,
    quantity=quantities,
    source=parties,
    happened_on=st.none() | st.sampled_from([START.date(), START.date() - timedelta(days=5)]),
)
reports = st.builds(
    lambda article, version, hours, publisher, said, gone, more: replace(
        report_of(article, *({} if gone else said), version=version, hours=hours, publisher=publisher),
        is_withdrawn=gone,
        **more,
    ),
    article=st.sampled_from(["a", "b", "c|d", "e"]),
    version=st.integers(1, 3),
    hours=st.sampled_from([0, 3, 20, 50, 90, 200]),
    publisher=st.sampled_from(["Northwire", "Harbour Post", "The Ledger"]),
    said=st.lists(claims, max_size=4),
    gone=st.booleans().flatmap(lambda maybe: st.booleans() if maybe else st.just(maybe)),
    more=st.sampled_from(
        [
            {},
            {},
            {"genre": "opinion"},
            {"first_published_at": START - timedelta(days=1)},
            {"purpose": "exercise"},
        ]
    ),
)
histories = st.lists(reports, max_size=7)


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


laws = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@laws
@given(history=histories, data=st.data())
def test_order_and_repetition_change_no_alert_that_stands(history: list[Report], data: st.DataObject) -> None:
    sent = [message for report in history for message in messages(report)]
    again = data.draw(st.lists(st.sampled_from(sent), max_size=5)) if sent else []
    worker = Worker()
    for message in data.draw(st.permutations([*sent, *again])):
        worker.take(*message)

    assert content(worker.standing().values()) == expected(history)


@laws
@given(history=histories, data=st.data())
def test_a_report_that_comes_twice_in_a_row_tells_nothing_new(
    history: list[Report], data: st.DataObject
) -> None:
    board = Board(KINDS, POLICY)
    for report in history:
        for _, key, part in messages(report):
            board.receive(key, part)
            again = board.receive(key, part)
            assert (again.alerts, again.reports) == ((), ())


@laws
@given(history=histories)
def test_revisions_of_an_alert_count_from_one_and_follow_the_table(history: list[Report]) -> None:
    worker = Worker()
    for message in (message for report in history for message in messages(report)):
        worker.take(*message)
    seen: dict[str, Alert] = {}
    for alert in worker.published:
        before = seen.get(alert.id)
        assert alert.revision == (before.revision + 1 if before else 1)
        allowed = {"Alert"} if before is None or before.message_type == "Cancel" else {"Update", "Cancel"}
        assert alert.message_type in allowed
        seen[alert.id] = alert


@laws
@given(history=histories, data=st.data())
def test_a_crash_at_any_point_leads_to_the_same_alerts_and_revisions(
    history: list[Report], data: st.DataObject
) -> None:
    sent = [message for report in history for message in messages(report)]
    calm, shaken = Worker(), Worker()
    for message in sent:
        calm.take(*message)
    for message in sent:
        while not shaken.take(*message, writes=data.draw(st.none() | st.integers(0, 4))):
            pass  # the message comes again

    def last(worker: Worker) -> dict[str, Alert]:
        return {alert.id: alert for alert in worker.published}

    assert last(shaken) == last(calm)
    assert set(map(repr, shaken.published)) == set(map(repr, calm.published))


@laws
@given(history=histories, data=st.data())
def test_a_withdrawal_leaves_what_the_stream_without_the_article_gives(
    history: list[Report], data: st.DataObject
) -> None:
    article = data.draw(st.sampled_from(["a", "b"]))
    rest = [report for report in history if report.article_id != article]
    kill = withdrawn(report_of(article, version=3))
    sent = [message for report in (*history, kill) for message in messages(report)]
    worker = Worker()
    for message in data.draw(st.permutations(sent)):
        worker.take(*message)

    assert content(worker.standing().values()) == expected(rest)


@pytest.mark.parametrize("reports_first", [True, False], ids=["reports-first", "alerts-first"])
def test_an_alert_whose_claims_were_lost_with_a_crash_is_put_right_with_the_next_report(
    reports_first: bool,
) -> None:
    first = report_of("a", claim_of("air-strike", location=Place("Ukraine", "UKR")))
    board = Board(KINDS, POLICY)
    ((key, part),) = split_report(first, KINDS)
    told = board.receive(key, part)
    after = Board(KINDS, POLICY)
    gone = withdrawn(first)
    stored = board.receive("a|marker", gone)
    entries = [(name, report) for name, report in (stored if reports_first else told).reports if report]
    after.restore(entries, told.alerts)

    assert [alert.message_type for alert in after.receive("a|marker", gone).alerts] == ["Cancel"]


def told_of(board: Board, *reports: Report) -> list[Alert]:
    """Return what a board publishes for what the agent sends for these reports, one message after the other."""
    found = []
    for _, key, part in (message for report in reports for message in messages(report)):
        found += board.receive(key, part).alerts
    return found


def test_a_new_version_that_still_claims_the_same_under_two_keys_cancels_and_opens_nothing() -> None:
    said = (
        claim_of("air-strike", location=Place("Ukraine", "UKR")),
        claim_of("troop-buildup", at=100, actor=party("RUS")),
    )
    assert len(split_report(report_of("a", *said), KINDS)) == len(said)
    board = Board(KINDS, POLICY)
    opened = told_of(board, report_of("a", *said))

    told = told_of(board, report_of("a", *said, version=2, hours=2))

    assert [alert.message_type for alert in opened] == ["Alert", "Alert"]
    assert {alert.id for alert in told} == {alert.id for alert in opened}
    assert {alert.message_type for alert in told} == {"Update"}


def test_what_a_new_version_claims_no_more_is_cancelled_with_its_marker() -> None:
    strike = claim_of("air-strike", location=Place("Ukraine", "UKR"))
    buildup = claim_of("troop-buildup", actor=party("RUS"))
    board = Board(KINDS, POLICY)
    told_of(board, report_of("a", strike))

    told = told_of(board, report_of("a", buildup, version=2))

    assert [(alert.kind, alert.message_type) for alert in told] == [
        ("troop-buildup", "Alert"),
        ("air-strike", "Cancel"),
    ]


def test_an_alert_that_was_cancelled_opens_again_with_a_further_revision() -> None:
    strike = claim_of("air-strike", location=Place("Ukraine", "UKR"))
    board = Board(KINDS, POLICY)
    told = [
        *board.receive("combat|UKR", report_of("a", strike)).alerts,
        *board.receive("a|marker", withdrawn(report_of("a"))).alerts,
        *board.receive("combat|UKR", report_of("b", strike)).alerts,
    ]

    assert [(alert.message_type, alert.revision) for alert in told] == [
        ("Alert", 1),
        ("Cancel", 2),
        ("Alert", 3),
    ]
    assert len({alert.id for alert in told}) == 1


def test_a_cancelled_alert_shows_nobodys_words_and_refers_to_the_one_that_holds_its_claims() -> None:
    strike = claim_of("air-strike", location=Place("Ukraine", "UKR"))
    board = Board(KINDS, POLICY)
    for article, hours in (("a", 0), ("b", 96)):
        board.receive("combat|UKR", report_of(article, strike, hours=hours))

    elder, younger = board.receive(
        "combat|UKR", report_of("c", strike, hours=48, publisher="The Ledger")
    ).alerts

    assert (elder.message_type, younger.message_type) == ("Update", "Cancel")
    assert younger.references == (elder.id,)
    assert younger.evidence == ()
    assert younger.headline.startswith("Cancelled: ")


def test_a_publisher_that_says_the_same_again_later_leads_to_no_update() -> None:
    strike = claim_of("air-strike", location=Place("Ukraine", "UKR"))
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", report_of("a", strike))

    assert board.receive("combat|UKR", report_of("b", strike, hours=5)).alerts == ()


def test_another_publisher_leads_to_an_update() -> None:
    strike = claim_of("air-strike", location=Place("Ukraine", "UKR"))
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", report_of("a", strike))

    (told,) = board.receive("combat|UKR", report_of("b", strike, hours=5, publisher="The Ledger")).alerts

    assert (told.message_type, told.certainty, told.source_count) == ("Update", "Observed", 2)


STRIKE = claim_of("air-strike", location=Place("Ukraine", "UKR"))
EMBARGO = START + timedelta(hours=6)


def types(*outcomes: Outcome) -> list[tuple[str, str]]:
    return [(alert.message_type, alert.state) for outcome in outcomes for alert in outcome.alerts]


def embargoed(report: Report, until: datetime = EMBARGO) -> Report:
    return replace(report, embargoed_until=until)


def test_what_stands_on_an_article_under_embargo_is_told_when_it_ends() -> None:
    board = Board(KINDS, POLICY)

    waiting = board.receive("combat|UKR", embargoed(report_of("a", STRIKE)), START)
    early = list(board.tick(EMBARGO - timedelta(seconds=1)))
    told = list(board.tick(EMBARGO))

    assert types(waiting, *early) == []
    assert types(*told) == [("Alert", "open")]
    assert types(*board.tick(EMBARGO + timedelta(hours=1))) == []


def test_a_version_under_embargo_takes_nothing_back_before_it_ends() -> None:
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", report_of("a", STRIKE), START)
    second = embargoed(report_of("a", version=2))

    assert types(board.receive("a|marker", second, START)) == []
    assert types(*board.tick(EMBARGO)) == [("Cancel", "cancelled")]


def test_a_later_version_may_put_the_embargo_off() -> None:
    later = EMBARGO + timedelta(hours=2)
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", embargoed(report_of("a", STRIKE)), START)
    board.receive("combat|UKR", embargoed(report_of("a", STRIKE, version=2), later), START)
    board.receive("a|marker", embargoed(report_of("a", version=2), later), START)

    assert types(*board.tick(EMBARGO)) == []
    told = list(board.tick(later))
    assert types(*told) == [("Alert", "open")]
    assert [
        evidence.version for outcome in told for alert in outcome.alerts for evidence in alert.evidence
    ] == [2]


def test_a_withdrawal_under_embargo_leaves_nothing_to_tell() -> None:
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", embargoed(report_of("a", STRIKE)), START)
    board.receive("a|marker", withdrawn(embargoed(report_of("a"))), START)

    assert types(*board.tick(EMBARGO)) == []


@laws
@given(history=histories, data=st.data())
def test_embargoes_and_crashes_among_them_lose_and_double_nothing(
    history: list[Report], data: st.DataObject
) -> None:
    held = [
        report
        if report.is_withdrawn
        else embargoed(report, EMBARGO + timedelta(hours=data.draw(st.integers(0, 2))))
        for report in history
    ]
    calm, shaken = Worker(), Worker()
    sent = data.draw(st.permutations([message for report in held for message in messages(report)]))
    for worker, writes in ((calm, st.none()), (shaken, st.none() | st.integers(0, 4))):
        for message in sent:
            while not worker.take(*message, writes=data.draw(writes), now=START):
                pass  # the message comes again
        assert worker.published == []
        for now in (EMBARGO, EMBARGO + timedelta(hours=1), EMBARGO + timedelta(hours=2)):
            for partition in range(PARTITIONS):
                while not worker.look(partition, now, data.draw(writes)):
                    pass

    assert content(calm.standing().values()) == expected(history)
    assert shaken.standing() == calm.standing()
    assert set(map(repr, shaken.published)) == set(map(repr, calm.published))


def test_an_event_to_which_nothing_is_added_is_forgotten_without_a_word_and_leaves_its_number() -> None:
    board, long_after = Board(KINDS, POLICY), START + timedelta(days=POLICY.keep_days + 1)
    board.receive("combat|UKR", report_of("a", STRIKE), START)
    board.receive("a|marker", report_of("a", version=2), START)
    board.receive("combat|UKR", report_of("b", STRIKE), START)

    (swept,) = board.tick(long_after)

    assert swept.alerts == ()
    assert [(alert.state, alert.revision) for _, alert in swept.lapsed if alert] == [("expired", 3)]
    assert dict(swept.reports) == {
        "a|combat|UKR": None,
        "a||": None,
        "b|combat|UKR": None,
    }
    assert list(board.events()) == []
    again = board.receive("combat|UKR", report_of("c", STRIKE), long_after)
    assert [(alert.message_type, alert.revision) for alert in again.alerts] == [("Alert", 4)]


def test_an_event_goes_with_all_its_reports_or_stays_with_them() -> None:
    board = Board(KINDS, POLICY)
    board.receive("combat|UKR", report_of("a", STRIKE), START)
    board.receive("combat|UKR", report_of("b", STRIKE, hours=20), START + timedelta(days=40))

    (swept,) = board.tick(START + timedelta(days=60))

    assert (swept.alerts, swept.reports, swept.lapsed) == ((), (), ())
    (event,) = board.events()
    assert {account.report.article_id for account in event.accounts} == {"a", "b"}


def test_an_update_on_a_later_day_leaves_the_alert_its_id() -> None:
    board = Board(KINDS, POLICY)
    opened = told_of(board, report_of("a", STRIKE))

    told = told_of(board, report_of("a", STRIKE, version=2, hours=30))

    assert [(alert.id, alert.message_type) for alert in told] == [(opened[0].id, "Update")]


@pytest.mark.parametrize("genre", ["opinion", "history", "satire", "forecast"])
def test_a_piece_that_is_no_report_opens_nothing_and_stands_beside_the_news(genre: str) -> None:
    board = Board(KINDS, POLICY)
    piece = replace(report_of("a", STRIKE, publisher="The Ledger"), genre=genre)
    assert told_of(board, piece) == []

    (told,) = told_of(board, report_of("b", STRIKE, hours=5))

    assert [(e.article_id, e.is_background) for e in told.evidence] == [("a", True), ("b", False)]


def test_what_a_story_repeats_days_later_opens_nothing() -> None:
    strike = claim_of("air-strike", said=f", {LONG}", location=Place("Ukraine", "UKR"))
    board = Board(KINDS, POLICY)
    (first,) = told_of(board, report_of("a", strike))

    assert told_of(board, report_of("b", strike, hours=24 * 9)) == []
    (other,) = told_of(board, report_of("c", strike, hours=24 * 9, publisher="The Ledger"))
    assert (other.id, other.message_type, other.source_count) == (first.id, "Update", 1)


def test_what_a_story_adds_days_later_is_news() -> None:
    strike = claim_of("air-strike", said=f", {LONG}", location=Place("Ukraine", "UKR"))
    more = claim_of("air-strike", at=100, said=f", {LONG}", location=Place("Ukraine", "UKR"))
    board = Board(KINDS, POLICY)
    told_of(board, report_of("a", strike))

    assert [alert.message_type for alert in told_of(board, report_of("b", strike, more, hours=24 * 9))] == [
        "Alert"
    ]


def test_what_an_article_dates_long_before_itself_opens_nothing() -> None:
    last_week = claim_of(
        "air-strike", location=Place("Ukraine", "UKR"), happened_on=START.date() - timedelta(days=7)
    )

    assert told_of(Board(KINDS, POLICY), report_of("a", last_week)) == []


def test_an_exercise_meets_no_news() -> None:
    board = Board(KINDS, POLICY)
    (actual,) = told_of(board, report_of("a", STRIKE))

    (drill,) = told_of(board, replace(report_of("b", STRIKE, publisher="The Ledger"), purpose="exercise"))

    assert (actual.status, drill.status) == ("Actual", "Exercise")
    assert actual.id != drill.id


def test_a_denial_waits_for_the_assertion_and_stands_beside_it() -> None:
    board = Board(KINDS, POLICY)
    denial = claim_of("troop-buildup", status="denied", actor=party("RUS"), source=party("RUS"))
    assert told_of(board, report_of("a", denial)) == []

    (told,) = told_of(board, report_of("b", claim_of("troop-buildup", actor=party("RUS")), hours=2))

    assert (told.message_type, told.certainty, told.denied_by) == ("Alert", "Possible", ("RUS",))
