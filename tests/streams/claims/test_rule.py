from __future__ import annotations

from typing import Any

import pytest

from streams.claims.rule import parse_claim_rule
from streams.claims.words import Condition
from streams.themes.fields import RuleError

KIND = {
    "kind": "troop-buildup",
    "title": "Troop buildup",
    "theme": "military-posture",
    "severity": "Severe",
    "family": "posture",
    "principal": "actor",
}


def content(**changes: Any) -> dict[str, Any]:
    good = {"id": "buildup", "why": "It matters.", "event_type": "MOBILIZE", "triggers": [{"verb": ["mass"]}]}
    return {**good, **changes}


def test_a_rule_is_read_with_its_kind() -> None:
    rule = parse_claim_rule(content(**KIND, cameo=["150"]), "buildup.yaml")

    assert rule.kind is not None
    assert (rule.kind.id, rule.kind.family, rule.kind.cameo) == ("troop-buildup", "posture", ("150",))
    assert rule.triggers[0].words == ("mass",)


def test_what_is_planned_may_be_of_another_type() -> None:
    assert parse_claim_rule(content(planned_as="AGREE"), "x.yaml").planned_as == "AGREE"
    assert parse_claim_rule(content(), "x.yaml").planned_as == "MOBILIZE"


def test_conditions_of_the_file_hold_for_every_trigger() -> None:
    rule = parse_claim_rule(content(where={"subject|object": "troop"}, unless={"near": ["fan"]}), "x.yaml")

    assert rule.triggers[0].where == (Condition(("subject", "object"), ("troop",)),)
    assert rule.triggers[0].unless == (Condition(("near",), ("fan",)),)


def test_a_file_of_lists_alone_needs_no_event_type() -> None:
    rule = parse_claim_rule({"id": "words", "why": "Shared.", "lists": {"forces": ["troop"]}}, "words.yaml")

    assert rule.triggers == ()
    assert rule.lists["forces"] == ("troop",)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({**content(), "colour": "red"}, "colour"),
        (content(id=""), "id"),
        (content(triggers=[]), "triggers"),
        (content(triggers=["mass"]), "triggers[0]"),
        (content(triggers=[{"verb": ["mass"], "noun": ["mass"]}]), "triggers[0]"),
        (content(triggers=[{"verb": []}]), "triggers[0].verb"),
        (content(triggers=[{"verb": [True]}]), "triggers[0].verb"),
        (content(triggers=[{"verb": ["mass"], "where": {True: ["border"]}}]), "triggers[0].where"),
        (
            content(triggers=[{"verb": ["mass"], "where": {"object": ["@planet"]}}]),
            "triggers[0].where.object",
        ),
        (content(triggers=[{"verb": ["x" * 100]}]), "triggers[0].verb"),
        (content(**{**KIND, "severity": "Awful"}), "severity"),
        (content(**{**KIND, "principal": "weather"}), "principal"),
        (content(priority=99), "priority"),
        (content(priority=True), "priority"),
        (content(lists=["troop"]), "lists"),
        (content(event_type="MOBILISE"), "did you mean 'MOBILIZE'"),
        (content(mutual="yes"), "mutual"),
        (content(severity="Minor"), "severity"),
        (content(**KIND, cameo=[150]), "cameo[0]"),
        (content(**KIND, alerts_a_day=-1), "alerts_a_day"),
        (content(**KIND, alerts_a_day=10_001), "alerts_a_day"),
        (content(**KIND, alerts_a_day="5"), "alerts_a_day"),
        (content(alerts_a_day=5), "alerts_a_day"),
        (content(id="Troop Buildup"), "id"),
        (content(triggers=[{"verb": ["mass"]}] * 201), "triggers"),
        (content(triggers=[{"verb": ["@country"]}]), "triggers[0].verb[0]"),
        (content(actor=["subjet"]), "did you mean 'subject'"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_wrong_file_is_named_with_its_field(sent: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=r"bad\.yaml") as caught:
        parse_claim_rule(sent, "bad.yaml")

    assert field in str(caught.value)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    sent = content(id="", event_type="WAR", colour="red", triggers=[{"vreb": ["mass"]}, {"noun": [True]}])

    with pytest.raises(RuleError) as caught:
        parse_claim_rule(sent, "bad.yaml")

    assert {problem.path for problem in caught.value.problems} == {
        ("id",), ("event_type",), ("colour",), ("triggers", 0), ("triggers", 0, "vreb"), ("triggers", 1, "noun", 0),
    }  # fmt: skip


@pytest.mark.parametrize("budget", [0, 0.5, 10_000])
def test_a_kind_may_say_how_many_alerts_a_day_it_expects(budget: float) -> None:
    assert parse_claim_rule(content(**KIND, alerts_a_day=budget), "good.yaml").alerts_a_day == budget
    assert parse_claim_rule(content(**KIND), "good.yaml").alerts_a_day is None
