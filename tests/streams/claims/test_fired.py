from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from streams.claims.examples import PUBLISHED_ON
from streams.claims.fired import find_firings
from streams.entities.resolve import find_entities
from streams.knowledge.trials import claims_in

if TYPE_CHECKING:
    from streams.claims.fired import Firing
    from streams.knowledge import Knowledge

pytestmark = pytest.mark.model


def firings_in(text: str, knowledge: Knowledge) -> dict[str, Firing]:
    claims = claims_in(text, knowledge)
    doc = knowledge.reader.read(text)
    entities = find_entities(doc, knowledge.gazetteer, PUBLISHED_ON)
    found = find_firings(doc, entities, knowledge.claim_rules, knowledge.reader.parse, claims)
    assert {(each.rule, each.trigger) for each in found} <= {(claim.rule, claim.trigger) for claim in claims}
    return {text[slice(*each.trigger)]: each for each in found}


def test_the_words_that_met_a_condition_are_named(knowledge: Knowledge) -> None:
    firing = firings_in("Rain fell. Sweden has massed tanks near the border of Norway.", knowledge)["massed"]
    (met,) = [each for each in firing.met if "object" in each.slots]

    assert (firing.rule, firing.part) == ("troop-buildup", "verb")
    assert met.found == ("tanks",)
    assert met.wanted


def test_an_article_in_which_nothing_fired_has_none(knowledge: Knowledge) -> None:
    assert firings_in("The museum in Lima opened a new wing.", knowledge) == {}
