"""Every example of every rule file, read as an article would be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.claims.claim import Claim

DATA = Path(__file__).parents[3] / "streams" / "data" / "claims"
RULES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.yaml"))}
SHARED = Path(__file__).parents[4] / "shared"
LEAST_EXAMPLES = 5


def examples(kind: str) -> list[Any]:
    return [
        pytest.param(name, each, id=f"{name}-{place}")
        for name, content in RULES.items()
        for place, each in enumerate(content.get("examples", {}).get(kind, []))
    ]


def seen(claim: Claim, text: str) -> dict[str, object]:
    return {
        "trigger": text[slice(*claim.trigger)],
        "status": claim.status,
        "actor": claim.actor and claim.actor.text,
        "actor_countries": list(claim.actor.countries) if claim.actor else [],
        "recipient": claim.recipient and claim.recipient.text,
        "recipient_countries": list(claim.recipient.countries) if claim.recipient else [],
        "location": claim.location and claim.location.text,
        "location_country": claim.location and claim.location.country,
        "quantity": claim.quantity and claim.quantity.text,
        "quantity_value": claim.quantity and claim.quantity.value,
        "source": claim.source and claim.source.text,
    }


@pytest.mark.model
@pytest.mark.parametrize(("rule", "example"), examples("fires"))
def test_an_example_fires_with_its_expected_fields(
    rule: str, example: dict[str, Any], read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    text = example["text"]
    found = [
        claim
        for claim in read_claims(text, day=str(example.get("published_on", "2022-01-10")))
        if claim.rule == rule
    ]

    assert found, "the rule is silent"
    expected = example.get("expect", {})
    assert {name: seen(found[0], text)[name] for name in expected} == expected


@pytest.mark.model
@pytest.mark.parametrize(("rule", "example"), examples("misses"))
def test_a_near_miss_does_not_fire(
    rule: str, example: dict[str, Any], read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    found = read_claims(example["text"], day=str(example.get("published_on", "2022-01-10")))

    assert rule not in {claim.rule for claim in found}


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_file_is_named_after_its_rule_and_has_examples(name: str) -> None:
    content = RULES[name]

    assert content["id"] == name
    if "triggers" in content:
        shown = content["examples"]
        assert len(shown["fires"]) >= LEAST_EXAMPLES
        assert len(shown["misses"]) >= LEAST_EXAMPLES


@pytest.mark.shared
def test_every_alert_kind_has_its_rule_with_the_agreed_facts() -> None:
    path = SHARED / "eval" / "kinds.json"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    kinds = json.loads(path.read_text(encoding="utf-8"))["kinds"]
    agreed = {each["id"]: (each["title"], each["theme"], each["plover"], each["severity"]) for each in kinds}
    told = {
        content["kind"]: (content["title"], content["theme"], content["event_type"], content["severity"])
        for content in RULES.values()
        if content.get("kind")
    }

    assert told == agreed
