from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts import alert_of
from schemas.feedback import FeedbackV1
from streams.claims.claim import Party, Place
from streams.web.view import MOST_REVISIONS, View, describe, read_position, write_position
from streams.wire.alerts import write_alert
from streams.wire.feedback import write_feedback
from streams.wire.message import Incoming

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
IDS = [f"{number:016x}" for number in range(4)]


def sent(
    alert_id: str = IDS[0], revision: int = 1, offset: int = 0, partition: int = 0, **more: object
) -> Incoming:
    message = write_alert(alert_of(id=alert_id, revision=revision, **more))
    return Incoming(
        "alerts", partition, offset, message.key, message.value, message.headers, NOON.timestamp()
    )


def judged(alert_id: str, verdict: str) -> Incoming:
    given_ = FeedbackV1.model_validate(
        {"alert_id": alert_id, "revision": 1, "verdict": verdict, "given_at": NOON}
    )
    message = write_feedback(given_)
    return Incoming("feedback", 0, 0, message.key, message.value)


HISTORIES = st.lists(st.tuples(st.sampled_from(IDS), st.integers(0, 1)), max_size=20)


def history(steps: list[tuple[str, int]]) -> list[Incoming]:
    """Return records: each a further revision of an alert, on its partition."""
    offsets = {0: 0, 1: 0}
    revisions = dict.fromkeys(IDS, 0)
    found = []
    for alert_id, _ in steps:
        partition = IDS.index(alert_id) % 2
        revisions[alert_id] += 1
        found.append(sent(alert_id, revisions[alert_id], offsets[partition], partition))
        offsets[partition] += 1
    return found


@given(HISTORIES, st.integers(0, 20))
def test_a_page_that_is_told_what_came_since_knows_what_a_new_one_knows(
    steps: list[tuple[str, int]], seen: int
) -> None:
    view, page = View(), {}
    messages = history(steps)
    for message in messages[:seen]:
        view.take(message)
    page = {row["id"]: row for row in view.rows()}
    position = read_position(write_position(view.position))
    for message in messages[seen:]:
        view.take(message)

    page |= {row["id"]: row for row in view.since(position)}

    assert page == {row["id"]: row for row in view.rows()}


@given(HISTORIES)
def test_what_comes_twice_changes_nothing(steps: list[tuple[str, int]]) -> None:
    once, twice = View(), View()
    for message in history(steps):
        once.take(message)
        twice.take(message)
        twice.take(message)

    assert twice.rows() == once.rows()


def test_what_is_read_again_from_the_start_takes_nobody_back() -> None:
    view = View()
    first, second = sent(IDS[0]), sent(IDS[1], offset=1)
    for message in (first, second, first):
        view.take(message)

    assert view.position == {0: 2}
    assert view.since({0: 2}) == []


def test_nobody_is_told_what_he_knows() -> None:
    view = View()
    view.take(sent(IDS[0]))
    view.take(sent(IDS[1], offset=1))

    assert [row["id"] for row in view.since({0: 1})] == [IDS[1]]
    assert view.since({0: 2}) == []


def test_a_position_beyond_the_topic_is_of_another_one() -> None:
    view = View()
    view.take(sent())

    assert view.knows({0: 1})
    assert not view.knows({0: 2})
    assert not view.knows({3: 1})


def test_a_row_tells_what_can_be_filtered_by() -> None:
    view = View()
    view.take(
        sent(
            actor=Party("Oslo", ("NOR",)),
            recipient=Party("Stockholm", ("SWE",)),
            location=Place("Pala", "TCD", 9.36, 14.9),
        )
    )

    (row,) = view.rows()
    assert row["countries"] == ["NOR", "SWE", "TCD"]
    assert row["point"][0] > 500
    assert row["theme"] == "domestic-unrest"


def test_the_timeline_has_every_revision_and_an_end() -> None:
    view = View()
    for number in range(1, MOST_REVISIONS + 3):
        view.take(sent(revision=number, offset=number, changes=(f"Change {number}.",)))

    held = view.alert(IDS[0])
    assert held is not None
    numbers = [each["number"] for each in describe(held)["revisions"]]
    assert numbers == list(range(3, MOST_REVISIONS + 3))
    assert json.dumps(describe(held))


def test_a_verdict_is_news_and_the_last_one_stands() -> None:
    view = View()
    view.take(sent())
    before = view.count
    view.hear(judged(IDS[0], "late"))
    view.hear(judged(IDS[0], "false"))

    (row,) = view.since(view.position, before)
    assert row["verdict"] == "false"
    assert view.since(view.position, view.count) == []


def test_a_verdict_may_come_before_its_alert() -> None:
    view = View()
    view.hear(judged(IDS[0], "right"))
    view.take(sent())

    assert view.rows()[0]["verdict"] == "right"


def test_what_is_no_alert_is_refused_and_passed() -> None:
    view = View()
    with pytest.raises(ValueError, match="headline"):
        view.take(Incoming("alerts", 0, 7, b"x", b'{"id": "0000000000000000"}'))

    assert view.position == {0: 8}


@pytest.mark.parametrize("said", ["7", "a:b", "1:2,3", "1:2:3"])
def test_a_position_in_other_words_is_refused(said: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the words
        read_position(said)
