from __future__ import annotations

from typing import Any

import pytest

from streams.themes.fields import RuleError
from streams.themes.rules import Context, Cue, Example, ThemeRule, parse_context, parse_theme_rule

good: dict[str, Any] = {
    "theme": "sanctions",
    "label": "economic sanction",
    "medtop": "medtop:20000642",
    "why": "States restrict trade.",
    "floor": 0.5,
    "contexts": {"sport": -1},
    "cues": [
        {"phrase": "asset freeze*", "weight": 0.8},
        {"phrases": ["embargo*", "trade ban"], "weight": 0.5},
        {"each": ["assets", "oligarch*"], "weight": 0.2, "beside": ["abroad"]},
    ],
    "examples": [
        {"text": "They froze assets.", "expect": True},
        {"text": "Ice.", "title": "Cold", "expect": False},
    ],
}


def test_a_rule_file_is_read_whole() -> None:
    assert parse_theme_rule(good, "sanctions.yaml") == ThemeRule(
        theme="sanctions",
        label="economic sanction",
        medtop="medtop:20000642",
        why="States restrict trade.",
        floor=0.5,
        contexts=(("sport", -1.0),),
        cues=(
            Cue(("asset freeze*",), 0.8),
            Cue(("embargo*", "trade ban"), 0.5),
            Cue(("assets",), 0.2, ("abroad",)),
            Cue(("oligarch*",), 0.2, ("abroad",)),
        ),
        examples=(Example("They froze assets.", expect=True), Example("Ice.", expect=False, title="Cold")),
    )


def test_a_context_file_is_read_whole() -> None:
    content = {
        "context": "sport",
        "why": "War words.",
        "cues": [{"phrase": "match", "weight": 0.4}],
        "idioms": ["top guns"],
    }

    assert parse_context(content, "sport.yaml") == Context(
        name="sport", why="War words.", cues=(Cue(("match",), 0.4),), idioms=("top guns",)
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"theme": "Sanctions!"}, "theme", id="theme"),
        pytest.param({"theme": None}, "theme", id="no-theme"),
        pytest.param({"why": " "}, "why", id="no-why"),
        pytest.param({"label": 3}, "label", id="label"),
        pytest.param({"medtop": "20000642"}, "medtop", id="medtop"),
        pytest.param({"floor": 1.5}, "floor", id="floor-too-high"),
        pytest.param({"floor": True}, "floor", id="floor-a-boolean"),
        pytest.param({"floor": float("nan")}, "floor", id="floor-not-a-number"),
        pytest.param({"contexts": ["sport"]}, "contexts", id="contexts-a-list"),
        pytest.param({"contexts": {"sport": "much"}}, "contexts.sport", id="factor"),
        pytest.param({"cues": {"phrase": "war"}}, "cues", id="cues-a-mapping"),
        pytest.param({"cues": ["war"]}, r"cues\[0\]", id="cue-a-text"),
        pytest.param({"cues": [{"phrase": "war"}]}, r"cues\[0\].weight", id="no-weight"),
        pytest.param({"cues": [{"weight": 0.5}]}, r"cues\[0\]: must have one of", id="no-way"),
        pytest.param({"cues": [{"phrase": "a b", "each": ["c"], "weight": 0.5}]}, "one of", id="two-ways"),
        pytest.param({"cues": [{"each": [], "weight": 0.5}]}, r"cues\[0\].each", id="empty-each"),
        pytest.param({"cues": [{"each": [7], "weight": 0.5}]}, r"cues\[0\].each", id="phrase-a-number"),
        pytest.param(
            {"cues": [{"phrase": "(a+)+", "weight": 0.5}]}, r"cues\[0\].phrase", id="regular-expression"
        ),
        pytest.param(
            {"cues": [{"phrase": "war", "weight": 0.5, "besides": []}]}, "besides", id="unknown-in-cue"
        ),
        pytest.param({"examples": [{"text": "War."}]}, r"examples\[0\].expect", id="no-expectation"),
        pytest.param({"examples": [{"expect": True}]}, r"examples\[0\].text", id="no-text"),
        pytest.param({"examples": [{"text": "War.", "title": 1, "expect": True}]}, r"title", id="title"),
        pytest.param({"florr": 0.5}, "florr", id="unknown-field"),
        pytest.param({"cues": [{"phrase": "war " * 200, "weight": 0.5}]}, "400 characters", id="long-phrase"),
        pytest.param(
            {"cues": [{"phrase": "war", "weight": 0.5}] * 1001}, "0 to 1000 entries", id="many-cues"
        ),
        pytest.param(
            {"cues": [{"phrase": "(a|b)? " * 4 + f"war{n}", "weight": 0.5} for n in range(90)]},
            "at most 2000 sequences",
            id="many-spellings",
        ),
        pytest.param({"examples": [{"text": "x" * 2001, "expect": True}]}, "2000 characters", id="long-text"),
        pytest.param({"examples": [{"text": "x", "expect": True}] * 201}, "0 to 200", id="many-examples"),
    ],
)
def test_a_broken_rule_names_file_and_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=rf"(?s)^sanctions\.yaml.*{field}"):
        parse_theme_rule({**good, **change}, "sanctions.yaml")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"context": ""}, "context", id="no-name"),
        pytest.param({"idioms": "top guns"}, "idioms", id="idioms-a-text"),
        pytest.param({"idioms": ["*"]}, "idioms", id="idiom-no-phrase"),
        pytest.param({"theme": "sport"}, "theme: found", id="unknown-field"),
    ],
)
def test_a_broken_context_names_file_and_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=rf"^sport\.yaml.*{field}"):
        parse_context({"context": "sport", "why": "War words.", "cues": [], **change}, "sport.yaml")


def test_everything_that_is_wrong_with_a_theme_is_told_at_once() -> None:
    sent = {
        **good,
        "floor": 2,
        "florr": 1,
        "cues": [{"phrase": "war", "wieght": 0.5}, {"phrase": "(a+)+", "weight": 1}],
    }

    with pytest.raises(RuleError) as caught:
        parse_theme_rule(sent, "sanctions.yaml")

    assert {problem.path for problem in caught.value.problems} == {
        ("floor",), ("florr",), ("cues", 0, "wieght"), ("cues", 0, "weight"), ("cues", 1, "phrase"),
    }  # fmt: skip
