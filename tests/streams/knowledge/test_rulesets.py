"""Rules of several files, read and checked together."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from streams.claims.rule import ClaimRule
from streams.knowledge.files import RuleFile, our_files
from streams.knowledge.rulesets import family_of, read_rules, read_sheet

KIND = {
    "kind": "port-closure",
    "title": "Port closure",
    "theme": "trade",
    "severity": "Severe",
    "family": "trade",
    "principal": "actor",
}
SHOWN = {"fires": [{"text": "Chad closed it."}] * 5, "misses": [{"text": "It rained."}] * 5}


def claim(rule_id: str = "port-closure", **more: Any) -> dict[str, Any]:
    return {
        "id": rule_id,
        "why": "For a test.",
        "event_type": "COERCE",
        "triggers": [{"verb": ["close"]}],
        "examples": SHOWN,
        **more,
    }


def theme(name: str = "trade", **more: Any) -> dict[str, Any]:
    examples = [{"text": "Tariffs rose.", "expect": n < 5} for n in range(10)]
    return {
        "theme": name,
        "label": "trade",
        "medtop": "medtop:20000001",
        "why": "For a test.",
        "floor": 0.5,
        "cues": [{"phrase": "tariff*", "weight": 0.6}],
        "examples": examples,
        **more,
    }


def context(name: str = "sport", **more: Any) -> dict[str, Any]:
    return {"context": name, "why": "For a test.", "cues": [{"phrase": "match", "weight": 0.5}], **more}


def watchlist(name: str = "baltic-desk", **more: Any) -> dict[str, Any]:
    return {"watchlist": name, "why": "For a test.", **(more or {"countries": ["EST"]})}


def file(content: object, stem: str = "", *, is_ours: bool = False) -> RuleFile:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    if not stem and isinstance(content, dict):
        stem = content.get("id") or content.get("context") or content.get("watchlist") or content["theme"]
    return RuleFile(("ours/" if is_ours else "my/") + f"{stem}.yaml", stem, raw, is_ours=is_ours)


def ours(*contents: dict[str, Any]) -> list[RuleFile]:
    return [file(content, is_ours=True) for content in contents]


def said(*tiers: list[RuleFile]) -> list[str]:
    return [str(finding) for finding in read_rules(*tiers).findings]


@pytest.mark.parametrize(
    ("content", "family"),
    [(claim(**KIND), "claims"), (theme(), "themes"), (context(), "contexts"), ({"id": "x", "lists": {}}, "claims"),
     (watchlist(), "watchlists"), ({"phrases": ["x"]}, "watchlists")],
    ids=["claim", "theme", "context", "lists", "watchlist", "watchlist without id"],
)  # fmt: skip
def test_a_file_is_told_by_its_fields(content: dict[Any, Any], family: str) -> None:
    assert family_of(content) == family


def test_our_rules_have_no_fault_and_at_least_five_examples_and_near_misses() -> None:
    found = read_rules(our_files())

    assert [str(finding) for finding in found.findings] == []
    assert {sheet.family for sheet in found.sheets} == {"claims", "themes", "contexts"}


def test_all_that_is_wrong_is_told_by_place_syntax_names_and_lists_alike() -> None:
    raw = b"""\
id: port-closure
why: For a test.
why: Again.
event_type: COERSE
triggers:
  - verb: [close]
    where: {objct: [$prts]}
lists: {ports: [port]}
"""
    found = said([file(raw, "port-closure")])

    assert [line.split(": ")[0] for line in found] == [
        "my/port-closure.yaml:3:1",
        "my/port-closure.yaml:4:13",
        "my/port-closure.yaml:7:13",
        "my/port-closure.yaml:7:21",
    ]
    for line, nearest in zip(found, ("", "'COERCE'", "'object'", "'$ports'"), strict=True):
        assert nearest in line


def test_a_rule_of_ours_is_replaced_and_its_lists_stay() -> None:
    built_in = ours(claim(lists={"ports": ["port"]}), claim("other", units=["$ports"]))
    found = read_rules(built_in, [file(claim(priority=3))])
    (rule,) = (
        each for each in found.rules("claims") if isinstance(each, ClaimRule) and each.id == "port-closure"
    )

    assert found.errors == ()
    assert (rule.priority, rule.lists) == (3, {"ports": ("port",)})
    assert found.replaced == {"my/port-closure.yaml": "ours/port-closure.yaml"}
    assert "my/port-closure.yaml replaces the built-in ours/port-closure.yaml." in found.sayings


def test_a_draft_takes_the_place_of_a_users_own_rule() -> None:
    found = read_rules([], [file(claim())], [file(claim(priority=2))])

    assert found.errors == ()
    assert [rule.priority for rule in found.rules("claims") if isinstance(rule, ClaimRule)] == [2]


@pytest.mark.parametrize(
    ("users", "expected"),
    [
        pytest.param([file(claim()), file(claim(), "port-closure")], "an id of its own", id="id twice"),
        pytest.param(
            [file(claim(), "other-name")], "1:8: id: found 'port-closure', wanted the name", id="name"
        ),
        pytest.param([file(claim(**{**KIND, "theme": "trad"}))], "did you mean 'trade'?", id="theme"),
        pytest.param([file(claim(lists={"forces": ["x"]}))], "a name of its own", id="list twice"),
        pytest.param([file(claim(units=["$force"]))], "units[0]: found '$force'", id="list unknown"),
        pytest.param([file(claim("new", **{**KIND, "severity": "Minor"}))], "severity: 'Severe'", id="kind"),
        pytest.param([file(theme("news", contexts={"sprot": -1}))], "did you mean 'sport'?", id="context"),
        pytest.param(
            [file(theme("news", cues=[{"phrase": "a", "weight": 1, "beside": ["sprot"]}]))],
            "cues[0].beside[0]: found 'sprot'",
            id="beside",
        ),
        pytest.param(
            [file(context("music", cues=[{"phrase": "a", "weight": 1, "beside": ["sport"]}]))],
            "it is for the cues of themes",
            id="beside in a context",
        ),
        pytest.param([file(b"- a", "a")], "my/a.yaml:1:1: found a list of 1, wanted a rule", id="list"),
        pytest.param([file(b"", "a")], "found nothing, wanted a rule", id="empty"),
    ],
)
def test_rules_that_do_not_go_together_are_named(users: list[RuleFile], expected: str) -> None:
    built_in = ours(claim("war", **KIND, lists={"forces": ["troop"]}), theme(), context())
    found = read_rules(built_in, users)

    assert found.errors
    assert expected in "\n".join(map(str, found.errors))
    assert all(finding.file.startswith("my/") for finding in found.errors)


def test_few_examples_are_an_error_of_ours_and_a_note_to_a_user() -> None:
    few = {**SHOWN, "misses": []}

    assert "found 0, wanted at least 5 near misses" in said(ours(claim(examples=few)))[0]
    assert read_rules([], [file(claim(examples=few))]).errors == ()
    assert len(said([], [file(claim(examples=few))])) == 1


def test_a_new_family_of_kinds_is_a_note() -> None:
    found = read_rules(
        ours(claim(**KIND), theme()), [file(claim("new", **{**KIND, "kind": "new", "family": "trad"}))]
    )

    assert found.errors == ()
    assert "did you mean 'trade'?" in str(found.findings[0])


def test_a_bad_rule_of_a_user_leaves_ours_in_place() -> None:
    found = read_rules(ours(claim()), [file(claim(event_type="WAR"))])

    assert len(found.errors) == 1
    assert [rule.event_type for rule in found.rules("claims") if isinstance(rule, ClaimRule)] == ["COERCE"]


@pytest.mark.parametrize("phrase", ["(a+)+$", "(a|a)*b", "(.*)*", "a{9}{9}", "[a-z]+", r"(\w+\s?)*"])
def test_a_regular_expression_is_refused_by_claims_and_themes_alike(phrase: str) -> None:
    rules = [
        claim(triggers=[{"phrase": [phrase]}]),
        theme(cues=[{"phrase": phrase, "weight": 0.5}]),
    ]
    for sent in rules:
        sheet = read_sheet(file(sent))

        assert sheet.rule is None
        assert "phrase" in str(sheet.findings[0])


def test_a_file_that_is_wrong_throughout_says_so_in_a_hundred_lines() -> None:
    raw = "id: a\nwhy: x\nevent_type: AID\n" + "".join(f"field{n}: x\n" for n in range(3_000))
    found = said([file(raw.encode(), "a")])

    assert len(found) == 101
    assert "2901 more faults" in found[-1]


def test_a_watchlist_is_read_beside_the_rules_and_needs_no_examples() -> None:
    found = read_rules(
        ours(claim(**KIND), theme()), [file(watchlist(kinds=["port-closure"], countries=["LVA"]))]
    )

    assert found.findings == ()
    assert [(each.id, each.kinds) for each in found.watchlists] == [("baltic-desk", ("port-closure",))]
    assert found.rules("watchlists") == list(found.watchlists)


def test_a_watchlist_names_kinds_and_countries_that_there_are() -> None:
    wrong = watchlist(kinds=["port-closur", "talks!"], countries=["EST", "XQX"])

    assert [line.split(": ", 1)[1] for line in said(ours(claim(**KIND), theme()), [file(wrong)])] == [
        "kinds[0]: found 'port-closur', wanted a kind that some rule has; did you mean 'port-closure'?",
        "kinds[1]: found 'talks!', wanted the id of a kind, such as troop-buildup",
        "countries[1]: found 'XQX', wanted a country's code of ISO 3166-1 alpha-3",
    ]


def test_a_watchlist_is_named_as_its_file() -> None:
    (found,) = said([file(watchlist(), "nordic-desk")])

    assert (
        found
        == "my/nordic-desk.yaml:1:15: watchlist: found 'baltic-desk', wanted the name of the file, 'nordic-desk'"
    )


def test_a_later_tiers_watchlist_stands_in_place_of_an_earlier_ones_with_its_revision() -> None:
    sent = replace(file(watchlist(kinds=["port-closure"])), name="watchlists/baltic-desk", revision=12)
    found = read_rules(ours(claim(**KIND), theme()), [file(watchlist())], [sent])

    assert found.errors == ()
    assert [(each.revision, each.countries) for each in found.watchlists] == [(12, ())]
