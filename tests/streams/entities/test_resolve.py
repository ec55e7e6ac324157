from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
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

SHARED = Path(__file__).parents[4] / "shared"
SPRING_2023 = date(2023, 4, 12)

pytestmark = pytest.mark.model


def read(text: str, reader: Reader, gazetteer: Gazetteer, day: date = SPRING_2023) -> tuple[Entity, ...]:
    with reader.zone():
        return find_entities(reader.read(text), gazetteer, day)


def named(text: str, name: str, found: tuple[Entity, ...]) -> Entity:
    """Return the one entity that a word of the text belongs to."""
    bearers = [entity for entity in found if any(text[start:end] == name for start, end in entity.spans)]
    assert len(bearers) == 1, f"{name}: {[entity.name for entity in bearers]}"
    return bearers[0]


@pytest.mark.parametrize(
    ("text", "name", "answer"),
    [
        pytest.param("Will Russia send more ships?", "Russia", ("GPE", "RUS"), id="question"),
        pytest.param("US-Russian talks went on.", "US", ("GPE", "USA"), id="before a hyphen"),
        pytest.param("US-Russian talks went on.", "Russian", ("NORP", "RUS"), id="after a hyphen"),
        pytest.param("The Kremlin’s answer came late.", "Kremlin", ("FAC", "RUS"), id="seat of power"),
        pytest.param("Units of the Lebanese army moved south.", "Lebanese army", ("ORG", "LBN"), id="army"),
        pytest.param(
            "Houthi fighters fired on a tanker.", "Houthi fighters", ("ORG", "YEM"), id="armed group"
        ),
        pytest.param(
            "The government of Iraq sent a note.", "government of Iraq", ("ORG", "IRQ"), id="government of"
        ),
        pytest.param(
            "US-backed forces took the hill.", "US-backed forces", ("ORG", None), id="backed forces"
        ),
        pytest.param("Officials met in Geneva on Monday.", "Geneva", ("GPE", "CHE"), id="town"),
        pytest.param("BELGRADE, April 3 - Buses stood still.", "BELGRADE", ("GPE", "SRB"), id="dateline"),
        pytest.param(
            "A bank in Gainesville, Fla. was shut.", "Gainesville", ("GPE", "USA"), id="town and state"
        ),
        pytest.param("A bank in Gainesville, Fla. was shut.", "Fla.", ("GPE", "USA"), id="abbreviated state"),
    ],
)
def test_names_are_mended(
    text: str, name: str, answer: tuple[str, str | None], reader: Reader, gazetteer: Gazetteer
) -> None:
    entity = named(text, name, read(text, reader, gazetteer))

    assert (entity.type, entity.country) == answer


def test_a_person_is_one_under_all_names(reader: Reader, gazetteer: Gazetteer) -> None:
    text = (
        "President Emmanuel Macron met port workers. Mr Macron promised help. “We wait,” said Lucie Tarbeau, who "
        "leads them. Macron left early, and Ms Tarbeau stayed."
    )
    found = read(text, reader, gazetteer)

    counts = {entity.name: len(entity.spans) for entity in found if entity.type == "PERSON"}
    assert counts == {"Emmanuel Macron": 3, "Lucie Tarbeau": 2}
    assert named(text, "Emmanuel Macron", found).country == "FRA"


def test_an_acronym_is_its_full_form(reader: Reader, gazetteer: Gazetteer) -> None:
    text = (
        "The Organization for Security and Co-operation in Europe sent observers to the town. "
        "The OSCE will stay until May."
    )
    found = read(text, reader, gazetteer)

    assert named(text, "OSCE", found).spans[0][0] == text.index("Organization")


@pytest.mark.parametrize(
    ("text", "country", "near"),
    [
        pytest.param(
            "Crowds filled Tbilisi as Georgia voted. Russia looked on.", "GEO", (42, 43), id="the country"
        ),
        pytest.param(
            "Storms crossed Atlanta, Savannah and Macon, and most of Georgia lost power.",
            "USA",
            (33, -83),
            id="the state",
        ),
    ],
)
def test_georgia_is_told_by_its_neighbours(
    text: str, country: str, near: tuple[int, int], reader: Reader, gazetteer: Gazetteer
) -> None:
    entity = named(text, "Georgia", read(text, reader, gazetteer))

    assert entity.country == country
    assert entity.latitude == pytest.approx(near[0], abs=2)
    assert entity.longitude == pytest.approx(near[1], abs=2)


def test_a_bearer_of_a_countrys_name_is_no_country(reader: Reader, gazetteer: Gazetteer) -> None:
    text = "Michael Jordan hurt his knee again. Jordan said he would rest until the winter."
    found = read(text, reader, gazetteer)

    assert {(entity.name, entity.country) for entity in found} == {("Michael Jordan", None)}


def test_the_state_beside_a_town_says_which(reader: Reader, gazetteer: Gazetteer) -> None:
    text = "The court in Paris, Texas heard the case."
    paris = named(text, "Paris", read(text, reader, gazetteer))

    assert (paris.country, round(paris.latitude or 0)) == ("USA", 34)


@pytest.mark.parametrize(
    ("text", "is_literal"),
    [
        pytest.param("Washington said no.", False, id="who speaks"),
        pytest.param("Crowds marched in Washington today.", True, id="where"),
        pytest.param("Washington said no. Snow fell in Washington.", True, id="both"),
    ],
)
def test_a_capital_that_only_speaks_is_its_government(
    text: str, *, is_literal: bool, reader: Reader, gazetteer: Gazetteer
) -> None:
    assert named(text, "Washington", read(text, reader, gazetteer)).is_literal is is_literal


@pytest.mark.parametrize(
    ("day", "name"),
    [
        pytest.param(date(2014, 6, 1), "David Cameron", id="2014"),
        pytest.param(date(2024, 2, 1), "David Cameron", id="2024"),
    ],
)
def test_a_surname_is_the_one_in_office(day: date, name: str, reader: Reader, gazetteer: Gazetteer) -> None:
    text = "“We shall see,” Mr Cameron told reporters on the steps."

    assert named(text, "Cameron", read(text, reader, gazetteer, day)).name == name


def test_the_most_mentioned_comes_first(reader: Reader, gazetteer: Gazetteer) -> None:
    text = (
        "Turkey closed the strait. Turkey will open it again when Turkey is heard, a minister said. "
        "Norway asked for calm."
    )

    assert [entity.country for entity in read(text, reader, gazetteer)][:2] == ["TUR", "NOR"]


WORDS = tuple(
    re.split(
        r"\|",
        "Russia|US|Mr|Putin|Vladimir|Georgia|Paris|Texas|army|the|NATO|said|in|,|.|(|)|’s|-|al|Qaeda|Will|Washington|"
        "government|of|Iraq|100,000|MOSCOW|É|Fla.|Ms|King|\n\n|\u200b",
    )
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=40), glue=st.sampled_from([" ", ""]))
def test_spans_lie_in_the_text_and_never_overlap(
    words: list[str], glue: str, reader: Reader, gazetteer: Gazetteer
) -> None:
    text = glue.join(words)
    found = read(text, reader, gazetteer)

    spans = sorted(span for entity in found for span in entity.spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(list(entity.spans) == sorted(entity.spans) for entity in found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_the_same_name_is_one_entity(words: list[str], reader: Reader, gazetteer: Gazetteer) -> None:
    text = " ".join(words)
    found = read(text, reader, gazetteer)

    bearers = Counter(name for entity in found for name in {text[start:end] for start, end in entity.spans})
    assert [name for name, count in bearers.items() if count > 1 and not is_pronoun(name)] == []
    assert len({entity.id for entity in found}) == len(found)


@pytest.mark.shared
def test_the_report_that_the_project_started_from(reader: Reader, gazetteer: Gazetteer) -> None:
    path = SHARED / "articles" / "seed.json"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    text = json.loads(path.read_text(encoding="utf-8"))["body"]
    found = read(text, reader, gazetteer, date(2022, 1, 10))

    mentions = {
        entity.name: [text[start:end] for start, end in entity.spans]
        for entity in found
        if entity.type == "PERSON"
    }
    counts = {name: sum(not is_pronoun(words) for words in each) for name, each in mentions.items()}
    assert counts["Vladimir Putin"] == text.count("Putin")
    voices = {name: [words for words in each if is_pronoun(words)] for name, each in mentions.items()}
    assert {name: words for name, words in voices.items() if words} == {
        "Sergei Ryabkov": ["He"],
        # Over a line in quotation marks that names another.
        "Anders Fogh Rasmussen": ["I", "he", "I"],
        "Donald Trump": ["he"],
    }
    assert {name: counts[name] for name in ("Sergei Ryabkov", "Wendy Sherman", "Anders Fogh Rasmussen")} == {
        # Once as "Russia's deputy foreign minister".
        "Sergei Ryabkov": 3,
        "Wendy Sherman": 2,
        "Anders Fogh Rasmussen": 1,
    }
    assert not {name for name in counts if "Will" in name or "Articles" in name}
    assert named(text, "NATO", found).type == "ORG"
    assert named(text, "Organisation For Security And Cooperation In Europe", found).qid == "Q81299"
    for town, country in {
        "Geneva": "CHE",
        "Brussels": "BEL",
        "Vienna": "AUT",
        "Moscow": "RUS",
        "Kyiv": "UKR",
    }.items():
        place = named(text, town, found)
        assert (place.type, place.country) == ("GPE", country)
        assert place.latitude is not None


def test_a_body_of_state_is_the_leading_states(reader: Reader, gazetteer: Gazetteer) -> None:
    text = (
        "American ships left Norfolk for the Gulf. The U.S. fleet is at sea again. “We go where we are sent,” the "
        "Navy said in Washington. Congress was not told."
    )
    found = read(text, reader, gazetteer)

    assert named(text, "Congress", found).country == "USA"


def test_a_body_of_state_is_nobodys_where_no_state_leads(reader: Reader, gazetteer: Gazetteer) -> None:
    text = "Ships of France and Spain met Italian boats off Malta, near Greek waters. Congress was not told."

    assert named(text, "Congress", read(text, reader, gazetteer)).country is None


def test_titles_tell_whose_an_unknown_minister_is(reader: Reader, gazetteer: Gazetteer) -> None:
    text = "Norwegian Foreign Minister Ingrid Solvang met reporters in Oslo."

    assert named(text, "Ingrid Solvang", read(text, reader, gazetteer)).country == "NOR"
