from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from streams.alerts.evidence import Said
from streams.alerts.figures import find_figures
from streams.alerts.policy import parse_policy
from streams.alerts.severity import judge_severity
from streams.claims.claim import Claim, Quantity
from streams.claims.kind import Kind, Severity
from streams.events.report import Report

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
BUILDUP = Kind("troop-buildup", "Buildup", "military-posture", "MOBILIZE", "Moderate", "posture", "actor")
POLICY = parse_policy(
    {
        "window_days": 7,
        "least_severity": "Minor",
        "least_severity_unconfirmed": "Severe",
        "headline": ["{title}"],
        "raised_by_factor": 5,
        "kinds": {"troop-buildup": {"raised_at": {"troop": 100_000}}},
    },
    "policy.yaml",
)


def said(
    value: float | None, hours: float = 0, status: str = "asserted", unit: str = "troop", article: str = ""
) -> Said:
    text = f"{value:,.0f} {unit}s" if value is not None else f"many {unit}s"
    claim = Claim("r", "k", "X", status, (0, 1), (0, 9), "…", quantity=Quantity(text, value, unit, (0, 3)))
    report = Report(
        article or f"a{hours}",
        1,
        is_withdrawn=False,
        publisher="Northwire",
        published_at=NOON + timedelta(hours=hours),
    )
    return Said("0" * 16, claim, report)


@pytest.mark.parametrize(
    ("evidence", "text", "moved"),
    [
        pytest.param([said(90_000)], "90,000 troops", "", id="first"),
        pytest.param([said(90_000), said(100_000, 24)], "100,000 troops", "up from 90,000", id="up"),
        pytest.param(
            [said(90_000), said(100_000, 24), said(120_000, 48)],
            "120,000 troops",
            "up from 100,000",
            id="twice-up",
        ),
        pytest.param([said(40_000), said(20_000, 9)], "20,000 troops", "down from 40,000", id="down"),
        pytest.param([said(100_000), said(98_000, 9)], "98,000 troops", "", id="rounded-by-another-desk"),
        pytest.param(
            [said(60_000), said(40_000, 9), said(60_000, 9, article="b")],
            "60,000 troops",
            "up from 40,000",
            id="x",
        ),
        pytest.param([said(500, unit="tank"), said(90_000, 9)], "90,000 troops", "", id="of-other-things"),
        pytest.param(
            [said(90_000, status="denied"), said(100_000, 9)], "100,000 troops", "", id="a-figure-denied"
        ),
        pytest.param([said(90_000), said(None, 9)], "90,000 troops", "", id="a-word-is-no-figure"),
        pytest.param([said(None)], "many troops", "", id="words-only"),
        pytest.param(
            [said(40_000, 9, article="a"), said(60_000, 9, article="a")],
            "60,000 troops",
            "",
            id="two-in-one-article",
        ),
    ],
)
def test_how_a_figure_moves(evidence: list[Said], text: str, moved: str) -> None:
    figures = find_figures(evidence)

    assert figures.latest is not None
    assert (figures.latest.text, figures.moved) == (text, moved)


@pytest.mark.parametrize(
    ("evidence", "severity", "reason"),
    [
        pytest.param([said(20_000)], "Moderate", "", id="as-its-kind"),
        pytest.param([said(120_000)], "Severe", "120,000 troops, where 100,000 is grave.", id="many"),
        pytest.param(
            [said(3_000), said(20_000, 24)],
            "Severe",
            "20,000 troops against 3,000 reported on 4 March.",
            id="many-more-than-before",
        ),
        pytest.param(
            [said(3_000), said(100_000, 24)],
            "Extreme",
            "100,000 troops, where 100,000 is grave and 100,000 troops against 3,000 reported on 4 March.",
            id="both",
        ),
        pytest.param([said(3_000), said(9_000, 24)], "Moderate", "", id="some-more"),
        pytest.param([said(100_000), said(3_000, 24)], "Moderate", "", id="less"),
        pytest.param([said(None)], "Moderate", "", id="a-word"),
        pytest.param([], "Moderate", "", id="no-number"),
    ],
)
def test_how_grave_with_the_reason_in_words(evidence: list[Said], severity: Severity, reason: str) -> None:
    assert judge_severity(find_figures(evidence), BUILDUP, POLICY) == (severity, reason)
