from __future__ import annotations

import json
from typing import Any

import pytest

from schemas import topics
from schemas.rule import AppliedRuleV1
from streams.alerts.watchlists import Watchlist
from streams.wire.watchlists import PREFIX, read_watchlist, watchlist_of, write_watchlist

CONTENT = {"watchlist": "baltic-desk", "why": "For a test.", "countries": ["EST"], "phrases": ["Suwałki gap"]}


def applied(**more: Any) -> AppliedRuleV1:
    said = {"family": "watchlists", "id": "baltic-desk", "revision": 7, "content": CONTENT, **more}
    return AppliedRuleV1.model_validate(said)


def test_a_list_comes_back_as_it_was_sent_with_its_revision() -> None:
    message = write_watchlist(applied(), 3)
    expected = Watchlist(
        "baltic-desk", "For a test.", countries=("EST",), phrases=("Suwałki gap",), revision=7
    )

    assert (message.topic, message.partition) == (topics.CLAIMS.name, 3)
    assert message.key == PREFIX + b"baltic-desk"
    assert read_watchlist(message.value or b"") == ("baltic-desk", expected, 7)


def test_a_list_that_was_removed_says_in_which_revision() -> None:
    message = write_watchlist(applied(content=None, revision=9), 0)

    assert read_watchlist(message.value or b"") == ("baltic-desk", None, 9)


def test_the_same_change_is_the_same_bytes() -> None:
    assert write_watchlist(applied(), 0) == write_watchlist(applied(), 0)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"family": "themes"}, id="another family"),
        pytest.param({"content": {**CONTENT, "countries": ["Estonia"]}}, id="a fault in it"),
        pytest.param({"content": {}}, id="empty"),
        pytest.param({"id": "nordic-desk"}, id="another id"),
    ],
)
def test_what_is_no_watchlist_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        watchlist_of(applied(**more))


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b"null", json.dumps(CONTENT).encode()])
def test_bytes_that_hold_none_are_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_watchlist(raw)
