from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.alerts.alert import MessageType
from streams.alerts.fields import SEVERITIES
from streams.cli.alert_filter import Follower, Wanted, is_standing, is_wanted
from streams.cli.alert_options import CERTAINTIES, STATUSES
from streams.wire.labels import Label

if TYPE_CHECKING:
    from streams.claims.kind import Severity

DAY = datetime(2031, 3, 4, 6, 30, tzinfo=UTC)
LABEL = Label(
    id="00000000000000a1",
    revision=1,
    message_type="Alert",
    status="Actual",
    kind="troop-buildup",
    severity="Severe",
    certainty="Likely",
    countries=("NOR", "SWE"),
    last_seen=DAY,
    expires_at=DAY + timedelta(days=14),
)
KINDS = ("troop-buildup", "air-strike", "talks")
COUNTRIES = ("BEL", "NLD", "NOR", "SWE")
MOMENTS = st.integers(0, 5).map(lambda hours: DAY + timedelta(hours=hours))
LABELS = st.builds(
    Label,
    id=st.sampled_from(["a", "b"]),
    revision=st.integers(1, 5),
    message_type=st.sampled_from(get_args(MessageType)),
    status=st.sampled_from(STATUSES),
    kind=st.sampled_from(KINDS),
    severity=st.sampled_from(SEVERITIES),
    certainty=st.sampled_from(CERTAINTIES),
    countries=st.sets(st.sampled_from(COUNTRIES)).map(lambda found: tuple(sorted(found))),
    last_seen=MOMENTS,
    expires_at=st.none() | MOMENTS,
)
WANTED = st.builds(
    Wanted,
    kinds=st.frozensets(st.sampled_from(KINDS)),
    countries=st.frozensets(st.sampled_from(COUNTRIES)),
    min_severity=st.none() | st.sampled_from(SEVERITIES),
    certainties=st.frozensets(st.sampled_from(CERTAINTIES)),
    statuses=st.frozensets(st.sampled_from(STATUSES)),
    since=st.none() | MOMENTS,
)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(Wanted(), True, id="nothing asked"),
        pytest.param(Wanted(kinds=frozenset({"talks", "troop-buildup"})), True, id="one of the kinds"),
        pytest.param(Wanted(kinds=frozenset({"talks"})), False, id="another kind"),
        pytest.param(Wanted(countries=frozenset({"SWE", "BEL"})), True, id="one of the countries"),
        pytest.param(Wanted(countries=frozenset({"BEL"})), False, id="another country"),
        pytest.param(Wanted(min_severity="Moderate"), True, id="graver than asked"),
        pytest.param(Wanted(min_severity="Severe"), True, id="as grave as asked"),
        pytest.param(Wanted(min_severity="Extreme"), False, id="less grave than asked"),
        pytest.param(Wanted(certainties=frozenset({"Observed", "Likely"})), True, id="as sure as asked"),
        pytest.param(Wanted(certainties=frozenset({"Observed"})), False, id="less sure than asked"),
        pytest.param(Wanted(statuses=frozenset({"Actual"})), True, id="news, as asked"),
        pytest.param(Wanted(statuses=frozenset({"Exercise", "Test"})), False, id="no exercise"),
        pytest.param(Wanted(since=DAY), True, id="since that moment"),
        pytest.param(Wanted(since=DAY + timedelta(seconds=1)), False, id="older than asked"),
        pytest.param(
            Wanted(kinds=frozenset({"troop-buildup"}), countries=frozenset({"BEL"})), False, id="one of two"
        ),
    ],
)
def test_an_alert_is_wanted_where_it_is_all_that_was_asked(wanted: Wanted, expected: bool) -> None:
    assert is_wanted(LABEL, wanted) is expected


@given(LABELS, WANTED)
def test_nothing_gets_through_that_does_not_match(label: Label, wanted: Wanted) -> None:
    failed = [
        bool(wanted.kinds) and label.kind not in wanted.kinds,
        bool(wanted.countries) and not any(code in wanted.countries for code in label.countries),
        wanted.min_severity is not None
        and label.severity not in SEVERITIES[: SEVERITIES.index(wanted.min_severity) + 1],
        bool(wanted.certainties) and label.certainty not in wanted.certainties,
        bool(wanted.statuses) and label.status not in wanted.statuses,
        wanted.since is not None and label.last_seen < wanted.since,
    ]

    assert is_wanted(label, wanted) is not any(failed)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        pytest.param(LABEL, True, id="not over yet"),
        pytest.param(replace(LABEL, expires_at=None), True, id="never over"),
        pytest.param(replace(LABEL, expires_at=DAY), False, id="over"),
        pytest.param(replace(LABEL, message_type="Cancel"), False, id="cancelled"),
    ],
)
def test_an_alert_stands_until_it_is_cancelled_or_over(label: Label, expected: bool) -> None:
    assert is_standing(label, DAY + timedelta(hours=1)) is expected


def test_a_cancel_counts_as_of_when_it_was_sent() -> None:
    cancel = replace(LABEL, message_type="Cancel")
    later = DAY + timedelta(days=1)

    assert is_wanted(cancel, Wanted(since=later), sent=later)
    assert not is_wanted(LABEL, Wanted(since=later), sent=later)


def revision(number: int, message_type: MessageType = "Update", severity: Severity = "Severe") -> Label:
    return replace(LABEL, revision=number, message_type=message_type, severity=severity)


def test_an_alert_that_was_shown_is_shown_once_more_when_it_is_cancelled_or_eases() -> None:
    follower = Follower(Wanted(min_severity="Severe"))
    way = [
        revision(1, message_type="Alert"),
        revision(2, severity="Minor"),
        revision(3, severity="Minor"),
        revision(4),
        revision(5, message_type="Cancel", severity="Minor"),
        revision(6, message_type="Cancel", severity="Minor"),
    ]

    assert [follower.takes(label) for label in way] == [True, True, False, True, True, False]


def test_what_was_never_shown_is_not_taken_back() -> None:
    follower = Follower(Wanted(min_severity="Extreme"))

    assert not follower.takes(revision(1, message_type="Alert"))
    assert not follower.takes(revision(2, message_type="Cancel"))


def test_an_alert_that_leaves_a_watchlist_is_shown_once_more() -> None:
    follower = Follower(Wanted())
    way = [
        (revision(number), listed) for number, listed in enumerate([False, True, False, False, True], start=1)
    ]

    assert [follower.takes(label, None, lambda listed=listed: listed) for label, listed in way] == [
        False, True, True, False, True,
    ]  # fmt: skip


def test_no_list_is_asked_where_something_else_says_no() -> None:
    def fails() -> bool:
        raise AssertionError

    assert not Follower(Wanted(kinds=frozenset({"talks"}))).takes(LABEL, None, fails)


@given(st.lists(LABELS), WANTED)
def test_a_follower_shows_each_revision_once_and_only_what_matches_or_matched(
    labels: list[Label], wanted: Wanted
) -> None:
    follower = Follower(wanted)
    shown = [label for label in labels if follower.takes(label)]

    for alert_id in ("a", "b"):
        told = [label for label in shown if label.id == alert_id]
        numbers = [label.revision for label in told]
        assert numbers == sorted(set(numbers))
        for before, label in zip([None, *told], told, strict=False):
            assert is_wanted(label, wanted) or (before is not None and is_wanted(before, wanted))


@given(st.lists(LABELS), WANTED)
def test_repeats_change_nothing(labels: list[Label], wanted: Wanted) -> None:
    once, twice = Follower(wanted), Follower(wanted)

    assert [label for label in labels if once.takes(label)] == [
        label for each in labels for label in (each, each) if twice.takes(label)
    ]
