"""`tocsin backtest`, as a user calls it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from command import tocsin
from lanterns import lantern_rule

if TYPE_CHECKING:
    from pathlib import Path

LANTERN = lantern_rule().replace("triggers:", "alerts_a_day: 0\ntriggers:")
DESK = """\
watchlist: north-desk
why: Our people are in the north.
countries: [NOR]
kinds: [troop-buildup]
"""
BUILDUP = "Sweden has massed 40,000 troops along its border with Norway, the Norwegian defence ministry said."
SIGNAL = f"Norway hoisted lanterns along its coast on Monday, as its warships gathered. {BUILDUP}"


def event(number: int, body: str, day: int, **more: object) -> str:
    fields = {
        "id": f"urn:test:{number}",
        "source": "Northwire",
        "published_at": f"2031-03-{day:02}T06:30:00Z",
        "title": "A coast on watch",
        "body": body,
    }
    return json.dumps(fields | more)


@pytest.fixture
def lantern(tmp_path: Path) -> Path:
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "lantern.yaml").write_text(LANTERN)
    return folder / "lantern.yaml"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    lines = [
        event(1, SIGNAL, 3),
        event(
            2,
            "Denmark hoisted lanterns along its coast on Tuesday, as its troops and warships gathered for a "
            "deployment, the Swedish defence ministry said.",
            5,
        ),
        event(3, SIGNAL, 9),
        '{"id": 7}',
        event(2, "", 6, version=2, status="withdrawn"),
    ]
    path.write_text("\n".join(lines))
    return path


@pytest.mark.model
def test_a_draft_is_shown_against_the_rules_as_they_are(
    lantern: Path, articles: Path, tmp_path: Path
) -> None:
    (lantern.parent / "north-desk.yml").write_text(DESK)
    page = tmp_path / "page.html"
    window = ("--since", "2031-03-02", "--until", "2031-03-08")
    done = tocsin(
        "backtest", lantern.parent, "--from", articles, *window, "--json", "--html", page, "--workers", "1"
    )
    found = json.loads(done.stdout)

    assert done.returncode == 0
    assert (found["articles"], found["left_out"], found["drafts"]) == (3, 1, ["lantern", "north-desk"])
    assert [day["day"] for day in found["days"]] == [f"2031-03-0{day}" for day in range(2, 8)]
    assert {each["alert"]["kind"] for each in found["gained"]} == {"lantern"}
    assert (found["lost"], found["changed_in_severity"]) == ([], [])
    assert {each["rule"]: each["is_above"] for each in found["ringing"]} == {
        "lantern": True,
        "north-desk": False,
    }
    named = [e["alert"]["headline"] for e in found["would_have_rung"] if e["alert"]["watchlists"]]
    assert any(each.startswith("Troop buildup by Sweden") for each in named)
    assert {each["is_standing"] for each in found["would_have_rung"]} == {True, False}
    assert "lantern rang once on 3 March 2031; its budget is 0 a day." in done.stderr
    assert "article 4 is left out" in done.stderr
    assert "Lantern signal" in page.read_text()


@pytest.mark.model
def test_without_a_draft_all_that_rings_is_shown_and_nothing_differs(articles: Path) -> None:
    done = tocsin("backtest", "--from", articles, "--workers", "1")

    assert done.returncode == 0
    assert done.stdout.startswith("Back-test of the rules")
    assert "0 gained, 0 lost, 0 changed in severity, 0 told otherwise" in done.stdout
    assert "Troop buildup by Sweden" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--from", "none.jsonl"], "none.jsonl: there is no such file", id="no-file"),
        pytest.param(["none.yaml", "--from", "articles"], "none.yaml: there is no such file", id="no-rule"),
        pytest.param([".", "--from", "articles"], "holds no rule files", id="empty-folder"),
        pytest.param(["--from", "topic", "--since", "long ago"], "neither a date", id="no-date"),
        pytest.param([], "--from", id="no-source"),
    ],
)
def test_what_is_wrong_with_a_call_is_a_sentence(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = tocsin("backtest", *arguments, folder=tmp_path)

    assert done.returncode != 0
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr


def test_a_draft_that_is_wrong_is_told_by_its_place(lantern: Path, articles: Path) -> None:
    lantern.write_text(LANTERN.replace("alerts_a_day: 0", "alerts_a_day: -1"))
    done = tocsin("backtest", lantern, "--from", articles)

    assert done.returncode == 1
    assert f"{lantern}:10:15: alerts_a_day" in done.stderr


@pytest.mark.model
def test_an_hour_in_which_nothing_came_says_so(articles: Path) -> None:
    done = tocsin("backtest", "--from", articles, "--since", "2032-01-01", "--workers", "1")

    assert done.returncode == 1
    assert "No article was read" in done.stderr


@pytest.mark.model
def test_a_file_of_which_nothing_can_be_read_says_why(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text("<nothing>that is a feed</nothing>")
    done = tocsin("backtest", "--from", path, "--workers", "1")

    assert done.returncode == 1
    assert done.stderr.startswith(f"{path} ")
    assert "Traceback" not in done.stderr
