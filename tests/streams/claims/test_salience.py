from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.claims.claim import Claim, Party, Status
from streams.claims.cues import Cues
from streams.claims.rules import RuleBook, build_rule_book, parse_claim_rule
from streams.claims.salience import Told, by_salience

TEXT = "First sentence here. Second one here.\n\nA later paragraph."


def no_cues() -> Cues:
    """Return cues that change no status."""
    return Cues(**{each.name: frozenset() for each in fields(Cues)})


def kind_file(kind: str, severity: str) -> dict[str, Any]:
    return {
        "id": kind, "why": "For a test.", "kind": kind, "title": kind, "theme": "t", "severity": severity,
        "family": kind, "principal": "actor", "event_type": "ASSAULT", "triggers": [{"verb": [kind]}],
    }  # fmt: skip


@pytest.fixture
def book() -> RuleBook:
    files = [kind_file("grave", "Extreme"), kind_file("small", "Minor")]
    return build_rule_book((parse_claim_rule(each, each["id"]) for each in files), no_cues())


def told(  # noqa: PLR0913 - what a claim may differ in
    kind: str | None,
    start: int = 0,
    *,
    depth: int = 0,
    status: Status = "asserted",
    at: int = 0,
    actor: str = "X",
) -> Told:
    ends = {0: 20, 21: 37, 39: 57}
    return Told(
        Claim(
            rule=kind or "plain",
            kind=kind,
            event_type="ASSAULT" if kind else "ACCUSE",
            status=status,
            trigger=(start + at, start + at + 3),
            evidence=(start, ends[start]),
            quote=TEXT[start : ends[start]],
            actor=Party(actor, countries=(actor,)),
        ),
        depth,
    )


def order(book: RuleBook, *claims: Told, title: str = "") -> list[str]:
    return [claim.rule for claim in by_salience(claims, title, TEXT, book)]


def test_kinds_come_before_plain_interaction(book: RuleBook) -> None:
    assert order(book, told(None), told("small", 21)) == ["small", "plain"]


def test_inside_a_sentence_the_main_verb_comes_first(book: RuleBook) -> None:
    assert order(book, told("grave", depth=3, at=8), told(None, depth=0)) == ["plain", "grave"]


def test_what_is_asserted_comes_before_what_may_be(book: RuleBook) -> None:
    claims = [told("grave", status="hypothetical"), told("grave", 21, status="asserted")]

    assert [claim.status for claim in by_salience(claims, "", TEXT, book)] == ["asserted", "hypothetical"]


def test_what_the_title_says_comes_first(book: RuleBook) -> None:
    claims = [told("small"), told("small", 39, at=2)]
    later = TEXT[41:44]

    assert [claim.trigger[0] for claim in by_salience(claims, "", TEXT, book)] == [0, 41]
    assert [claim.trigger[0] for claim in by_salience(claims, f"{later} news", TEXT, book)] == [41, 0]


def test_a_sentence_tells_the_same_happening_once(book: RuleBook) -> None:
    assert order(book, told("grave"), told("grave", at=6)) == ["grave"]
    assert order(book, told("grave"), told("grave", at=6, actor="Y")) == ["grave", "grave"]


@given(st.permutations(range(6)))
def test_the_order_of_finding_does_not_matter(places: list[int]) -> None:
    files = [kind_file("grave", "Extreme"), kind_file("small", "Minor")]
    rules = build_rule_book((parse_claim_rule(each, each["id"]) for each in files), no_cues())
    claims = [
        told("grave"), told("small", at=4), told(None, 21), told("grave", 39, status="denied"),
        told("small", 39, at=5, depth=2), told(None, 0, at=9),
    ]  # fmt: skip

    assert by_salience([claims[place] for place in places], "", TEXT, rules) == by_salience(
        claims, "", TEXT, rules
    )
