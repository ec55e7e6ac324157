from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from alerts import alert_of
from streams.alerts.alert import Watched
from streams.alerts.lifecycle import LIVE, TRANSITIONS, bare, lapse, next_revision

if TYPE_CHECKING:
    from streams.alerts.alert import Alert, State

FOUND = alert_of()
SURER = replace(FOUND, certainty="Observed")
GRAVER = replace(FOUND, severity="Severe", severity_reason="2 million people, where 100,000 is grave.")
DENIED = replace(FOUND, denied_by=("Chad",))
OPEN = replace(FOUND, revision=4, message_type="Update", state="updated")
CANCELLED = replace(FOUND, revision=5, message_type="Cancel", state="cancelled")
EXPIRED = replace(FOUND, revision=5, state="expired")


@pytest.mark.parametrize(
    ("last", "found", "told"),
    [
        pytest.param(None, FOUND, ("Alert", 1, "open"), id="new"),
        pytest.param(None, None, None, id="nothing-and-never-was"),
        pytest.param(OPEN, FOUND, None, id="same"),
        pytest.param(OPEN, SURER, ("Update", 5, "updated"), id="changed"),
        pytest.param(OPEN, None, ("Cancel", 5, "cancelled"), id="fallen"),
        pytest.param(CANCELLED, None, None, id="still-cancelled"),
        pytest.param(CANCELLED, FOUND, ("Alert", 6, "open"), id="reopened"),
        pytest.param(OPEN, GRAVER, ("Update", 5, "escalated"), id="graver"),
        pytest.param(OPEN, DENIED, ("Update", 5, "contradicted"), id="denied"),
        pytest.param(
            replace(OPEN, stated_by=()), FOUND, ("Update", 5, "escalated"), id="feared-before-and-stated-now"
        ),
        pytest.param(EXPIRED, None, None, id="still-expired"),
        pytest.param(EXPIRED, FOUND, ("Alert", 6, "open"), id="new-evidence-after-it-expired"),
    ],
)
def test_what_is_told(last: Alert | None, found: Alert | None, told: tuple[str, int, str] | None) -> None:
    revision = next_revision(last, found)

    assert (revision and (revision.message_type, revision.revision, revision.state)) == told


@pytest.mark.parametrize("state", LIVE)
def test_a_live_alert_answers_to_all_that_can_happen_to_it(state: State) -> None:
    assert {signal for held, signal in TRANSITIONS if held == state} == {
        "changes",
        "escalates",
        "contradicts",
        "falls",
        "lapses",
    }


@pytest.mark.parametrize("state", ["unknown", "cancelled", "expired"])
def test_what_does_not_stand_can_only_ring(state: State) -> None:
    assert [signal for held, signal in TRANSITIONS if held == state] == ["rings"]


def test_nobody_is_told_of_an_alert_that_lapses() -> None:
    assert {message for (_, signal), (_, message) in TRANSITIONS.items() if signal == "lapses"} == {None}


def test_what_lapsed_keeps_its_number_and_no_words_and_counts_on_from_there() -> None:
    lapsed = lapse(OPEN)
    again = next_revision(lapsed, FOUND)

    assert (lapsed.state, lapsed.revision, lapsed.last_seen) == ("expired", 4, OPEN.last_seen)
    assert (lapsed.evidence, lapsed.headline, lapsed.summary) == ((), "", ())
    assert again is not None
    assert (again.message_type, again.revision, again.headline) == ("Alert", 5, FOUND.headline)


def test_a_reader_hears_only_of_what_the_policy_lists() -> None:
    wanted = frozenset({"certainty"})
    quoted = replace(FOUND, stated_by=("Northwire", "The Ledger"))

    assert next_revision(OPEN, quoted, wanted=wanted) is None
    later = next_revision(OPEN, replace(quoted, certainty="Observed"), wanted=wanted)
    assert later is not None
    assert later.changes == ("Observed, was Likely.", "Also stated by The Ledger.")


def test_a_reader_who_wants_no_word_of_lists_hears_of_all_else_as_if_there_were_none() -> None:
    wanted = frozenset({"words"})
    listed = replace(FOUND, watchlists=(Watched("sahel", 4),))

    assert next_revision(OPEN, listed, wanted=wanted) is None
    later = next_revision(OPEN, replace(listed, headline="Protest"), wanted=wanted)
    assert later is not None
    assert later.watchlists == listed.watchlists


def test_what_an_alert_tells_does_not_depend_on_who_watches() -> None:
    assert bare(replace(OPEN, watchlists=(Watched("sahel", 4),))) == bare(OPEN)


def test_a_cancelled_alert_names_its_heirs_and_keeps_its_subject() -> None:
    cancelled = next_revision(OPEN, None, ("1" * 16,))

    assert cancelled is not None
    assert (cancelled.references, cancelled.stated_by, cancelled.source_count) == (("1" * 16,), (), 0)
    assert cancelled.headline == "Cancelled: Protest in Pala"
