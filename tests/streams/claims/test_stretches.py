from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from streams.claims.stretches import Stretch, stretches_of
from streams.entities.resolve import find_entities

if TYPE_CHECKING:
    from streams.knowledge import Knowledge

pytestmark = pytest.mark.model


def stretches(text: str, knowledge: Knowledge) -> list[Stretch]:
    doc = knowledge.reader.read(text)
    entities = find_entities(doc, knowledge.gazetteer, date(2022, 1, 10))
    return list(stretches_of(doc, tuple(token.lower_ for token in doc), entities, knowledge.claim_rules))


def test_a_sentence_comes_with_its_words_entities_and_classes(knowledge: Knowledge) -> None:
    (found,) = stretches("Norway massed troops in Oslo.", knowledge)

    assert found.words == ("norway", "massed", "troops", "in", "oslo", ".")
    assert {place: entity.country for place, entity in found.entities.items()} == {0: "NOR", 4: "NOR"}
    assert {"@country", "@place", "@actor"} <= found.classes
    assert found.is_political


def test_people_alone_are_no_party_of_world_affairs(knowledge: Knowledge) -> None:
    (found,) = stretches("They met for lunch.", knowledge)

    assert not found.is_political


def test_a_table_is_passed_over(knowledge: Knowledge) -> None:
    assert stretches("Norway 3 " * 150, knowledge) == []
