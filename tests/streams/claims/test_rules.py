from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from streams.claims.cues import Cues
from streams.claims.rules import RuleBook, build_rule_book, parse_claim_rule


def no_cues() -> Cues:
    """Return cues that change no status."""
    return Cues(**{each.name: frozenset() for each in fields(Cues)})


def book(*contents: dict[str, Any]) -> RuleBook:
    return build_rule_book((parse_claim_rule(each, each["id"]) for each in contents), no_cues())


def rule(name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "why": "For a test.",
        "event_type": "MOBILIZE",
        "triggers": [{"verb": ["mass"]}],
        **more,
    }


def test_a_cue_is_found_under_each_form_of_its_first_word() -> None:
    found = book(rule("a"))

    assert {"mass", "masses", "massed", "massing"} <= set(found.index)


def test_a_list_may_be_used_by_another_file_and_hold_others() -> None:
    words = {"id": "words", "why": "Shared.", "lists": {"forces": ["$land", "fleet"], "land": ["troop"]}}
    found = book(words, rule("a", units=["$forces"]))

    assert {"troops", "fleets"} <= found.units["a"]


def test_more_conditions_make_a_cue_weigh_more() -> None:
    found = book(rule("a"), rule("b", triggers=[{"verb": ["mass"], "where": {"object": ["troop"]}}]))
    weights = {cue.rule.id: cue.weight for cue in found.index["mass"]}

    assert weights["b"] > weights["a"]


@pytest.mark.parametrize(
    "contents",
    [
        [rule("a"), rule("a")],
        [rule("a", lists={"x": ["y"]}), rule("b", lists={"x": ["z"]})],
        [rule("a", units=["$nowhere"])],
        [rule("a", lists={"x": ["$x"]}, units=["$x"])],
    ],
    ids=["id twice", "list twice", "unknown list", "list in itself"],
)
def test_a_book_that_contradicts_itself_is_refused(contents: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match=r"twice|not defined"):
        book(*contents)


def test_the_order_of_files_does_not_matter() -> None:
    one, two = book(rule("a"), rule("b")), book(rule("b"), rule("a"))

    assert one.index == two.index
