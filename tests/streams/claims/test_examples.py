from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from streams.claims.claim import Claim, Party, Quantity
from streams.claims.examples import Example, parse_examples, shortfall
from streams.themes.fields import Fields

TEXT = "Chad massed 200 tanks."
CLAIM = Claim(
    rule="buildup",
    kind="buildup",
    event_type="MOBILIZE",
    status="asserted",
    trigger=(5, 11),
    evidence=(0, 22),
    quote=TEXT,
    actor=Party("Chad", ("TCD",)),
    quantity=Quantity("200 tanks", 200, "tank", (12, 21)),
)


def parsed(content: dict[str, Any]) -> tuple[tuple[Example, ...], list[str]]:
    fields = Fields({"examples": content}, [])
    return parse_examples(fields), [str(problem) for problem in fields.problems]


def test_examples_are_read_with_their_fields_and_day() -> None:
    fires = {"text": TEXT, "expect": {"status": "asserted"}, "published_on": date(2020, 5, 1)}
    found, problems = parsed({"fires": [fires], "misses": [{"text": "Fans massed."}]})

    assert problems == []
    assert found == (
        Example(TEXT, fires=True, expect={"status": "asserted"}, published_on=date(2020, 5, 1)),
        Example("Fans massed.", fires=False),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"fires": [{"text": ""}]}, "examples.fires[0].text: "),
        ({"fires": [{"text": TEXT, "expect": {"statuss": "x"}}]}, "did you mean 'status'?"),
        ({"fires": [{"text": TEXT, "expect": {"status": "denyed"}}]}, "did you mean 'denied'?"),
        ({"fires": [{"text": TEXT, "published_on": "May"}]}, "wanted a date"),
        ({"misses": [{"text": TEXT, "expect": {}}]}, "examples.misses[0].expect: "),
        ({"misses": TEXT}, "examples.misses: "),
        ({"fire": []}, "did you mean 'fires'?"),
        ({"fires": [{"text": "x" * 2001}]}, "a text of at most 2000 characters"),
        ({"fires": [{"text": "x"}] * 201}, "found a list of 201"),
    ],
    ids=["text", "field", "status", "day", "near miss", "no list", "way", "long", "many"],
)
def test_a_wrong_example_is_named(content: dict[str, Any], said: str) -> None:
    assert said in "\n".join(parsed(content)[1])


@pytest.mark.parametrize(
    ("example", "short"),
    [
        (Example(TEXT, fires=True, expect={"trigger": "massed", "actor_countries": ["TCD"]}), None),
        (Example(TEXT, fires=True, expect={"quantity_value": 200, "status": "asserted"}), None),
        (Example(TEXT, fires=True, expect={"actor": "Mali", "status": "asserted"}), {"actor": "Chad"}),
        (Example(TEXT, fires=True, expect={"source": "Mali"}), {"source": None}),
        (Example(TEXT, fires=False), {}),
    ],
    ids=["right", "number", "wrong", "missing", "must keep silent"],
)
def test_what_is_not_as_the_example_has_it_is_told(example: Example, short: dict[str, Any] | None) -> None:
    assert shortfall(example, "buildup", [CLAIM]) == short


def test_another_rule_that_fires_is_no_matter() -> None:
    assert shortfall(Example(TEXT, fires=False), "invasion", [CLAIM]) is None
    assert shortfall(Example(TEXT, fires=True), "invasion", [CLAIM]) == {}
