from __future__ import annotations

import pytest

from alerts import PUBLISHED, published_alert
from streams.demo import Script, load_script, problems

ENTRY = {"name": "buildup", "kind": "troop-buildup", "actor": "SWE", "certainty": {"at_least": "Likely"}}
SCRIPT = Script(enriched=1, alerts=(ENTRY,), quiet=("chess",), never_quoted=("Read more",), others_at_most=0)


def evidence(**changes: object) -> list[dict[str, object]]:
    return [{**PUBLISHED["evidence"][0], **changes}]


def test_what_came_as_expected_is_no_problem() -> None:
    assert problems(SCRIPT, 1, [published_alert()]) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "talks"}, "buildup: 0 alerts answer to it"),
        ({"message_type": "Cancel"}, "buildup: 0 alerts answer to it"),
        ({"certainty": "Possible"}, "buildup: its certainty is Possible"),
        ({"evidence": evidence(article_id="urn:exercise:chess")}, "chess must raise nothing"),
        ({"evidence": evidence(quote="Read more")}, "'Read more' is quoted"),
    ],
    ids=["another kind", "cancelled", "less sure", "a quiet article rang", "furniture quoted"],
)
def test_what_came_otherwise_is_said(changes: dict[str, object], said: str) -> None:
    assert any(said in sentence for sentence in problems(SCRIPT, 1, [published_alert(**changes)]))


def test_an_article_that_is_missing_is_said() -> None:
    assert problems(SCRIPT, 0, [published_alert()]) == ["0 articles were enriched, not 1."]


def test_an_alert_that_rings_twice_is_said() -> None:
    assert problems(SCRIPT, 1, [published_alert(), published_alert(id="00000000000000b2")]) == [
        "buildup: 2 alerts answer to it, not one."
    ]


def test_the_script_that_we_ship_can_be_read() -> None:
    script = load_script()

    assert len(script.alerts) > 10
    assert len(script.quiet) > 5
