from __future__ import annotations

from dataclasses import fields

import pytest

from streams.claims.bearing import is_about_something_else, is_by_the_way
from streams.claims.claim import Claim
from streams.claims.cues import Cues
from streams.claims.rules import RuleBook, build_rule_book, parse_claim_rule
from streams.claims.salience import Told

MARKETS = ("shares", "profit", "dividend", "bourse")
WORDS = {"id": "words", "why": "For a test.", "lists": {"markets": list(MARKETS)}}
KIND = {
    "id": "raid", "why": "For a test.", "kind": "raid", "title": "Raid", "theme": "t", "severity": "Extreme",
    "family": "fighting", "principal": "location", "event_type": "ASSAULT", "triggers": [{"noun": ["raid"]}],
}  # fmt: skip


def book() -> RuleBook:
    no_cues = Cues(**{each.name: frozenset() for each in fields(Cues)})
    return build_rule_book([parse_claim_rule(WORDS, "words"), parse_claim_rule(KIND, "raid")], no_cues)


def told(start: int) -> Told:
    return Told(
        Claim(
            "raid", "raid", "ASSAULT", "asserted", (start, start + 4), (start, start + 20), "raid on a town"
        ),
        0,
    )


@pytest.mark.parametrize(
    ("sentences", "words", "expected"),
    [
        (1, {*MARKETS, "raid"}, True),
        (3, {*MARKETS, "raid"}, False),
        (1, {"shares", "raid"}, False),
        (0, set(MARKETS), False),
        (1, {*MARKETS[:3], *map(str, range(400))}, False),
    ],
    ids=[
        "a raid in market news",
        "many raids",
        "one word of markets",
        "no raid",
        "few market words in a long text",
    ],
)
def test_an_article_is_about_what_fills_it(sentences: int, words: set[str], expected: bool) -> None:
    claims = [told(100 * place) for place in range(sentences)]

    assert is_about_something_else(claims, frozenset(words), book()) is expected


def test_what_the_title_tells_is_not_by_the_way() -> None:
    assert is_by_the_way(told(0), "Shares fall", book())
    assert not is_by_the_way(told(0), "Shares fall after raid", book())
