"""Every example of every rule file, read as an article would be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from streams.claims.examples import shortfall
from streams.claims.rule import ClaimRule
from streams.knowledge import open_rules
from streams.knowledge.trials import claims_in

if TYPE_CHECKING:
    from streams.claims.examples import Example
    from streams.knowledge import Knowledge

SHARED = Path(__file__).parents[4] / "shared"
RULES = [rule for rule in open_rules().rules("claims") if isinstance(rule, ClaimRule)]
EXAMPLES: list[Any] = [
    pytest.param(rule.id, example, id=f"{rule.id}-{'fires' if example.fires else 'misses'}-{place}")
    for rule in RULES
    for place, example in enumerate(rule.examples)
]


@pytest.mark.model
@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_does_what_it_says(rule: str, example: Example, knowledge: Knowledge) -> None:
    claims = claims_in(example.text, knowledge, example.published_on)

    assert shortfall(example, rule, claims) is None


@pytest.mark.shared
def test_every_alert_kind_has_its_rule_with_the_agreed_facts() -> None:
    path = SHARED / "eval" / "kinds.json"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    kinds = json.loads(path.read_text(encoding="utf-8"))["kinds"]
    agreed = {each["id"]: (each["title"], each["theme"], each["plover"], each["severity"]) for each in kinds}
    told = {
        rule.kind.id: (rule.kind.title, rule.kind.theme, rule.kind.event_type, rule.kind.severity)
        for rule in RULES
        if rule.kind
    }

    assert told == agreed
