"""The board and watchlists: alerts say which lists they are on, and nothing else of them changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from boards import KINDS, POLICY, STRIKE, claim_of, content, messages, party, report_of, withdrawn
from streams.alerts.alert import Watched
from streams.alerts.board import Board, standing_alerts
from streams.alerts.watchlists import Watchlist
from streams.claims.claim import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.alerts.alert import Alert
    from streams.events.report import Report

STRIKES = Watchlist("strikes", "For a test.", kinds=("air-strike",))
HARBOUR = Watchlist("harbour", "For a test.", phrases=("the harbour",))


def revision(watchlist: Watchlist, number: int) -> Watchlist:
    return replace(watchlist, revision=number)


def take(board: Board, *reports: Report) -> list[Alert]:
    return [
        alert
        for report in reports
        for _, key, part in messages(report)
        for alert in board.receive(key, part).alerts
    ]


def board_with(*watchlists: Watchlist) -> Board:
    return Board(KINDS, POLICY, watchlists)


def test_an_alert_names_the_lists_that_it_is_on() -> None:
    board = board_with(STRIKES, HARBOUR)
    board.watch("grave", Watchlist("grave", "For a test.", min_severity="Extreme", revision=4))

    (alert,) = take(board, report_of("a", STRIKE))

    assert alert.watchlists == (Watched("grave", 4), Watched("strikes", None))


def test_a_list_that_is_set_changes_no_alert_until_something_else_does() -> None:
    board = board_with()
    (first,) = take(board, report_of("a", STRIKE))
    assert board.watch("strikes", revision(STRIKES, 4))

    (second,) = take(board, report_of("b", STRIKE, publisher="Harbour Post"))

    assert first.watchlists == ()
    assert (second.watchlists, second.revision) == ((Watched("strikes", 4),), 2)
    assert "Now on watchlist strikes." in second.changes


def test_coming_onto_a_list_is_told_where_nothing_else_is_new() -> None:
    board = board_with()
    take(board, report_of("a", STRIKE))
    board.watch("strikes", revision(STRIKES, 4))

    told = take(board, report_of("b", STRIKE, hours=3))  # the same publisher says the same again

    assert [(alert.message_type, alert.changes) for alert in told] == [
        ("Update", ("Now on watchlist strikes.",))
    ]


def test_leaving_a_list_is_told_with_something_else_only() -> None:
    board = board_with()
    board.watch("strikes", revision(STRIKES, 4))
    take(board, report_of("a", STRIKE))
    board.watch("strikes", None, 5)

    assert take(board, report_of("b", STRIKE, hours=3)) == []
    (later,) = take(board, report_of("c", STRIKE, publisher="Harbour Post"))
    assert (later.watchlists, later.changes) == (
        (),
        ("Observed, was Likely.", "Also stated by Harbour Post.", "Also reported by Harbour Post."),
    )


def test_another_revision_of_a_list_is_no_news_and_is_named() -> None:
    board = board_with()
    board.watch("strikes", revision(STRIKES, 4))
    take(board, report_of("a", STRIKE))
    board.watch("strikes", revision(STRIKES, 5))

    assert take(board, report_of("b", STRIKE, hours=3)) == []
    (later,) = take(board, report_of("c", STRIKE, publisher="Harbour Post"))
    assert later.watchlists == (Watched("strikes", 5),)
    assert not any("watchlist" in change for change in later.changes)


def test_a_cancelled_alert_names_the_lists_whose_readers_were_told() -> None:
    board = board_with(STRIKES, HARBOUR)
    at_harbour = replace(STRIKE, quote="It struck the harbour.")
    take(board, report_of("a", at_harbour))

    (cancelled,) = take(board, withdrawn(report_of("a", version=2)))

    assert cancelled.message_type == "Cancel"
    assert [each.id for each in cancelled.watchlists] == ["harbour", "strikes"]


def test_what_came_late_changes_no_list() -> None:
    board = board_with()
    assert board.watch("strikes", revision(STRIKES, 4))
    assert board.watch("strikes", None, 6)
    assert not board.watch("strikes", revision(STRIKES, 5))
    assert not board.watch("strikes", None, 3)

    (alert,) = take(board, report_of("a", STRIKE))

    assert alert.watchlists == ()


def test_a_list_that_is_taken_back_gives_way_to_the_one_from_the_start() -> None:
    board = board_with(STRIKES)
    board.watch("strikes", Watchlist("strikes", "For a test.", kinds=("talks",), revision=4))
    (first,) = take(board, report_of("a", STRIKE))
    board.watch("strikes", None, 5)

    (second,) = take(board, report_of("b", STRIKE, publisher="Harbour Post"))

    assert (first.watchlists, second.watchlists) == ((), (Watched("strikes", None),))


def test_what_stands_offline_names_its_lists() -> None:
    said = [(key, part) for _, key, part in messages(report_of("a", STRIKE))]

    (alert,) = standing_alerts(said, KINDS, POLICY, watchlists=iter([HARBOUR, STRIKES]))

    assert alert.watchlists == (Watched("strikes", None),)


claims = st.builds(
    claim_of,
    st.sampled_from(sorted(KINDS)),
    at=st.integers(0, 2).map(lambda n: n * 100),
    said=st.sampled_from(["", " by the harbour"]),
    status=st.sampled_from(["asserted", "planned", "denied"]),
    actor=st.none() | st.sampled_from([party("RUS"), party("UKR")]),
    location=st.none() | st.just(Place("Ukraine", "UKR")),
)
reports = st.builds(
    lambda article, version, hours, publisher, said: report_of(
        article, *said, version=version, hours=hours, publisher=publisher
    ),
    article=st.sampled_from(["a", "b", "c"]),
    version=st.integers(1, 2),
    hours=st.sampled_from([0, 3, 50]),
    publisher=st.sampled_from(["Northwire", "Harbour Post"]),
    said=st.lists(claims, max_size=3),
)
watchlists = st.builds(
    Watchlist,
    id=st.sampled_from(["north", "south"]),
    why=st.just("For a test."),
    countries=st.sampled_from([(), ("RUS",), ("UKR", "POL")]),
    kinds=st.sampled_from([(), ("air-strike",), ("talks", "troop-buildup")]),
    phrases=st.sampled_from([(), ("harbour",)]),
    min_severity=st.sampled_from([None, "Extreme", "Moderate"]),
    revision=st.integers(0, 9),
)
removals = st.tuples(st.sampled_from(["north", "south"]), st.integers(0, 9))
steps = st.lists(reports | watchlists | removals, max_size=10)
laws = settings(max_examples=80, deadline=None)


def run(board: Board, history: Sequence[Report | Watchlist | tuple[str, int]]) -> list[Alert]:
    """Return what a board publishes for reports, lists and removals in this order."""
    told: list[Alert] = []
    for step in history:
        if isinstance(step, Watchlist):
            board.watch(step.id, step)
        elif isinstance(step, tuple):
            board.watch(step[0], None, step[1])
        else:
            told += take(board, step)
    return told


def standing(told: Sequence[Alert]) -> dict[str, Alert]:
    return content(
        alert for alert in {alert.id: alert for alert in told}.values() if alert.message_type != "Cancel"
    )


@laws
@given(history=steps, own=st.lists(watchlists, max_size=2))
def test_alerts_stand_and_say_the_same_whoever_watches(
    history: list[Report | Watchlist | tuple[str, int]], own: list[Watchlist]
) -> None:
    unwatched = [step for step in history if not isinstance(step, Watchlist | tuple)]

    assert standing(run(board_with(*own), history)) == standing(run(board_with(), unwatched))


@laws
@given(history=steps, own=st.lists(watchlists, max_size=2))
def test_the_same_messages_again_give_the_same_revisions(
    history: list[Report | Watchlist | tuple[str, int]], own: list[Watchlist]
) -> None:
    assert run(board_with(*own), history) == run(board_with(*own), history)


@laws
@given(changes=st.lists(watchlists, max_size=6, unique_by=lambda each: each.revision), data=st.data())
def test_late_and_repeated_changes_leave_the_lists_of_the_last_revisions(
    changes: list[Watchlist], data: st.DataObject
) -> None:
    in_order, shaken = board_with(), board_with()
    for each in sorted(changes, key=lambda each: each.revision or 0):
        in_order.watch(each.id, each)
    for each in data.draw(st.permutations([*changes, *changes])):
        shaken.watch(each.id, each)

    assert take(shaken, report_of("a", STRIKE)) == take(in_order, report_of("a", STRIKE))


@laws
@given(history=steps)
def test_every_list_that_an_alert_comes_onto_is_told(
    history: list[Report | Watchlist | tuple[str, int]],
) -> None:
    last: dict[str, Alert] = {}
    for alert in run(board_with(), history):
        before = last.get(alert.id)
        if alert.message_type == "Update" and before:
            entered = {each.id for each in alert.watchlists} - {each.id for each in before.watchlists}
            assert bool(entered) is any("Now on watchlist" in change for change in alert.changes)
        last[alert.id] = alert
