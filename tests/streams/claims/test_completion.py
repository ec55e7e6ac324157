from __future__ import annotations

from dataclasses import fields
from typing import Any

from streams.claims.claim import Claim, Party, Place
from streams.claims.completion import complete_actors
from streams.claims.cues import Cues
from streams.claims.rules import RuleBook, build_rule_book, parse_claim_rule
from streams.claims.salience import Told
from streams.entities.entity import Entity
from streams.entities.gazetteer import build_gazetteer

WORDS = {
    "id": "words", "why": "For a test.",
    "lists": {
        "state": ["troop", "police"], "homebound": ["police"], "locals": ["villager"],
        "of_many": ["world", "foreign =ministers"],
    },
}  # fmt: skip
KIND = {
    "id": "buildup", "why": "For a test.", "kind": "buildup", "title": "Buildup", "theme": "t", "severity": "Severe",
    "family": "posture", "principal": "actor", "event_type": "MOBILIZE", "triggers": [{"verb": ["mass"]}],
}  # fmt: skip

NORWAY = {
    "kind": "country", "code": "NOR", "alpha2": "NO", "name": "Norway", "qid": "Q20", "people": ["Norwegian"],
    "latitude": 60.0, "longitude": 10.0, "capitals": ["Oslo"], "where": "here",
}  # fmt: skip


def book() -> RuleBook:
    no_cues = Cues(**{each.name: frozenset() for each in fields(Cues)})
    return build_rule_book([parse_claim_rule(WORDS, "words"), parse_claim_rule(KIND, "buildup")], no_cues)


def told(at: int, actor: Party | None, **more: Any) -> Told:
    countries = more.pop("countries", frozenset())
    claim = Claim(
        "buildup", "buildup", "MOBILIZE", "asserted", (at, at + 4), (at, at + 9), "x", actor=actor, **more
    )
    return Told(claim, 0, countries)


def countries(claims: list[Told], entities: tuple[Entity, ...] = ()) -> list[tuple[str, ...]]:
    done = complete_actors(claims, entities, book(), build_gazetteer([NORWAY]))
    return [each.claim.actor.countries if each.claim.actor else () for each in done]


def test_the_claim_before_tells_whose_troops_they_are() -> None:
    assert countries([told(0, Party("Russia", ("RUS",))), told(90, Party("90,000 troops"))]) == [
        ("RUS",),
        ("RUS",),
    ]


def test_a_claim_far_above_tells_nothing() -> None:
    assert countries([told(0, Party("Russia", ("RUS",))), told(5_000, Party("troops"))]) == [("RUS",), ()]


def test_a_known_body_of_no_country_stays_without() -> None:
    nato = Party("NATO troops", entity_id="Q7184")

    assert countries([told(0, Party("Russia", ("RUS",))), told(90, nato)]) == [("RUS",), ()]


def test_the_one_other_country_of_the_sentence_is_meant() -> None:
    place = Place("Mali", country="MLI")

    assert countries([told(0, Party("troops"), location=place, countries=frozenset({"MLI", "FRA"}))]) == [
        ("FRA",)
    ]


def test_police_act_at_home_whatever_other_country_is_named() -> None:
    munich, named = Place("Munich", country="DEU"), frozenset({"DEU", "ISR"})

    assert countries([told(0, Party("police"), location=munich, countries=named)]) == [("DEU",)]
    assert countries([told(0, Party("troops"), location=munich, countries=named)]) == [("ISR",)]


def test_forces_act_at_home_where_nothing_else_is_named() -> None:
    assert countries([told(0, Party("police"), location=Place("Lyon", country="FRA"))]) == [("FRA",)]
    assert countries([told(0, Party("villagers"), location=Place("Lyon", country="FRA"))]) == [("FRA",)]
    assert countries([told(0, Party("a drone"), location=Place("Lyon", country="FRA"))]) == [()]


def test_who_speaks_for_many_states_is_at_home_in_none() -> None:
    assert countries([told(0, Party("world police"), location=Place("Lyon", country="FRA"))]) == [()]
    assert countries([told(0, Party("Foreign ministers of police states"))]) == [()]


def test_forces_beside_a_state_are_not_its_own() -> None:
    def whose(text: str, entity: str = "Q20") -> tuple[str, ...]:
        place = Place(text, country="NOR", entity_id=entity)
        return countries([told(0, Party("troops"), location=place)])[0]

    assert whose("Norway") == ("NOR",)
    assert whose("near Oslo", "Q585") == ("NOR",)
    assert whose("near Norway") == ()
    assert whose("the border with Norway") == ()


def test_an_article_about_one_country_is_at_home_there() -> None:
    india = Entity("Q668", "GPE", "India", ((0, 5), (9, 14), (20, 25), (30, 35)), country="IND")
    peru = Entity("Q419", "GPE", "Peru", ((40, 44),), country="PER")

    assert countries([told(0, Party("troops"))], (india, peru)) == [("IND",)]
    assert countries(
        [told(0, Party("troops"))], (peru, Entity("Q16", "GPE", "Canada", ((0, 6),), country="CAN"))
    ) == [()]
