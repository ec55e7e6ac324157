from __future__ import annotations

from datetime import UTC, datetime, timedelta

from streams.alerts.headline import Facts
from streams.alerts.summary import write_summary, write_when
from streams.alerts.wording import Words

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
FACTS = Facts(
    title="Troop buildup",
    actor=None,
    recipient=None,
    location=None,
    quantity=None,
    statuses=frozenset({"asserted", "denied"}),
    stated_by=["Mali"],
    denied_by=["Chad"],
    left_open_by=[],
    publishers=["Northwire", "www.ledger.example"],
    source_count=2,
)


def test_three_lines_say_what_who_and_how_sure() -> None:
    lines = write_summary(
        "Troop buildup by Chad",
        FACTS,
        Words(),
        [NOON, NOON + timedelta(days=1)],
        ("Likely", "2 independent publishers state it. It is denied."),
        ("Extreme", "120,000 troops, where 50,000 is grave."),
    )

    assert lines == (
        "Troop buildup by Chad.",
        "Stated by Mali; denied by Chad; carried by Northwire and ledger.example since 4 March.",
        (
            "Likely: 2 independent publishers state it. It is denied. "
            "Extreme: raised for 120,000 troops, where 50,000 is grave."
        ),
    )


def test_since_when_is_a_day_where_all_came_on_one() -> None:
    assert write_when(NOON, NOON + timedelta(hours=3)) == "on 4 March"
    assert write_when(NOON, NOON + timedelta(hours=13)) == "since 4 March"
