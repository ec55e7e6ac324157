from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from streams.claims.cues import Cues
from streams.claims.rules import RuleBook, build_rule_book, parse_claim_rule
from streams.claims.triggers import find_cues

CLASSES = frozenset({"@actor"})


def no_cues() -> Cues:
    """Return cues that change no status."""
    return Cues(**{each.name: frozenset() for each in fields(Cues)})


def book_of(*triggers: dict[str, Any]) -> RuleBook:
    content = {"id": "a", "why": "For a test.", "event_type": "ASSAULT", "triggers": list(triggers)}
    return build_rule_book([parse_claim_rule(content, "a.yaml")], no_cues())


def found_in(text: str, *triggers: dict[str, Any]) -> list[tuple[int, int]]:
    return [(find.start, find.end) for find in find_cues(text.split(), book_of(*triggers), CLASSES)]


def test_words_in_a_row_are_found_in_any_form() -> None:
    assert found_in("they laid siege to the town", {"phrase": ["lay siege to"]}) == []
    assert found_in("they lay siege to the town", {"phrase": ["lay siege to"]}) == [(1, 4)]


def test_a_particle_may_stand_apart_from_its_verb() -> None:
    assert found_in("rebels seized the whole town off", {"verb": ["seize off"]}) == [(1, 6)]


def test_a_cue_whose_conditions_cannot_hold_is_no_find() -> None:
    trigger = {"verb": ["mass"], "where": {"subject": ["troop"]}}

    assert found_in("crowds massed outside", trigger) == []
    assert found_in("troops massed outside", trigger) == [(1, 2)]


def test_a_forbidden_word_in_the_sentence_rules_a_cue_out() -> None:
    trigger = {"verb": ["attack"], "unless": {"sentence": ["striker"]}}

    assert found_in("the striker attacked down the left", trigger) == []


@pytest.mark.parametrize(("name", "count"), [("@actor", 1), ("@country", 0)])
def test_a_class_that_the_sentence_lacks_cannot_hold(name: str, count: int) -> None:
    assert len(found_in("they met", {"verb": ["meet"], "where": {"subject": [name]}})) == 0
    assert len(found_in("they meet", {"verb": ["meet"], "where": {"subject": [name]}})) == count


def test_plain_interaction_counts_between_political_parties_only() -> None:
    book = book_of({"verb": ["meet"]})

    assert find_cues(["they", "meet"], book, CLASSES, is_political=False) == []
    assert len(find_cues(["they", "meet"], book, CLASSES, is_political=True)) == 1
