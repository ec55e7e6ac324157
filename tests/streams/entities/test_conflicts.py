from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from streams.entities.conflicts import find_conflicts
from streams.entities.gazetteer import build_gazetteer

if TYPE_CHECKING:
    from streams.entities.gazetteer import Gazetteer


def person(name: str, **more: Any) -> dict[str, Any]:
    return {"kind": "person", "name": name, "country": "NOR", **more}


def office(since: str, until: str | None) -> dict[str, Any]:
    return {"title": "prime minister", "country": "NOR", "from": since, "to": until}


@pytest.mark.parametrize(
    ("records", "conflict"),
    [
        pytest.param(
            [person("Karin Aas", qid="Q7"), person("Liv Dahl", qid="Q7")],
            "Wikidata id Q7 is given to more than one person: Karin Aas, Liv Dahl",
            id="Wikidata id",
        ),
        pytest.param(
            [person("Karin Aas", geonames_id=7), person("Liv Dahl", geonames_id=7)],
            "GeoNames id 7 is given to more than one person: Karin Aas, Liv Dahl",
            id="GeoNames id",
        ),
        pytest.param(
            [person("Karin Aas", aliases=["Aas"]), person("Liv Aas", aliases=["Aas"])],
            "'aas' is claimed by more than one person: Karin Aas, Liv Aas",
            id="name",
        ),
        pytest.param(
            [
                {"kind": "people", "name": "Sami", "country": "NOR"},
                {"kind": "seat", "name": "Sami", "country": "SWE"},
            ],
            "'sami' stands for more than one state: NOR, SWE",
            id="state",
        ),
        pytest.param(
            [
                person("Karin Aas", offices=[office("2001-01-01", None)]),
                person("Liv Dahl", offices=[office("2004-01-01", "2005-01-01")]),
            ],
            "NOR has two of the office prime minister on 2004-01-01: Karin Aas, Liv Dahl",
            id="office",
        ),
    ],
)
def test_two_that_cannot_both_be_true_are_named(records: list[dict[str, Any]], conflict: str) -> None:
    assert find_conflicts(build_gazetteer(records)) == (conflict,)


def test_who_follows_on_the_day_the_other_leaves_is_no_conflict() -> None:
    records = [
        person("Karin Aas", offices=[office("2001-01-01", "2004-01-01")]),
        person("Liv Dahl", offices=[office("2004-01-01", None)]),
    ]

    assert find_conflicts(build_gazetteer(records)) == ()


def test_the_lists_have_no_conflict(gazetteer: Gazetteer) -> None:
    assert find_conflicts(gazetteer) == ()
