from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import streams
from streams.alerts.policy import parse_policy
from streams.claims.kind import Kind

if TYPE_CHECKING:
    from streams.alerts.alert import Certainty
    from streams.claims.kind import Severity

CONTENT: dict[str, Any] = {
    "why": "For the test.",
    "window_days": 3,
    "least_severity": "Moderate",
    "least_severity_unconfirmed": "Severe",
    "headline": ["{title}"],
    "kinds": {"coup": {"window_days": 5}, "riot": {"least_severity_unconfirmed": "Moderate"}},
}


def kind_of(severity: Severity, kind: str = "protest") -> Kind:
    return Kind(kind, "Protest", "domestic-unrest", "PROTEST", severity, "unrest", "location")


@pytest.mark.parametrize(
    ("severity", "certainty", "is_stated", "rings"),
    [
        pytest.param("Moderate", "Likely", True, True, id="stated"),
        pytest.param("Minor", "Observed", True, False, id="below-the-least-severity"),
        pytest.param("Moderate", "Possible", False, False, id="feared"),
        pytest.param("Severe", "Possible", False, True, id="feared-and-grave"),
        pytest.param("Extreme", "Unlikely", False, True, id="only-denied-and-grave"),
        pytest.param("Moderate", "Possible", True, True, id="stated-and-denied"),
        pytest.param("Extreme", None, False, False, id="history"),
    ],
)
def test_what_rings(severity: Severity, certainty: Certainty | None, is_stated: bool, rings: bool) -> None:
    policy = parse_policy(CONTENT, "policy.yaml")

    assert policy.rings(kind_of(severity), certainty, is_stated=is_stated) is rings


def test_a_kind_may_have_settings_of_its_own() -> None:
    policy = parse_policy(CONTENT, "policy.yaml")

    assert (policy.window_of("coup"), policy.window_of("riot")) == (5, 3)
    assert policy.rings(kind_of("Moderate", "riot"), "Possible", is_stated=False)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param({"window_days": 0}, "window_days", id="no-window"),
        pytest.param({"least_marks": 0}, "least_marks", id="no-marks"),
        pytest.param({"window_days": True}, "window_days", id="a-truth-for-days"),
        pytest.param({"least_severity": "Grave"}, "least_severity", id="unknown-severity"),
        pytest.param({"window_hours": 3}, "window_hours", id="unknown-field"),
        pytest.param({"needs_country": "yes"}, "needs_country", id="a-word-for-a-truth"),
        pytest.param({"denial_needs_state": 1}, "denial_needs_state", id="a-number-for-a-truth"),
        pytest.param(
            {"kinds": {"talks": {"needs_two_sides": 2}}},
            "kinds: talks: needs_two_sides",
            id="a-number-for-a-truth-of-a-kind",
        ),
        pytest.param({"kinds": []}, "kinds", id="kinds-as-list"),
        pytest.param({"kinds": {"coup": 3}}, "kinds: coup", id="kind-as-number"),
        pytest.param({"kinds": {"coup": {"window": 3}}}, "kinds: coup: window", id="unknown-field-of-a-kind"),
        pytest.param(
            {"kinds": {"coup": {"headline": ["{who}"]}}}, "kinds: coup: headline: 1", id="unknown-slot"
        ),
        pytest.param({"headline": []}, "headline", id="no-headline"),
        pytest.param({"headline": ["{actor} acts"]}, "headline", id="a-last-pattern-that-needs-something"),
        pytest.param({"headline": ["{title}[ by {actor}"]}, "headline: 1", id="open-bracket"),
        pytest.param({"headline": ["{title"]}, "headline: 1", id="open-brace"),
        pytest.param({"words": {"verbs": []}}, "words: verbs", id="unknown-words"),
        pytest.param({"words": {"determiners": "the"}}, "words: determiners", id="words-as-text"),
    ],
)
def test_a_wrong_setting_is_named(change: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=rf"^policy\.yaml: {named}"):
        parse_policy({**CONTENT, **change}, "policy.yaml")


def test_the_policy_that_comes_with_it_loads() -> None:
    path = Path(streams.__file__).parent / "data" / "alerts" / "policy.yaml"

    policy = parse_policy(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)

    assert policy.window_of("troop-buildup") > policy.window_of("air-strike")
