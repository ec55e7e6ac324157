from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.entities.entity import Entity
from streams.entities.salience import by_salience


def entity_at(name: str, text: str, kind: str = "GPE") -> Entity:
    """Return an entity with all mentions of its name in a text."""
    spans = tuple((at, at + len(name)) for at in range(len(text)) if text.startswith(name, at))
    return Entity(id=name, type=kind, name=name, spans=spans)


FILLER = "The meeting went on for hours, and nobody in the hall knew when it would end. " * 12


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("Oslo spoke. Oslo left. Oslo slept. Kyiv heard.", "", id="counts"),
        pytest.param("Oslo spoke. " + FILLER + "Kyiv heard.", "", id="early"),
        pytest.param("Oslo opens port\n\nKyiv heard of it.", "", id="in a headline that opens the text"),
        pytest.param(FILLER + "Kyiv heard. Oslo left.", "Why Oslo closed its port", id="in the title"),
        pytest.param(
            FILLER + "\n\nOslo left.\n\nOslo slept.\n\nKyiv heard. Kyiv said so.",
            "",
            id="in several paragraphs",
        ),
    ],
)
def test_what_the_article_is_about_comes_first(text: str, title: str) -> None:
    entities = [entity_at("Kyiv", text), entity_at("Oslo", text)]

    assert [entity.name for entity in by_salience(entities, text, title)] == ["Oslo", "Kyiv"]


def test_a_people_weighs_less_than_a_name() -> None:
    text = "Danes met Oslo."
    entities = [entity_at("Danes", text, "NORP"), entity_at("Oslo", text)]

    assert [entity.name for entity in by_salience(entities, text)] == ["Oslo", "Danes"]


@given(
    words=st.lists(st.sampled_from(["Oslo", "Kyiv", "Bern", "met", ".", "\n\n"]), max_size=30),
    seed=st.randoms(),
)
def test_the_order_given_does_not_matter(words: list[str], seed: object) -> None:
    text = " ".join(words)
    entities = [entity_at(name, text) for name in ("Oslo", "Kyiv", "Bern") if name in words]
    shuffled = list(entities)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]

    assert by_salience(shuffled, text) == by_salience(entities, text)
