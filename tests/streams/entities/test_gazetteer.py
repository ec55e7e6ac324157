from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from streams.entities.entry import parse_entries
from streams.entities.gazetteer import build_gazetteer
from streams.entities.names import key_of, words_of

if TYPE_CHECKING:
    from streams.entities.gazetteer import Gazetteer

RURITANIA = {
    "kind": "country", "code": "RUR", "alpha2": "RU", "name": "Ruritania", "people": ["Ruritanian"], "qid": "Q1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param({"kind": "planet"}, "kind", id="unknown kind"),
        pytest.param({"name": None}, "name", id="no name"),
        pytest.param({"code": "ru"}, "code", id="code in small letters"),
        pytest.param({"qid": "12"}, "qid", id="no Wikidata id"),
        pytest.param({"aliases": "Ruritanien"}, "aliases", id="aliases that are no list"),
        pytest.param({"aliases": ["…"]}, "aliases", id="alias without a letter"),
        pytest.param({"latitude": "north"}, "latitude", id="latitude in words"),
        pytest.param({"type": "STATE"}, "type", id="unknown type"),
        pytest.param({"alpha2": None}, "alpha2", id="no two-letter code"),
        pytest.param(
            {"kind": "person", "offices": [{"title": "king"}]}, "offices", id="office without a day"
        ),
        pytest.param({"kind": "person", "offices": ["king"]}, "offices", id="office that is no mapping"),
        pytest.param(
            {"kind": "places", "initial": "r", "rows": ["Ruritania"]}, "rows", id="row without fields"
        ),
        pytest.param({"kind": "words", "group": "x", "words": "one"}, "words", id="words that are no list"),
        pytest.param({"kind": "known", "type": "NORP"}, "type", id="known name of a type that has none"),
        pytest.param({"kind": "place_ids", "ids": ["Q1"]}, "ids", id="ids that are no mapping"),
    ],
)
def test_a_wrong_line_is_named_with_its_field(change: dict[str, Any], complaint: str) -> None:
    record = {**RURITANIA, **change, "where": "states.jsonl:7"}

    with pytest.raises(ValueError, match=rf"^states\.jsonl:7: .*{complaint}"):
        build_gazetteer([record])


def test_a_country_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="two:2: code: RUR is there already"):
        build_gazetteer([{**RURITANIA, "where": "one:1"}, {**RURITANIA, "where": "two:2"}])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Ruritania and the Ruritanians", ["ruritania"], id="whole words only"),
        pytest.param("RURITANIA", ["ruritania"], id="headline"),
        pytest.param("ruritania", [], id="small letters"),
        pytest.param("Ruritania’s king", ["ruritania"], id="possessive"),
        pytest.param("anti-Ruritanian", ["ruritanian"], id="hyphen"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_are_found_as_written(text: str, names: list[str]) -> None:
    small = build_gazetteer([RURITANIA])
    words = words_of(text)

    found = [" ".join(word.key for word in words[hit.first : hit.last]) for hit in small.scan(words, text)]

    assert found == names


def test_a_places_bearers_come_most_populous_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.places.find("alexandria")

    assert found[0].country == "EGY"
    assert {place.country for place in found} > {"EGY", "USA", "ROU"}
    assert [place.population for place in found] == sorted((p.population for p in found), reverse=True)


@pytest.mark.parametrize("name", ["kyiv", "kiev", "donetsk", "raqqah", "falluja", "new york", "sao paulo"])
def test_towns_of_the_news_are_there(name: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.places.find(name)


def test_a_place_that_is_not_there_is_not_found(gazetteer: Gazetteer) -> None:
    assert gazetteer.places.find("streslau") == ()
    assert gazetteer.places.find("") == ()


@pytest.mark.parametrize(
    ("day", "leader"),
    [
        pytest.param(date(2010, 6, 1), "Barack Obama", id="2010"),
        pytest.param(date(2018, 6, 1), "Donald Trump", id="2018"),
        pytest.param(date(2022, 6, 1), "Joe Biden", id="2022"),
        pytest.param(date(2026, 6, 1), "Donald Trump", id="2026"),
    ],
)
def test_a_day_has_its_president(day: date, leader: str, gazetteer: Gazetteer) -> None:
    entries = {entry for found in gazetteer.names.values() for entry in found if entry.country == "USA"}
    offices = [(entry.name, office.title) for entry in entries if (office := entry.office_on(day))]

    assert [name for name, title in offices if title == "president"] == [leader]


def test_no_wikidata_id_is_given_to_two_of_one_kind(gazetteer: Gazetteer) -> None:
    names = defaultdict(set)
    for found in gazetteer.names.values():
        for entry in found:
            if entry.qid and entry.kind in ("country", "organisation", "person", "region"):
                names[entry.qid, entry.kind].add(entry.name)

    assert {qid: who for qid, who in names.items() if len(who) > 1} == {}


def test_no_name_is_claimed_by_two_of_one_kind(gazetteer: Gazetteer) -> None:
    claims = {key: [entry.name for entry in found] for key, found in gazetteer.names.items()}
    kinds = {key: [entry.kind for entry in found] for key, found in gazetteer.names.items()}

    assert {key: who for key, who in claims.items() if len(set(kinds[key])) < len(kinds[key])} == {}


@pytest.mark.parametrize("word", ["island", "mann", "thai"])
def test_no_country_is_called_by_a_common_word(word: str, gazetteer: Gazetteer) -> None:
    assert [entry.name for entry in gazetteer.names.get(word, ()) if entry.kind == "country"] == []


def test_a_name_of_several_kinds_means_one_country(gazetteer: Gazetteer) -> None:
    states = {
        key: {entry.country for entry in found if entry.kind in ("country", "people", "seat")}
        for key, found in gazetteer.names.items()
    }

    assert {key: codes for key, codes in states.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("capital", "code"), [("oslo", "NOR"), ("kyiv", "UKR"), ("the hague", "NLD"), ("ottawa", "CAN")]
)
def test_capitals_lead_to_their_state(capital: str, code: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.capital_cities[capital] == code


@pytest.mark.parametrize(
    ("day", "name"),
    [
        pytest.param(date(1990, 6, 1), "George H. W. Bush", id="the father"),
        pytest.param(date(2003, 6, 1), "George W. Bush", id="the son"),
        pytest.param(date(2023, 6, 1), "George W. Bush", id="the last, later"),
        pytest.param(date(1980, 6, 1), None, id="before either"),
    ],
)
def test_a_rule_is_whose_was_last(day: date, name: str | None, gazetteer: Gazetteer) -> None:
    ruler = gazetteer.ruler("bush", day)

    assert (ruler.name if ruler else None) == name


@pytest.mark.parametrize(
    ("surname", "country"),
    [
        pytest.param("bush", "USA", id="two presidents of one state"),
        pytest.param("khan", None, id="a common surname"),
        pytest.param("nobody", None, id="nobody's"),
    ],
)
def test_a_family_that_led_a_state_is_that_states(
    surname: str, country: str | None, gazetteer: Gazetteer
) -> None:
    assert gazetteer.family(surname) == country


def test_a_country_defines_its_people() -> None:
    (state, _), (people, names) = parse_entries({**RURITANIA}, "here")

    assert (state.type, people.type, people.country) == ("GPE", "NORP", "RUR")
    assert [key_of(name) for name in names] == ["ruritanian"]


def test_every_place_lies_in_a_country_of_the_list(gazetteer: Gazetteer) -> None:
    codes = {row.split("|")[2] for lists in gazetteer.places.rows.values() for rows in lists for row in rows}

    assert codes - set(gazetteer.places.alpha3) == set()
