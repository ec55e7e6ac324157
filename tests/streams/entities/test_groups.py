"""Forces, groups and bodies: what they are called in full, in short and by their letters."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.entities.resolve import find_entities
from streams.entities.voices import is_pronoun

if TYPE_CHECKING:
    from streams.entities.entity import Entity
    from streams.entities.gazetteer import Gazetteer
    from streams.entities.nlp import Reader

pytestmark = pytest.mark.model

SPRING_2023 = date(2023, 4, 12)


def entities_of(text: str, reader: Reader, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    with reader.zone():
        return find_entities(reader.read(text), gazetteer, SPRING_2023)


def mentions_with(
    words: str, text: str, reader: Reader, gazetteer: Gazetteer
) -> tuple[list[str], str | None]:
    """Return the words of each mention of the one entity that some words name, and its country."""
    found = entities_of(text, reader, gazetteer)
    bearers = [entity for entity in found if any(text[start:end] == words for start, end in entity.spans)]
    assert len(bearers) == 1, [entity.name for entity in found]
    return [text[start:end] for start, end in bearers[0].spans], bearers[0].country


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        pytest.param("Iraqi government forces came.", "Iraqi government forces", "IRQ", id="longest"),
        pytest.param("Two U.S. service members died.", "U.S. service members", "USA", id="head of two words"),
        pytest.param("The Syrian opposition met.", "Syrian opposition", "SYR", id="opposition"),
        pytest.param("The Asad regime fell.", "Asad regime", "SYR", id="regime of a ruler"),
        pytest.param("Syrian rebels left.", "Syrian rebels", "SYR", id="rebels"),
        pytest.param("Kurdish fighters held the hill.", "Kurdish fighters", None, id="no state's people"),
        pytest.param("The Lebanese army moved south.", "Lebanese army", "LBN", id="army"),
        pytest.param("Russian opposition leader Boris Orlov left.", "Russian", "RUS", id="no force"),
    ],
)
def test_forces_are_their_states(
    text: str, words: str, country: str | None, reader: Reader, gazetteer: Gazetteer
) -> None:
    assert mentions_with(words, text, reader, gazetteer) == ([words], country)


def test_the_fighters_of_a_group_are_the_group(reader: Reader, gazetteer: Gazetteer) -> None:
    text = (
        "Hezbollah fighters crossed the line. Hezbollah denied it. Two ISIL tactical units burned a bridge."
    )
    found = {entity.qid: len(entity.spans) for entity in entities_of(text, reader, gazetteer)}

    assert found == {"Q41053": 2, "Q2429253": 1}


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        pytest.param("Help came from the Coalition.", ["Coalition"], id="after the"),
        pytest.param(
            "On Jan. 8, Coalition military forces came.", ["Coalition military forces"], id="its forces"
        ),
        pytest.param("A coalition of parties won.", [], id="small"),
        pytest.param("COALITION TALKS FAIL", [], id="shouted"),
    ],
)
def test_a_capital_makes_a_name_of_the_coalition(
    text: str, mentions: list[str], reader: Reader, gazetteer: Gazetteer
) -> None:
    found = entities_of(text, reader, gazetteer)

    assert [
        text[start:end] for entity in found for start, end in entity.spans if entity.type == "ORG"
    ] == mentions


@pytest.mark.parametrize(
    ("text", "words", "mentions"),
    [
        pytest.param(
            "The US-led coalition struck. The coalition said it was sorry. Coalition jets left.",
            "coalition",
            ["US-led coalition", "coalition", "Coalition"],
            id="coalition",
        ),
        pytest.param(
            "The counter-ISIL coalition met. Jets of the Coalition left.",
            "Coalition",
            ["counter-ISIL coalition", "Coalition"],
            id="by its capital",
        ),
        pytest.param(
            "Iraqi security forces came. The security forces left. The forces were tired.",
            "security forces",
            ["Iraqi security forces", "security forces"],
            id="security forces",
        ),
        pytest.param(
            "The Assad regime fell. The regime was hated. One regime is like another.",
            "regime",
            ["Assad regime", "regime"],
            id="regime",
        ),
        pytest.param(
            "The Lebanese army moved. The army said so. The Syrian army did not.",
            "Lebanese army",
            ["Lebanese army"],
            id="two armies",
        ),
    ],
)
def test_a_force_is_known_again_by_its_kind(
    text: str, words: str, mentions: list[str], reader: Reader, gazetteer: Gazetteer
) -> None:
    assert mentions_with(words, text, reader, gazetteer)[0] == mentions


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The Murabi Liberation Front (MLF) attacked. The MLF said so.", id="brackets after"),
        pytest.param("MLF (Murabi Liberation Front) men attacked. The MLF said so.", id="brackets before"),
        pytest.param("The MLF attacked. The Murabi Liberation Front, or MLF, said so.", id="or"),
        pytest.param("The Murabi Liberation Front attacked, police said. The MLF said so.", id="unsaid"),
    ],
)
def test_an_acronym_is_its_full_form_wherever_it_stands(
    text: str, reader: Reader, gazetteer: Gazetteer
) -> None:
    mentions, _ = mentions_with("MLF", text, reader, gazetteer)

    assert sorted(mentions) == sorted(["Murabi Liberation Front", *["MLF"] * text.count("MLF")])


@pytest.mark.parametrize(
    ("text", "words", "entity_id"),
    [
        pytest.param(
            "The Russian Foreign Ministry said no. The Foreign Ministry denied it.",
            "Foreign Ministry",
            "org:rus:foreign ministry",
            id="Russia's",
        ),
        pytest.param(
            "Iran's Foreign Ministry said no. The Foreign Ministry denied it.",
            "Foreign Ministry",
            "org:irn:foreign ministry",
            id="Iran's",
        ),
        pytest.param(
            "Ukraine's Ministry of Defence said no. The Ministry of Defence denied it.",
            "Ministry of Defence",
            "org:ukr:ministry of defence",
            id="not the British one",
        ),
    ],
)
def test_bodies_that_many_states_have_are_told_apart(
    text: str, words: str, entity_id: str, reader: Reader, gazetteer: Gazetteer
) -> None:
    found = entities_of(text, reader, gazetteer)

    assert [entity.id for entity in found if any(text[s:e] == words for s, e in entity.spans)] == [entity_id]


@pytest.mark.parametrize("words", ["Russian forces", "Kremlin", "Lavrov", "Moscow", "RUSSIA"])
def test_many_names_are_all_russias(words: str, reader: Reader, gazetteer: Gazetteer) -> None:
    text = "RUSSIA ANSWERS\n\nRussian forces left. The Kremlin said so. Mr Lavrov agreed. Moscow denied it later."

    assert mentions_with(words, text, reader, gazetteer)[1] == "RUS"


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        pytest.param("Jordan said his knee was fine after the game.", set(), id="a body"),
        pytest.param("Jordan hurt his shoulder on Friday.", set(), id="hurt"),
        pytest.param("Jordan said its border was shut.", {"JOR"}, id="the state"),
        pytest.param("Jordan said his visit was welcome.", {"JOR"}, id="somebody else's visit"),
    ],
)
def test_who_has_a_body_is_no_country(
    text: str, countries: set[str], reader: Reader, gazetteer: Gazetteer
) -> None:
    assert {entity.country for entity in entities_of(text, reader, gazetteer) if entity.country} == countries


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        pytest.param(
            "Putin Warns West Over Plans\n\nNo more is known.",
            "Putin",
            "Vladimir Putin",
            id="headline",
        ),
        pytest.param("Mrs May left. Theresa May said no.", "May", "Theresa May", id="a common word"),
        pytest.param("Chancellor Scholz spoke on Friday.", "Scholz", "Olaf Scholz", id="office"),
        pytest.param(
            "Minister Ellwood spoke. Tobias Ellwood left.",
            "Ellwood",
            "Tobias Ellwood",
            id="title",
        ),
    ],
)
def test_a_surname_is_its_bearers(
    text: str, words: str, name: str, reader: Reader, gazetteer: Gazetteer
) -> None:
    found = entities_of(text, reader, gazetteer)

    assert [entity.name for entity in found if any(text[s:e] == words for s, e in entity.spans)] == [name]


def test_a_kinsman_is_another(reader: Reader, gazetteer: Gazetteer) -> None:
    text = "Bushra al-Assad is a sister of President Bashar al-Assad. Assad said no."

    assert mentions_with("Bashar al-Assad", text, reader, gazetteer)[0] == ["Bashar al-Assad", "Assad"]


PARTS = (
    "The Lebanese army", "the army", "Hezbollah fighters", "Hezbollah", "The Murabi Liberation Front (MLF)", "MLF",
    "President Vladimir Putin", "the Russian president", "the president", "Putin", "Bushra al-Assad", "Assad",
    "Ukraine's Ministry of Defence", "the Ministry of Defence", "Michael Jordan", "Jordan", "the US-led coalition",
    "the coalition", "Foreign Secretary Ada Holm", "the foreign secretary", "Holm", "IRAN", "the U.S. president",
    "Prime Minister Karel Vondra of Norway", "the prime minister", "he", "“I shall”, she", "the Coalition",
)  # fmt: skip
VERBS = ("met", "blamed", "said no to", "hurt his knee, and", ".\n\n")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(told=st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(VERBS)), max_size=12))
def test_however_told_a_name_is_one_entity_and_no_spans_overlap(
    told: list[tuple[str, str]], reader: Reader, gazetteer: Gazetteer
) -> None:
    text = " ".join(f"{part} {verb}" for part, verb in told)
    found = entities_of(text, reader, gazetteer)

    spans = sorted(span for entity in found for span in entity.spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    bearers = Counter(name for entity in found for name in {text[start:end] for start, end in entity.spans})
    assert [name for name, count in bearers.items() if count > 1 and not is_pronoun(name)] == []
    assert len({entity.id for entity in found}) == len(found)
