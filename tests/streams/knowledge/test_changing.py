from __future__ import annotations

import json
from typing import Any

import pytest

from streams.claims.rule import ClaimRule
from streams.knowledge.changing import faults_of, usable
from streams.knowledge.files import MOST_FILES, rule_files
from streams.knowledge.sent import RulesInForce, SentRule

FILES = rule_files(None)
LANTERN = {
    "id": "lantern",
    "why": "For a test.",
    "kind": "lantern",
    "title": "Lantern signal",
    "theme": "military-posture",
    "severity": "Severe",
    "family": "posture",
    "principal": "actor",
    "event_type": "MOBILIZE",
    "lists": {"lamps": ["lantern"]},
    "triggers": [{"verb": ["hoist"], "where": {"object": ["$lamps"]}}],
}
LAMPLIGHT = {
    "id": "lamplight",
    "why": "For a test.",
    "event_type": "MOBILIZE",
    "triggers": [{"verb": ["light"], "where": {"object": ["$lamps"]}}],
}


def sent(revision: int, content: dict[str, Any] | None, name: str = "", family: str = "claims") -> SentRule:
    raw = None if content is None else json.dumps(content).encode()
    return SentRule(family, name or (content or {}).get("id", ""), revision, raw)


def in_force(*rules: SentRule) -> RulesInForce:
    now = RulesInForce()
    for rule in rules:
        now = now.after(rule)
    return now


def said(change: SentRule, now: RulesInForce) -> str:
    return "\n".join(f"{field}|{sentence}" for field, sentence in faults_of(change, now, FILES))


def test_a_good_rule_has_no_faults_and_is_read_with_its_revision() -> None:
    rule = sent(7, LANTERN)

    assert said(rule, RulesInForce()) == ""
    rules, wrong = usable(in_force(rule), FILES)
    assert not wrong
    (found,) = [
        each for each in rules.rules("claims") if isinstance(each, ClaimRule) and each.id == "lantern"
    ]
    assert found.revision == 7


def test_a_built_in_rule_is_replaced_and_comes_back() -> None:
    ours = sent(3, {**LANTERN, "id": "troop-buildup"})

    def revisions(now: RulesInForce) -> list[int | None]:
        rules, _ = usable(now, FILES)
        return [
            r.revision for r in rules.rules("claims") if isinstance(r, ClaimRule) and r.id == "troop-buildup"
        ]

    assert revisions(in_force(ours)) == [3]
    assert revisions(in_force(ours, sent(4, None, "troop-buildup"))) == [None]


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        pytest.param(
            sent(9, {**LANTERN, "severity": "Sever"}), "severity", "did you mean 'Severe'", id="field"
        ),
        pytest.param(
            sent(9, {**LANTERN, "triggers": [{"verb": ["hoist"], "where": {"object": ["$lamp"]}}]}),
            "triggers[0].where.object[0]",
            "did you mean '$lamps'",
            id="unknown-list",
        ),
        pytest.param(sent(9, LANTERN, "lamp"), "id", "wanted the name of the file, 'lamp'", id="other-id"),
        pytest.param(
            sent(9, LANTERN, "lantern", "themes"), "", "the fields are those of claims", id="family"
        ),
        pytest.param(
            sent(9, {**LANTERN, "id": "signal"}),
            "lists.lamps",
            "has a list of this one",
            id="list-told-twice",
        ),
        pytest.param(
            sent(9, {**LANTERN, "lists": {}, "id": "signal", "severity": "Minor"}),
            "severity",
            "for the same kind",
            id="kind-with-other-facts",
        ),
        pytest.param(
            SentRule("claims", "lantern", 9, b"[1]"),
            "",
            "wanted a rule: a mapping of fields",
            id="no-mapping",
        ),
    ],
)
def test_a_bad_change_is_answered_with_field_and_sentence(
    change: SentRule, field: str, sentence: str
) -> None:
    now = in_force(sent(1, LANTERN))
    if change.id == "lantern":
        now = RulesInForce().after(sent(1, {**LANTERN, "id": "signal", "kind": "signal"}))

    found = [(at, told) for at, told in faults_of(change, now, FILES) if sentence in told]

    assert [at for at, _ in found] == [field], said(change, now)


def test_a_rule_that_others_need_may_not_go() -> None:
    now = in_force(sent(1, LANTERN), sent(2, LAMPLIGHT))

    assert "'claims/lamplight' would be wrong then" in said(sent(3, None, "lantern"), now)
    assert said(sent(3, None, "lantern"), in_force(sent(1, LANTERN))) == ""


def test_what_was_accepted_and_fits_no_more_is_left_out_with_those_that_need_it() -> None:
    broken = {**LANTERN, "severity": "Grave"}

    rules, wrong = usable(in_force(sent(1, broken), sent(2, LAMPLIGHT)), FILES)

    assert not rules.errors
    assert [finding.file for finding in wrong] == ["claims/lantern", "claims/lamplight"]
    assert usable(RulesInForce(), FILES)[0].sheets == rules.sheets


def test_more_rules_than_a_folder_may_hold_are_refused() -> None:
    full = RulesInForce(tuple(SentRule("claims", f"r-{n}", n, b"{}") for n in range(MOST_FILES)))

    assert f"At most {MOST_FILES} rules" in said(sent(MOST_FILES, LANTERN), full)
