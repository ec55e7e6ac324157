from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.clean.rules import LineRule, parse_cleaning_rules, see

FILE = Path(__file__).parents[3] / "streams" / "data" / "cleaning" / "furniture.yaml"
CONTENT = yaml.safe_load(FILE.read_text(encoding="utf-8"))
RULES = parse_cleaning_rules(CONTENT, FILE.name)
ALL = [*RULES.lines, *RULES.cuts, *RULES.repeated]
GOOD: dict[str, Any] = {
    "words": {"sea": ["north", "south"], "place": ["{sea} sea"]},
    "rules": [
        {
            "id": "ships",
            "reason": "furniture",
            "why": "a test",
            "scope": "whole",
            "phrases": ["ships (3)"],
            "patterns": ["ships of the {place}"],
            "examples": [{"text": "Ships (3)", "expect": True}, {"text": "Ships", "expect": False}],
        }
    ],
}


@pytest.mark.parametrize(
    ("rule", "text", "expect"),
    [pytest.param(rule, *case, id=f"{rule.id}:{case[0][:30]}") for rule in ALL for case in rule.examples],
)
def test_the_examples_of_a_rule_hold(rule: LineRule, text: str, expect: bool) -> None:
    assert (rule.search(see(text)) is not None) == expect


@pytest.mark.parametrize(
    "text", [t for rule in ALL for t, expect in rule.examples if expect], ids=lambda t: t[:30]
)
def test_what_a_rule_takes_out_does_not_depend_on_curled_quotes(text: str) -> None:
    curled = text.replace("'", "’")

    assert any(rule.search(see(curled)) for rule in ALL)


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_the_words_that_a_rule_needs_are_in_small_letters(rule: LineRule) -> None:
    assert all(need == need.lower() for need in rule.needs)


@pytest.mark.parametrize(
    ("text", "fires"), [("Ships (3)", True), ("ships of the SOUTH sea", True), ("ships 3", False)]
)
def test_phrases_are_taken_by_the_letter_and_patterns_name_words(text: str, fires: bool) -> None:
    (rule,) = parse_cleaning_rules(GOOD, "test").lines

    assert (rule.search(see(text)) is not None) == fires


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("id", None, "id: expected text"),
        ("reason", "", "reason: expected text"),
        ("reason", "dull", "reason: expected one of furniture, related"),
        ("why", 3, "why: expected text"),
        ("scope", "somewhere", "scope: expected one of whole"),
        ("scope", ["whole"], "scope: expected text"),
        ("patterns", ["(open"], "not a pattern: '(open'"),
        ("patterns", ["{river}"], "no words named river"),
        ("patterns", "ships", "patterns: expected a list of texts"),
        ("max_words", 0, "max_words: expected a whole number above 0"),
        ("max_words", True, "max_words: expected a whole number above 0"),
        ("unfinished", "yes", "unfinished: expected true or false"),
        ("opens", "doors", "opens: expected one of links"),
        ("examples", [], "examples: needs one that must match"),
        ("examples", ["Ships"], "examples: each needs a text"),
        ("examples", None, "examples: expected a list"),
        ("weight", 3, "unknown field: weight"),
    ],
)
def test_a_broken_rule_is_named_with_its_field(field: str, value: object, message: str) -> None:
    content = copy.deepcopy(GOOD)
    content["rules"][0][field] = value

    with pytest.raises(ValueError, match=rf"^test: rules\[0\].*{re.escape(message)}"):
        parse_cleaning_rules(content, "test")


@pytest.mark.parametrize(
    "content", [{}, {"rules": []}, {"rules": "x"}, {"rules": [3]}, {**GOOD, "words": ["x"]}]
)
def test_a_file_that_holds_no_rules_is_refused(content: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^test: (rules|words)"):
        parse_cleaning_rules(content, "test")


@pytest.mark.parametrize(
    "repeated", [[], "x", [3], [{**GOOD["rules"][0], "id": "boats", "scope": "somewhere"}]]
)
def test_broken_rules_about_repeated_lines_are_refused(repeated: object) -> None:
    with pytest.raises(ValueError, match=r"^test: repeated"):
        parse_cleaning_rules({**GOOD, "repeated": repeated}, "test")


def test_rules_about_repeated_lines_take_nothing_out_alone() -> None:
    rules = parse_cleaning_rules({**GOOD, "repeated": [{**GOOD["rules"][0], "id": "boats"}]}, "test")

    assert [rule.id for rule in rules.lines] == ["ships"]
    assert [rule.id for rule in rules.repeated] == ["boats"]
    assert {rule.reason for rule in RULES.repeated} == {"boilerplate-repeated"}


def test_an_id_is_used_once() -> None:
    with pytest.raises(ValueError, match="id used twice: ships"):
        parse_cleaning_rules({**GOOD, "rules": GOOD["rules"] * 2}, "test")
    with pytest.raises(ValueError, match="id used twice: ships"):
        parse_cleaning_rules({**GOOD, "repeated": GOOD["rules"]}, "test")


@pytest.mark.parametrize("text", ["Done.", "Done?", "“Done.”", "Done. ''", "Done…", "完了。", "Done:"])
def test_a_sentence_has_a_stop_at_its_end_or_leads_on(text: str) -> None:
    assert see(text).is_finished


@pytest.mark.parametrize("text", ["Done", "", "U.S. troops", "“Done”"])
def test_a_line_without_a_stop_is_unfinished(text: str) -> None:
    assert not see(text).is_finished


@pytest.mark.parametrize(
    "start", ["", "By ", "Published ", "Reports from ", "Photo: ", "Jane Doe, ", "Read more: "]
)
@pytest.mark.parametrize(
    "part",
    [
        "A",
        "Aa",
        "A.",
        "a",
        "1",
        "1:",
        "1/",
        "A-",
        "A'",
        "(",
        "ab/",
        "@A",
        "A ",
        "1 ",
        "and ",
        "By ",
        "|",
        "- ",
        ". ",
        "May",
    ],
)
def test_no_line_keeps_a_rule_busy(start: str, part: str) -> None:
    """A pattern that can part one line in many ways would not come back from these."""
    for end in ("", "!x"):
        for length in (250, 990):
            seen = see(start + (part * length)[:length] + end)
            assert len([rule.search(seen) for rule in ALL]) == len(ALL)
