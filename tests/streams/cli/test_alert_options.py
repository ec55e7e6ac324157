from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.alerts.watchlists import Watchlist
from streams.cli.alert_options import (
    read_certainties,
    read_countries,
    read_kinds,
    read_severity,
    read_since,
    read_statuses,
    read_watchlists,
)

if TYPE_CHECKING:
    from collections.abc import Callable

LISTS = {name: Watchlist(name, "For a test.", kinds=("talks",)) for name in ("arctic", "baltic-desk")}
KINDS = {"air-strike", "talks", "troop-buildup"}
COUNTRIES = {"nor": "NOR", "no": "NOR", "norway": "NOR", "swe": "SWE", "se": "SWE", "sweden": "SWE"}
NOW = datetime(2031, 3, 4, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param([], set(), id="none"),
        pytest.param(["talks"], {"talks"}, id="one"),
        pytest.param(["talks,air-strike"], {"talks", "air-strike"}, id="comma"),
        pytest.param(["talks", "air-strike"], {"talks", "air-strike"}, id="repeated"),
        pytest.param([" Talks , ", "TALKS"], {"talks"}, id="spaces, capitals, twice"),
    ],
)
def test_kinds_are_named_one_by_one_or_with_commas(said: list[str], expected: set[str]) -> None:
    assert read_kinds(said, KINDS) == expected


@pytest.mark.parametrize("said", ["NOR", "no", "Norway", "norway, NO"])
def test_a_country_goes_by_code_or_name(said: str) -> None:
    assert read_countries([said], COUNTRIES) == {"NOR"}


def test_watchlists_are_named_one_by_one_or_with_commas() -> None:
    assert read_watchlists(["baltic-desk,arctic", "Arctic"], LISTS) == (LISTS["baltic-desk"], LISTS["arctic"])


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (LISTS, "'baltic-dsk' is no watchlist. Did you mean baltic-desk? Allowed: arctic, baltic-desk."),
        ({}, "'baltic-dsk' is no watchlist. There is none."),
    ],
    ids=["others", "none"],
)
def test_an_unknown_watchlist_is_answered_with_those_that_there_are(
    known: dict[str, Watchlist], said: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_watchlists(["baltic-dsk"], known)


def test_words_of_cap_are_read_in_any_case() -> None:
    assert read_severity("severe") == "Severe"
    assert read_certainties(["observed,LIKELY"]) == {"Observed", "Likely"}
    assert read_statuses(["test", "actual"]) == {"Test", "Actual"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("30m", NOW - timedelta(minutes=30), id="minutes"),
        pytest.param("2h", NOW - timedelta(hours=2), id="hours"),
        pytest.param("3D", NOW - timedelta(days=3), id="days"),
        pytest.param(" 1w ", NOW - timedelta(weeks=1), id="weeks"),
        pytest.param("2031-03-01", datetime(2031, 3, 1, tzinfo=UTC), id="date"),
        pytest.param("2031-03-01T05:00", datetime(2031, 3, 1, 5, tzinfo=UTC), id="no zone is UTC"),
        pytest.param("2031-03-01T05:00Z", datetime(2031, 3, 1, 5, tzinfo=UTC), id="UTC"),
        pytest.param(
            "2031-03-01T05:00+02:00",
            datetime(2031, 3, 1, 5, tzinfo=timezone(timedelta(hours=2))),
            id="another zone",
        ),
    ],
)
def test_since_is_an_instant_or_a_span_back_from_now(said: str, expected: datetime) -> None:
    assert read_since(said, NOW) == expected


@given(st.text())
def test_since_answers_anything_with_an_aware_instant_or_a_value_error(said: str) -> None:
    try:
        found = read_since(said, NOW)
    except ValueError as error:
        assert "3d" in str(error)  # noqa: PT017 - either end is right
    else:
        assert found.tzinfo is not None


@pytest.mark.parametrize(
    ("read", "parts"),
    [
        pytest.param(
            lambda: read_kinds(["trop-buildup"], KINDS),
            ("'trop-buildup'", "Did you mean troop-buildup?", "air-strike, talks, troop-buildup"),
            id="kind",
        ),
        pytest.param(
            lambda: read_countries(["Norwey"], COUNTRIES),
            ("'Norwey'", "Did you mean Norway (NOR)?", "ISO 3166-1"),
            id="country",
        ),
        pytest.param(
            lambda: read_severity("high"), ("'high'", "Extreme, Severe, Moderate, Minor"), id="severity"
        ),
        pytest.param(
            lambda: read_certainties(["Likely,sure"]),
            ("'sure'", "Observed, Likely, Possible, Unlikely"),
            id="certainty",
        ),
        pytest.param(lambda: read_since("999999w", NOW), ("'999999w'", "2h"), id="before all time"),
        pytest.param(lambda: read_kinds([" , "], KINDS), ("names nothing",), id="nothing named"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_ones(
    read: Callable[[], object], parts: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        read()

    for part in parts:
        assert part in str(caught.value)
