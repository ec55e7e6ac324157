"""`tocsin rules`, as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import tocsin
from lanterns import lantern_rule

DATA = Path(__file__).parents[3] / "streams" / "data"

EXAMPLES = """\
examples:
  fires:
    - text: Norway hoisted lanterns along its coast on Monday.
      expect: {actor_countries: [NOR], status: asserted}
  misses:
    - text: Norway hoisted flags along its coast on Monday.
"""
LANTERN = lantern_rule() + EXAMPLES


@pytest.fixture
def lantern(tmp_path: Path) -> Path:
    path = tmp_path / "lantern.yaml"
    path.write_text(LANTERN)
    return path


def test_check_finds_no_fault_with_the_built_in_rules() -> None:
    done = tocsin("rules", "check")

    assert (done.returncode, done.stdout) == (0, "")
    assert "0 errors, 0 notes" in done.stderr


def test_check_says_all_that_is_wrong_with_line_column_and_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "lantern.yaml"
    path.write_text(
        LANTERN.replace("Severe", "Sever").replace("object", "objekt").replace("posture", "pasture", 1)
    )
    done = tocsin("rules", "check", str(path))

    assert done.returncode == 1
    assert [line.split(": found")[0] for line in done.stdout.splitlines() if "note" not in line] == [
        f"{path}:5:8: theme",
        f"{path}:6:11: severity",
        f"{path}:12:13: triggers[0].where.objekt",
    ]
    for nearest in ("'military-posture'", "'Severe'", "'object'"):
        assert f"did you mean {nearest}?" in done.stdout


def test_check_says_aloud_what_a_rule_replaces_and_notes_what_is_few(tmp_path: Path) -> None:
    path = tmp_path / "invasion.yaml"
    content = (DATA / "claims" / "invasion.yaml").read_text()
    path.write_text(content.split("  misses:")[0])
    done = tocsin("rules", "check", TOCSIN_RULES=str(tmp_path))

    assert done.returncode == 0
    assert f"{path} replaces the built-in claims/invasion.yaml." in done.stderr
    assert done.stdout.startswith(f"note: {path}:")
    assert "wanted at least 5 near misses" in done.stdout


def test_a_built_in_file_is_checked_as_itself() -> None:
    done = tocsin("rules", "check", str(DATA / "claims" / "invasion.yaml"))

    assert done.returncode == 0
    assert "1 files checked: 0 errors" in done.stderr
    assert "replaces" not in done.stderr


@pytest.mark.parametrize("command", ["check", "test", "explain"])
def test_a_file_that_is_not_there_is_a_sentence(command: str, tmp_path: Path) -> None:
    done = tocsin("rules", command, str(tmp_path / "none.yaml"))

    assert done.returncode == 1
    assert "none.yaml" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.model
def test_test_tries_the_examples_of_a_users_folder(lantern: Path) -> None:
    done = tocsin("rules", "test", str(lantern), TOCSIN_RULES=str(lantern.parent))

    assert done.returncode == 0
    assert "2 of 2 hold" in done.stdout
    assert "2 examples of 1 rules tried: 0 do not hold." in done.stderr


@pytest.mark.model
def test_test_shows_what_fired_instead(lantern: Path) -> None:
    lantern.write_text(LANTERN.replace("Norway hoisted lanterns", "Norway massed troops"))
    done = tocsin("rules", "test", str(lantern))

    assert done.returncode == 1
    assert "the rule is silent" in done.stdout
    assert "troop-buildup: massed" in done.stdout
    assert "1 do not hold" in done.stderr


@pytest.mark.model
def test_explain_shows_what_fired_and_what_nearly_did(lantern: Path) -> None:
    text = "Norway hoisted lanterns along its coast. Sweden hoisted flags and sold a lantern."
    page = tocsin("rules", "explain", "-", text=text, TOCSIN_RULES=str(lantern.parent))
    data = json.loads(
        tocsin("rules", "explain", "-", "--json", text=text, TOCSIN_RULES=str(lantern.parent)).stdout
    )

    assert page.returncode == 0
    assert "● lantern on “hoisted”" in page.stdout
    assert "wanted in object: lantern; found: flags" in page.stdout
    (fired,) = [claim for claim in data["claims"] if claim["kind"]]
    assert (fired["rule"], fired["words"], fired["status"]) == ("lantern", "hoisted", "asserted")
    (near,) = [miss for miss in data["near_claims"] if miss["rule"] == "lantern"]
    assert near["reasons"][0] == {
        "why": "where", "slots": ["object"], "wanted": ["lantern"], "found": ["flags"],
    }  # fmt: skip
    assert data["text"][slice(*near["trigger"])] == "hoisted"


@pytest.mark.model
def test_explain_takes_an_article_event_and_a_draft(lantern: Path, tmp_path: Path) -> None:
    event = {
        "id": "urn:test:1",
        "source": "Northwire",
        "published_at": "2031-03-04T06:30:00Z",
        "body": "Norway hoisted lanterns along its coast.",
    }
    path = tmp_path / "article.json"
    path.write_text(json.dumps(event))
    data = json.loads(tocsin("rules", "explain", str(path), "--json", "--rule", str(lantern)).stdout)

    assert data["article"] == "urn:test:1"
    assert "lantern" in {claim["rule"] for claim in data["claims"]}


@pytest.mark.model
def test_explain_refuses_what_is_no_article() -> None:
    done = tocsin("rules", "explain", "-", text='{"id": 7}')

    assert done.returncode == 1
    assert done.stderr.startswith("No article: ")


@pytest.mark.model
def test_a_kind_of_a_user_rings(lantern: Path) -> None:
    event = {
        "id": "urn:test:1",
        "source": "Northwire",
        "published_at": "2031-03-04T06:30:00Z",
        "body": "Norway hoisted lanterns along its coast near the Swedish border on Monday, as its troops and "
        "warships gathered for a deployment, the Swedish defence ministry said.",
    }
    done = tocsin(
        "analyze", "--alerts", "--workers", "1", text=json.dumps(event), TOCSIN_RULES=str(lantern.parent)
    )
    alerts = [json.loads(line) for line in done.stdout.splitlines()]

    assert ("lantern", "Lantern signal", "Severe") in {
        (alert["kind"], alert["kind_title"], alert["severity"]) for alert in alerts
    }


def test_a_worker_does_not_start_with_a_bad_rule_and_names_it(lantern: Path) -> None:
    lantern.write_text(LANTERN.replace("MOBILIZE", "MOBILISE"))
    done = tocsin("worker", TOCSIN_RULES=str(lantern.parent))

    assert done.returncode != 0
    assert f"{lantern}:9:13: event_type: found 'MOBILISE'" in done.stderr
    assert "did you mean 'MOBILIZE'?" in done.stderr
