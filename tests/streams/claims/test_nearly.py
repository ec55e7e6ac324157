from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest

from model import opened_reader
from streams.claims.claim import Claim
from streams.claims.cues import Cues
from streams.claims.nearly import NearMiss, Reason, find_near_misses
from streams.claims.rules import build_rule_book, parse_claim_rule

if TYPE_CHECKING:
    from streams.entities.entity import Entity

pytestmark = pytest.mark.model

FACTS = {"title": "T", "theme": "t", "severity": "Severe", "family": "f", "principal": "actor"}


def rule(name: str, *triggers: dict[str, Any], **more: Any) -> dict[str, Any]:
    kind = {"kind": name, **FACTS} if more.pop("rings", True) else {}
    return {
        "id": name,
        "why": "For a test.",
        "event_type": "ASSAULT",
        "triggers": [*triggers],
        **kind,
        **more,
    }


def misses(
    text: str,
    *contents: dict[str, Any],
    claims: tuple[Claim, ...] = (),
    entities: tuple[Entity, ...] = (),
) -> tuple[NearMiss, ...]:
    no_cues = Cues(**{each.name: frozenset() for each in fields(Cues)})
    book = build_rule_book([parse_claim_rule(each, each["id"]) for each in contents], no_cues)
    return find_near_misses(opened_reader().read(text), entities, book, opened_reader().parse, claims)


def claim(name: str, trigger: tuple[int, int]) -> Claim:
    return Claim(name, name, "ASSAULT", "asserted", trigger, (0, 27), "")


TEXT = "Rebels attacked the convoy."


@pytest.mark.parametrize(
    ("trigger", "reason"),
    [
        pytest.param(
            {"verb": ["attack"], "where": {"object": ["rebel"]}},
            Reason("where", ("object",), ("rebel",), ("the convoy",)),
            id="another object",
        ),
        pytest.param(
            {"verb": ["attack"], "where": {"object": ["tank"]}},
            Reason("where", ("object",), ("tank",)),
            id="no such word",
        ),
        pytest.param(
            {"verb": ["attack"], "unless": {"near": ["convoy", "bus"]}},
            Reason("unless", ("near",), ("convoy", "bus"), ("convoy",)),
            id="unwanted beside it",
        ),
        pytest.param(
            {"verb": ["attack"], "unless": {"sentence": ["convoy"]}},
            Reason("unless", ("sentence",), ("convoy",), ("convoy",)),
            id="unwanted in the sentence",
        ),
        pytest.param(
            {"noun": ["attacked"]},
            Reason("part of speech", (), ("noun",), ("attacked (verb)",)),
            id="another part of speech",
        ),
    ],
)
def test_the_condition_that_failed_is_told_with_what_stood_there(
    trigger: dict[str, Any], reason: Reason
) -> None:
    (miss,) = misses(TEXT, rule("raid", trigger))

    assert (miss.rule, miss.kind, miss.reasons) == ("raid", "raid", (reason,))
    assert TEXT[slice(*miss.trigger)] == "attacked"
    assert TEXT[slice(*miss.sentence)] == TEXT


def test_each_trigger_of_a_rule_gives_its_reason_once() -> None:
    one = {"verb": ["attack"], "where": {"object": ["tank"]}}
    two = {"verb": ["attack"], "unless": {"object": ["convoy"]}}
    (miss,) = misses(TEXT, rule("raid", one, two, one))

    assert [reason.why for reason in miss.reasons] == ["where", "unless"]


def test_the_rule_that_took_the_words_is_named() -> None:
    strong = rule("strong", {"verb": ["attack"]}, priority=2)
    weak = rule("weak", {"verb": ["attack"]})
    found = misses(TEXT, strong, weak, claims=(claim("strong", (7, 15)),))

    assert [(miss.rule, miss.reasons) for miss in found] == [
        ("weak", (Reason("outdone", found=("strong", "attacked")),))
    ]


def test_a_rule_whose_claim_was_not_kept_says_so() -> None:
    (miss,) = misses(TEXT, rule("raid", {"verb": ["attack"]}))

    assert miss.reasons == (Reason("set aside"),)


def test_interaction_without_a_party_is_unpolitical() -> None:
    (miss,) = misses(TEXT, rule("raid", {"verb": ["attack"]}, rings=False))

    assert (miss.kind, miss.reasons) == (None, (Reason("unpolitical"),))


def test_of_a_rule_that_fired_on_the_words_nothing_is_said() -> None:
    both = rule("raid", {"verb": ["attack"]}, {"verb": ["attack"], "where": {"object": ["tank"]}})

    assert misses(TEXT, both, claims=(claim("raid", (7, 15)),)) == ()


def test_the_nearest_come_first() -> None:
    far = rule("a-far", {"verb": ["attack"], "where": {"object": ["tank"]}})
    near = rule("near", {"verb": ["attack"], "where": {"object": ["rebel"]}})

    assert [miss.rule for miss in misses(TEXT, far, near)] == ["near", "a-far"]


def test_a_text_without_a_trigger_has_no_near_miss() -> None:
    assert misses("It rained.", rule("raid", {"verb": ["attack"]})) == ()
