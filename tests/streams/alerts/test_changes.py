from __future__ import annotations

from dataclasses import replace

import pytest

from alerts import alert_of, evidence_of
from streams.alerts.alert import Alert, Evidence, Watched
from streams.alerts.changes import CHANGES, find_changes
from streams.claims.claim import Quantity


def evidence(publisher: str) -> Evidence:
    return evidence_of(article_id=f"by {publisher}", publisher=publisher)


def troops(value: float | None) -> Quantity:
    return Quantity(f"{value} troops", value, "troop", (0, 1))


ALERT = alert_of(
    kind="troop-buildup",
    kind_title="Troop buildup",
    theme="military-posture",
    headline="Troop buildup by Chad",
    severity="Severe",
    quantity=troops(90_000.0),
    evidence=(evidence("Northwire"),),
    stated_by=("Mali",),
)


@pytest.mark.parametrize(
    ("found", "changes"),
    [
        pytest.param(ALERT, {}, id="nothing"),
        pytest.param(
            replace(ALERT, severity="Extreme", severity_reason="100,000 troops, where 50,000 is grave."),
            {"severity": "Extreme, was Severe: 100,000 troops, where 50,000 is grave."},
            id="graver-and-why",
        ),
        pytest.param(
            replace(ALERT, certainty="Observed"), {"certainty": "Observed, was Likely."}, id="surer"
        ),
        pytest.param(
            replace(ALERT, quantity=troops(120_000.0), moved="up from 90,000"),
            {"number": "120000.0 troops, up from 90,000."},
            id="a-figure-that-moves",
        ),
        pytest.param(
            replace(ALERT, quantity=troops(9_000.0)),
            {"number": "9000.0 troops, corrected from 90,000."},
            id="a-figure-put-right",
        ),
        pytest.param(replace(ALERT, denied_by=("Chad",)), {"denial": "Denied by Chad."}, id="denied"),
        pytest.param(
            replace(ALERT, stated_by=("Mali", "Niger")),
            {"speaker": "Also stated by Niger."},
            id="another-speaker",
        ),
        pytest.param(
            replace(ALERT, evidence=(evidence("Northwire"), evidence("The Ledger"))),
            {"publisher": "Also reported by The Ledger."},
            id="another-publisher",
        ),
        pytest.param(
            replace(ALERT, evidence=(evidence("The Ledger"),)),
            {"publisher": "Also reported by The Ledger.", "withdrawal": "No longer reported by Northwire."},
            id="one-for-another",
        ),
        pytest.param(replace(ALERT, headline="Buildup by Chad"), {"words": "Worded anew."}, id="words"),
        pytest.param(
            replace(ALERT, watchlists=(Watched("sahel", 4), Watched("west"))),
            {"watchlist": "Now on watchlist sahel and west."},
            id="on-two-lists",
        ),
        pytest.param(
            replace(ALERT, watchlists=(Watched("west"),), headline="Buildup by Chad"),
            {"watchlist": "Now on watchlist west.", "words": "Worded anew."},
            id="on-a-list-and-worded-anew",
        ),
    ],
)
def test_what_a_reader_is_told_of_a_change(found: Alert, changes: dict[str, str]) -> None:
    assert find_changes(ALERT, found) == changes
    assert set(changes) <= CHANGES


def test_leaving_a_list_and_another_revision_of_one_are_no_changes() -> None:
    listed = replace(ALERT, watchlists=(Watched("sahel", 4), Watched("west")))

    assert find_changes(listed, replace(ALERT, watchlists=(Watched("sahel", 9),))) == {}


def test_a_denial_that_is_taken_back_is_told() -> None:
    assert find_changes(replace(ALERT, denied_by=("Chad",)), ALERT) == {"denial": "Denied no longer."}
