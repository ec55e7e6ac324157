from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from model import opened_reader
from streams.claims.cues import Cues
from streams.claims.matching import find_hits, is_filled
from streams.claims.phrase import Sentence
from streams.claims.rules import RuleBook, build_rule_book, parse_claim_rule
from streams.claims.triggers import find_cues
from streams.claims.wording import make_wording, run_of

pytestmark = pytest.mark.model

FACTS = {"title": "T", "theme": "t", "severity": "Severe", "family": "f", "principal": "actor"}


def rule(name: str, *triggers: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": name, "why": "For a test.", "event_type": "ASSAULT", "triggers": list(triggers), **more}


def book_of(*contents: dict[str, Any]) -> RuleBook:
    no_cues = Cues(**{each.name: frozenset() for each in fields(Cues)})
    light = {
        "id": "words",
        "why": "For a test.",
        "lists": {
            "light": ["launch"],
            "undergone": ["suffer"],
            "targeted": ["siege"],
            "noticed": ["hear"],
            "charging": ["blame"],
            "answering": ["role"],
            "owning_up": ["admit"],
            "effect": ["kill"],
        },
    }
    return build_rule_book([parse_claim_rule(each, each["id"]) for each in (light, *contents)], no_cues)


def hits(text: str, *contents: dict[str, Any]) -> list[tuple[str, str]]:
    book = book_of(*contents)
    span = next(iter(opened_reader().read(text).sents))
    words = tuple(token.lower_ for token in span)
    sentence = Sentence(opened_reader().parse([span])[0], 0, words, {}, book.lists)
    finds = find_cues(words, book, frozenset({"@actor"}))
    return [
        (hit.cue.rule.id, sentence.text(hit.tokens)) for hit in find_hits(sentence, finds, frozenset(words))
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "fires"),
    [
        ("Rebels attacked the convoy.", {"verb": ["attack"]}, True),
        ("The attack lasted an hour.", {"verb": ["attack"]}, False),
        ("The attack lasted an hour.", {"noun": ["attack"]}, True),
        ("Rebels attacked the convoy.", {"noun": ["attack"]}, False),
        ("Rebels attacked the convoy.", {"word": ["attack"]}, True),
        ("The rebel-held town is quiet.", {"verb": ["hold"]}, False),
        ("Rebels take the old town over.", {"verb": ["take over"]}, True),
        ("The convoy was attacked by rebels.", {"verb": ["attack"], "where": {"subject": ["rebel"]}}, True),
        ("Rebels attacked the convoy.", {"verb": ["attack"], "where": {"object": ["rebel"]}}, False),
        ("Rebels attacked the convoy.", {"verb": ["attack"], "where": {"object|subject": ["rebel"]}}, True),
        ("Rebels attacked the convoy.", {"verb": ["attack"], "unless": {"object": ["convoy"]}}, False),
        ("Rebels attacked at dawn.", {"verb": ["attack"], "where": {"at": ["dawn"]}}, True),
        ("Rebels attacked the convoy.", {"verb": ["attack"], "where": {"any": ["convoy"]}}, True),
        ("Rebels attacked the convoy.", {"verb": ["attack"], "where": {"near": ["convoy"]}}, True),
    ],
)
def test_a_trigger_fires_where_the_grammar_bears_it_out(
    text: str, trigger: dict[str, Any], fires: bool
) -> None:
    assert bool(hits(text, rule("a", trigger))) is fires


def test_a_noun_and_its_light_verb_tell_of_one_happening() -> None:
    launch = rule("launch", {"verb": ["launch"]}, kind="launch", **FACTS)
    raid = rule("raid", {"noun": ["raid"], "where": {"on": ["port"]}}, kind="raid", **FACTS)

    assert hits("Rebels launched a raid on the port.", launch, raid) == [("raid", "raid")]


def test_the_higher_priority_wins_the_same_words() -> None:
    plain = rule("plain", {"verb": ["attack"], "where": {"subject": ["rebel"]}}, kind="plain", **FACTS)
    special = rule("special", {"verb": ["attack"]}, kind="special", priority=2, **FACTS)

    assert hits("Rebels attacked the convoy.", plain, special) == [("special", "attacked")]


def test_a_longer_phrase_around_a_kind_stands_beside_it() -> None:
    leave = rule("leave", {"verb": ["leave"]}, kind="leave", **FACTS)
    demand = rule("demand", {"phrase": ["must leave"]})

    assert hits("The rebels must leave.", leave, demand) == [("demand", "must leave"), ("leave", "leave")]


def test_a_list_fills_an_article_with_many_different_words() -> None:
    sport = make_wording(["goal", "match", "coach"], lambda entry: run_of(entry, "word", {}))

    assert is_filled(sport, frozenset({"goal", "match", "coach", "war"}))
    assert not is_filled(sport, frozenset({"goal", "match", "war"}))
    assert not is_filled(sport, frozenset({"goal", "match", "coach", *map(str, range(300))}))
