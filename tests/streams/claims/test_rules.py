from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from streams.claims.cues import Cues
from streams.claims.rules import RuleBook, build_rule_book, parse_claim_rule

KIND = {"kind": "k", "title": "K", "theme": "t", "severity": "Severe", "family": "f", "principal": "actor"}


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
        [rule("a", **KIND), rule("b", **{**KIND, "severity": "Minor"})],
        [rule("a", lists={"x": ["@country"]}, triggers=[{"verb": ["$x"]}])],
    ],
    ids=["id twice", "list twice", "unknown list", "list in itself", "kind twice", "class in a trigger"],
)
def test_a_book_that_contradicts_itself_is_refused(contents: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match=r"twice|not defined|other facts|has words"):
        book(*contents)


def test_two_rules_may_tell_of_one_kind() -> None:
    found = book(rule("a", **KIND), rule("b", **KIND, cameo=["150"]))

    assert list(found.kinds) == ["k"]


def doubling(levels: int, *first: str) -> dict[str, Any]:
    """Return lists each of which holds the one before twice, and a rule that uses the last."""
    lists = {f"l{n}": [f"$l{n - 1}", f"$l{n - 1}"] for n in range(1, levels)}
    return rule("bomb", lists={"l0": list(first), **lists}, units=[f"$l{levels - 1}"])


@pytest.mark.parametrize(
    "bomb",
    [
        doubling(20, "tank"),
        doubling(60, "tank"),
        rule("bomb", lists={"l": ["tank"] * 1500}, triggers=[{"verb": ["$l", "$l"]}]),
        rule("bomb", triggers=[{"verb": ["tank"] * 300}] * 20),
    ],
    ids=["doubling", "deep", "written out", "cues"],
)
def test_lists_that_grow_beyond_measure_are_refused(bomb: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="bomb"):
        book(bomb)


def test_empty_lists_that_double_cost_nothing() -> None:
    assert book(doubling(200)).lists["l199"].openers == frozenset()


def test_the_words_of_all_conditions_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.claims.rules.MOST_ENTRIES", 10)

    with pytest.raises(ValueError, match="more than 10 words together"):
        book(rule("a", units=["tank"] * 11))


def test_the_order_of_files_does_not_matter() -> None:
    one, two = book(rule("a"), rule("b")), book(rule("b"), rule("a"))

    assert one.index == two.index
