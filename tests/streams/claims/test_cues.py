from __future__ import annotations

import copy
from importlib.resources import files

import pytest
import yaml

from streams.claims.cues import parse_cues

CONTENT = yaml.safe_load((files("streams") / "data/factuality/cues.yaml").read_text("utf-8"))


def broken(path: str, value: object) -> dict[str, object]:
    content = copy.deepcopy(CONTENT)
    *above, last = path.split(".")
    part = content
    for key in above:
        part = part[key]
    part[last] = value
    return content


def test_the_shipped_words_are_read() -> None:
    cues = parse_cues(CONTENT, "cues.yaml")

    assert cues.over_clause["deny"] == "deny"
    assert cues.over_noun["announce"] == "plan"
    assert cues.over_clause["announce"] == "report"
    assert cues.modals["will"] == "plan"
    assert "no" in cues.negators
    assert {"say", "accuse"} <= cues.reporters


def test_the_shipped_lists_say_why_and_whence() -> None:
    assert all(CONTENT[field] for field in ("why", "source", "licence"))


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ([], "expected a mapping"),
        (broken("governors", None), "governors"),
        (broken("governors.guess", {"any": ["may"]}), "guess"),
        (broken("governors.plan", ["agree"]), "plan"),
        (broken("governors.plan.any", ["deny"]), "'deny' already means"),
        (broken("modals", {}) | {"negators": None}, "negators"),
        (broken("negators.words", [False]), "False is not a word"),
        (broken("eras.words", "cold war"), "eras"),
        (broken("reporters", {}), "reporters"),
    ],
    ids=["list", "no_governors", "effect", "section", "twin", "no_list", "yaml_no", "text", "empty"],
)
def test_a_broken_list_is_named(content: object, named: str) -> None:
    with pytest.raises(ValueError, match=named) as caught:
        parse_cues(content, "cues.yaml")

    assert str(caught.value).startswith("cues.yaml: ")
