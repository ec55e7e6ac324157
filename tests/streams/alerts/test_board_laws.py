"""The laws of the board: order, repetition, versions, withdrawals and crashes change nothing at the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from boards import (
    EMBARGO,
    KINDS,
    LONG,
    PARTITIONS,
    POLICY,
    START,
    Worker,
    claim_of,
    content,
    embargoed,
    expected,
    messages,
    party,
    report_of,
    withdrawn,
)
from streams.alerts.board import Board
from streams.claims.claim import Party, Place, Quantity
from streams.events.quiet import find_quiet

if TYPE_CHECKING:
    from streams.alerts.alert import Alert
    from streams.events.report import Report

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


@laws
@given(course=st.lists(st.tuples(st.integers(0, 60), reports), max_size=10), days=st.integers(40, 110))
@example(
    course=[
        (0, report_of("b", claim_of("talks", recipient=party("RUS")))),
        (5, report_of("a", claim_of("talks", recipient=party("RUS")))),
        (50, report_of("a", version=2)),
    ],
    days=51,
)
def test_what_is_forgotten_follows_from_all_events_though_only_old_reports_are_looked_at(
    course: list[tuple[int, Report]], days: int
) -> None:
    board = Board(KINDS, POLICY)
    ends = [(day, None) for day in (50, 70, days)]
    for day, report in sorted([*course, *ends], key=lambda came: came[0]):
        now = START + timedelta(days=day)
        today = now.replace(hour=0)
        before = {event.id: event for event in board.events()}
        quiet, kept = find_quiet(before.values(), today - timedelta(days=POLICY.keep_days), board.leaning_on)
        if not board.is_due(now):  # it looks once a day: what is quiet since then goes tomorrow
            quiet = set()
        gone = {key for swept in board.tick(now) for key, stands in swept.reports if stands is None}

        assert {event.id for event in board.events()} == before.keys() - quiet
        assert gone.isdisjoint(f"{article}|{key}" for article, keys in kept.items() for key in keys)
        for _, key, part in messages(report) if report else ():
            board.receive(key, part, now)
