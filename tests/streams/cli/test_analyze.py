from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from command import tocsin

if TYPE_CHECKING:
    from subprocess import CompletedProcess

pytestmark = pytest.mark.model


def article(number: int, body: str = "Envoys of Norway and Sweden met in Geneva on Monday for talks.") -> str:
    return json.dumps(
        {
            "id": f"urn:test:{number}",
            "source": "Northwire",
            "published_at": "2031-03-04T06:30:00Z",
            "body": body,
        }
    )


def analyze(text: str, *options: str) -> CompletedProcess[str]:
    return tocsin("analyze", *options, text=text)


def test_every_line_is_answered_in_order() -> None:
    done = analyze("\n".join(article(n) for n in range(12)) + "\n", "--workers", "2")

    assert done.returncode == 0
    assert [json.loads(line)["article"]["id"] for line in done.stdout.splitlines()] == [
        f"urn:test:{n}" for n in range(12)
    ]


def test_a_bad_line_is_a_rejection_on_standard_error_and_exit_code_3() -> None:
    done = analyze("\n".join([article(1), "not an article", article(2)]), "--workers", "1")

    assert done.returncode == 3
    assert [json.loads(line)["article"]["id"] for line in done.stdout.splitlines()] == [
        "urn:test:1",
        "urn:test:2",
    ]
    said = json.loads(done.stderr)
    assert (said["line"], said["code"]) == (2, "json.invalid")


def test_a_date_that_cannot_be_read_is_said_and_the_article_is_read_all_the_same() -> None:
    undated = json.loads(article(1)) | {"published_at": "Wed Mar 5"}
    done = analyze(json.dumps(undated), "--workers", "1")

    assert done.returncode == 0
    assert json.loads(done.stdout)["article"]["id"] == "urn:test:1"
    assert done.stderr.startswith("urn:test:1: read as of 20")
    assert "`published_at`: " in done.stderr


def test_alerts_are_written_instead_where_they_are_asked_for() -> None:
    done = analyze(
        article(1, "Sweden has massed 40,000 troops near the Norwegian border, Oslo said on Monday."),
        "--alerts",
    )

    assert done.returncode == 0
    (alert,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (alert["kind"], alert["quantity"]["value"]) == ("troop-buildup", 40_000)


def test_no_articles_are_no_output_and_no_error() -> None:
    done = analyze("")

    assert (done.returncode, done.stdout) == (0, "")
