from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from command import tocsin

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Chad massed 3,000 troops along its border with Sudan on Monday, the defence ministry in Khartoum said."
)
ARTICLE = {"id": "urn:test:1", "source": "Northwire", "published_at": "2031-03-04T12:00:00Z", "body": TEXT}
VERDICT = {"alert_id": "a" * 16, "revision": 1, "given_at": "2031-03-04T13:00:00Z"}
OTHER = "b" * 16


def case(verdict: str, expect: str, **more: Any) -> dict[str, Any]:
    said = {"verdict": verdict, **({"duplicate_of": more.pop("of")} if "of" in more else {})}
    return {
        "verdict": VERDICT | said,
        "expect": expect,
        "kind": "troop-buildup",
        "headline": f"Troop buildup, {verdict}",
        "rules": ["troop-buildup"],
        "quotes": [TEXT],
        "articles": [ARTICLE],
        **more,
    }


@pytest.mark.model
def test_each_case_is_read_again_and_held_against_the_verdict(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    cases = [
        case("right", "rings"),
        case("false", "silent"),
        case("duplicate", "once", of=OTHER, articles=[ARTICLE, {**ARTICLE, "id": "urn:test:2"}]),
        case("duplicate", "once"),
        case("right", "rings", missing=["urn:gone"]),
        case("right", "rings", articles=[{**ARTICLE, "published_at": "yesterday"}]),
    ]
    path.write_text("".join(json.dumps(each) + "\n" for each in cases))

    done = tocsin("feedback", "check", path)
    as_json = tocsin("feedback", "check", path, "--json")

    outcomes = ["held", "wrong", "held", "passed over", "passed over", "wrong"]
    assert [json.loads(line)["outcome"] for line in as_json.stdout.splitlines()] == outcomes
    assert [line[0] for line in done.stdout.splitlines()] == list("✓✗✓––✗")
    assert "published_at" in done.stdout
    assert "6 cases: 2 hold, 2 do not, 2 passed over." in done.stderr
    assert done.returncode == as_json.returncode == 1


@pytest.mark.model
def test_a_draft_decides_in_place_of_the_rule_of_its_id(tmp_path: Path) -> None:
    path, draft = tmp_path / "cases.jsonl", tmp_path / "troop-buildup.yaml"
    path.write_text(json.dumps(case("false", "silent")) + "\n")
    draft.write_text(
        "id: troop-buildup\nwhy: Quiet, for a test.\nkind: troop-buildup\ntitle: Troop buildup\n"
        "theme: military-posture\nseverity: Severe\nfamily: posture\nprincipal: actor\nevent_type: MOBILIZE\n"
        "triggers: [{word: xyzzy}]\n"
    )

    done = tocsin("feedback", "check", path, "--rule", draft)

    assert done.returncode == 0, done.stderr + done.stdout


@pytest.mark.parametrize(
    ("line", "named"), [("no json", "the line"), (json.dumps({"expect": "rings"}), "verdict")]
)
def test_a_line_that_holds_no_case_is_named(line: str, named: str, tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(line + "\n")

    done = tocsin("feedback", "check", path)

    assert done.returncode == 1
    assert f"{path}, line 1: {named}" in done.stderr.replace("\n", "")
