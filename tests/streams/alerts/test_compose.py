from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from streams.alerts.board import standing_alerts
from streams.alerts.evidence import MOST_OF_A_STATUS
from streams.alerts.policy import parse_policy
from streams.claims.claim import Claim, Party, Place, Quantity
from streams.claims.kind import Kind
from streams.events.keys import split_report
from streams.events.report import Report

if TYPE_CHECKING:
    from streams.alerts.alert import Alert

KINDS = {
    "troop-buildup": Kind(
        "troop-buildup", "Buildup", "military-posture", "MOBILIZE", "Severe", "posture", "actor"
    ),
    "talks-collapse": Kind(
        "talks-collapse", "Breakdown of talks", "diplomacy", "REJECT", "Moderate", "diplomacy", "actor"
    ),
    "invasion": Kind("invasion", "Invasion", "military-posture", "ASSAULT", "Severe", "posture", "actor"),
}
POLICY = parse_policy(
    {
        "window_days": 3,
        "least_severity": "Minor",
        "least_severity_unconfirmed": "Severe",
        "headline": ["{title}[ by {actor}]"],
    },
    "policy.yaml",
)
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
CHAD, MALI, PERU = (
    Party(name, (code,)) for name, code in (("Chad", "TCD"), ("Mali", "MLI"), ("Peru", "PER"))
)


def claim_of(kind: str, at: int = 0, status: str = "asserted", **more: object) -> Claim:
    return Claim(
        kind,
        kind,
        "X",
        status,
        (at, at + 3),
        (at, at + 30),
        f"Words at {at}.",
        **more,
    )


def troops(value: float | None, text: str = "") -> Quantity:
    return Quantity(text or f"{value} troops", value, "troops", (0, 5))


def alerts_of(*reports: Report) -> dict[str, Alert]:
    said = [part for report in reports for part in split_report(report, KINDS)]
    return {alert.kind: alert for alert in standing_alerts(said, KINDS, POLICY)}


def report_of(article: str, *claims: Claim, hours: int = 0, publisher: str = "Northwire") -> Report:
    return Report(
        article,
        1,
        is_withdrawn=False,
        publisher=publisher,
        published_at=NOON + timedelta(hours=hours),
        claims=claims,
    )


def test_an_article_about_a_feared_invasion_makes_one_alert_of_each_kind_with_the_denial_on_the_right_one() -> (
    None
):
    both = Party("Lima and Bamako", ("PER", "MLI"))
    alerts = alerts_of(
        report_of(
            "a",
            claim_of("invasion", 0, "hypothetical", actor=CHAD),
            claim_of(
                "troop-buildup", 100, quantity=troops(80_000), location=Place("border with Mali", "MLI")
            ),
            claim_of("troop-buildup", 200, actor=CHAD, quantity=troops(80_000), source=both),
            claim_of("invasion", 230, "hypothetical", source=both),
            claim_of("invasion", 300, "historical", actor=CHAD, recipient=PERU),
            claim_of("invasion", 400, "denied", actor=CHAD, source=CHAD),
            claim_of("invasion", 500, "hypothetical", actor=CHAD, recipient=MALI),
        )
    )

    buildup, invasion = alerts["troop-buildup"], alerts["invasion"]
    assert [evidence.start for evidence in buildup.evidence] == [100, 200]
    assert (buildup.certainty, buildup.denied_by, buildup.stated_by) == (
        "Likely",
        (),
        ("Northwire", "Lima and Bamako"),
    )
    assert [evidence.start for evidence in invasion.evidence] == [0, 230, 400, 500]
    assert (invasion.certainty, invasion.denied_by) == ("Possible", ("Chad",))
    assert invasion.recipient == MALI


def test_the_newest_number_that_someone_states_is_shown() -> None:
    (alert,) = alerts_of(
        report_of("a", claim_of("troop-buildup", actor=CHAD, quantity=troops(90_000))),
        report_of("b", claim_of("troop-buildup", actor=CHAD, quantity=troops(120_000)), hours=9),
        report_of("c", claim_of("troop-buildup", actor=CHAD, quantity=troops(None, "thousands")), hours=12),
        report_of(
            "d", claim_of("troop-buildup", 0, "hypothetical", actor=CHAD, quantity=troops(500_000)), hours=15
        ),
    ).values()

    assert alert.quantity == troops(120_000)


def test_the_actor_shown_is_the_one_most_often_named() -> None:
    army = Party("Chad's army", ("TCD",))
    (alert,) = alerts_of(
        report_of("a", claim_of("invasion", actor=army)),
        report_of("b", claim_of("invasion", actor=CHAD), hours=1, publisher="B"),
        report_of("c", claim_of("invasion", actor=CHAD), hours=2, publisher="C"),
    ).values()

    assert alert.actor == CHAD


def test_first_and_last_seen_are_those_of_the_evidence() -> None:
    (alert,) = alerts_of(
        report_of("a", claim_of("invasion", actor=CHAD)),
        report_of("b", claim_of("invasion", actor=CHAD), hours=5, publisher="B"),
        report_of("c", claim_of("invasion", actor=CHAD), hours=9),
    ).values()

    assert (alert.first_seen, alert.last_seen) == (NOON, NOON + timedelta(hours=5))


def test_a_denial_is_shown_however_many_state_it() -> None:
    many = [
        report_of(f"a{n}", claim_of("invasion", actor=CHAD), publisher=f"P{n}", hours=1)
        for n in range(MOST_OF_A_STATUS + 5)
    ]
    (alert,) = alerts_of(
        *many, report_of("z", claim_of("invasion", 0, "denied", actor=CHAD), hours=5)
    ).values()

    statuses = [evidence.status for evidence in alert.evidence]
    assert (statuses.count("asserted"), statuses.count("denied")) == (MOST_OF_A_STATUS, 1)


def test_what_names_nobody_and_no_place_does_not_ring() -> None:
    assert alerts_of(report_of("a", claim_of("invasion", actor=Party("fighters")))) == {}


def test_history_alone_makes_no_alert() -> None:
    assert (
        alerts_of(report_of("a", claim_of("invasion", 0, "historical", actor=CHAD, happened_on=NOON.date())))
        == {}
    )


def test_dated_history_stands_beside_the_news_that_it_fits() -> None:
    (alert,) = alerts_of(
        report_of("a", claim_of("invasion", actor=CHAD)),
        report_of("b", claim_of("invasion", 0, "historical", actor=CHAD, happened_on=NOON.date()), hours=400),
    ).values()

    assert [evidence.status for evidence in alert.evidence] == ["asserted", "historical"]
    assert alert.source_count == 1


def test_half_told_claims_of_other_articles_join_the_breakdown_that_both_sides_are_known_of() -> None:
    lima = Place("Lima", "PER", entity_id="Q2868")
    (alert,) = alerts_of(
        report_of("a", claim_of("talks-collapse", actor=CHAD, recipient=MALI, location=lima)),
        report_of("b", claim_of("talks-collapse", actor=CHAD, location=lima), hours=1, publisher="B"),
        report_of("c", claim_of("talks-collapse", actor=MALI), hours=2, publisher="C"),
    ).values()

    assert [evidence.article_id for evidence in alert.evidence] == ["a", "b", "c"]
    assert (alert.actor, alert.recipient, alert.source_count) == (CHAD, MALI, 3)


def test_a_half_told_claim_that_fits_two_breakdowns_joins_neither() -> None:
    said = (
        report_of("a", claim_of("talks-collapse", actor=CHAD, recipient=MALI)),
        report_of("b", claim_of("talks-collapse", actor=CHAD, recipient=PERU), hours=1),
        report_of("c", claim_of("talks-collapse", actor=CHAD), hours=2),
    )
    alerts = standing_alerts([part for each in said for part in split_report(each, KINDS)], KINDS, POLICY)

    assert sorted(evidence.article_id for alert in alerts for evidence in alert.evidence) == ["a", "b", "c"]
    assert len(alerts) == 3


def test_the_accused_is_not_among_those_who_state_what_it_denies() -> None:
    alerts = alerts_of(
        report_of("a", claim_of("invasion", actor=CHAD, recipient=MALI, source=MALI)),
        report_of("b", claim_of("invasion", actor=CHAD, recipient=MALI, source=CHAD), publisher="B"),
        report_of("c", claim_of("invasion", 0, "denied", actor=CHAD, recipient=MALI, source=CHAD), hours=3),
    )

    assert (alerts["invasion"].stated_by, alerts["invasion"].denied_by) == (("Mali",), ("Chad",))
