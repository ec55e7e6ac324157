from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import schemas
from schemas.rule import AppliedRuleV1
from streams.alerts.alert import Watched
from streams.alerts.watchlists import Watchlist
from streams.cli.watchlists import is_on_one, lay_over
from streams.wire.alerts import read_alert, write_alert_value

GOOD = Path(schemas.__file__).parent / "examples" / "alerts" / "good"
ALERT = read_alert((GOOD / "update.json").read_bytes())
RAW = write_alert_value(ALERT)
BUILDUPS = Watchlist("buildups", "For a test.", kinds=("troop-buildup",))
TALKS = Watchlist("talks", "For a test.", kinds=("talks",))
QUOTED = Watchlist("quoted", "For a test.", phrases=("troops massed",))


def sent(
    name: str, *, family: str = "watchlists", kinds: object = ("riot",), gone: bool = False
) -> AppliedRuleV1:
    content = None if gone else {"watchlist": name, "why": "For a test.", "kinds": kinds}
    return AppliedRuleV1.model_validate({"family": family, "id": name, "revision": 3, "content": content})


def test_a_list_that_was_sent_stands_in_place_of_the_folders() -> None:
    found = lay_over([BUILDUPS, TALKS], [sent("talks", kinds=["riot"]), sent("new", kinds=["riot"])])

    assert sorted(found) == ["buildups", "new", "talks"]
    assert (found["talks"].kinds, found["talks"].revision) == (("riot",), 3)
    assert found["buildups"] == BUILDUPS


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(sent("talks", gone=True), id="removed"),
        pytest.param(sent("talks", family="themes"), id="another family"),
        pytest.param(sent("talks", kinds="riot"), id="unreadable here"),
    ],
)
def test_what_was_sent_and_is_no_list_changes_none(rule: AppliedRuleV1) -> None:
    assert lay_over([TALKS], [rule]) == {"talks": TALKS}


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        pytest.param([], True, id="none asked for"),
        pytest.param([BUILDUPS], True, id="on it, though it names none"),
        pytest.param([TALKS], False, id="not on it"),
        pytest.param([TALKS, BUILDUPS], True, id="on one of two"),
        pytest.param([QUOTED], True, id="by its words"),
    ],
)
def test_the_lists_of_now_decide(lists: list[Watchlist], expected: bool) -> None:
    assert is_on_one(RAW, lists) is expected


def test_what_an_alert_names_decides_only_once_its_evidence_is_gone() -> None:
    named = replace(ALERT, watchlists=(Watched("talks", 1), Watched("quoted", 2)))
    cancelled = replace(named, message_type="Cancel", state="cancelled", evidence=())

    assert not is_on_one(write_alert_value(named), [TALKS])
    assert is_on_one(write_alert_value(cancelled), [QUOTED])


def test_what_is_no_alert_is_on_no_list() -> None:
    assert not is_on_one(b"{", [BUILDUPS])
