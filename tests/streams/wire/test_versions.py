from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.wire.versions import version_at, version_of

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
MOST = 2**31 - 1


@pytest.mark.parametrize(
    ("said", "version"),
    [
        pytest.param("1", 1, id="the first"),
        pytest.param(" 12 ", 12, id="a later one"),
        pytest.param("0", 1, id="a draft is the first"),
        pytest.param(str(MOST), MOST, id="the last that fits"),
        pytest.param(str(MOST + 1), version_at(NOON), id="one that does not fit"),
        pytest.param("20310304120000", version_at(NOON), id="a time in disguise"),
        pytest.param("-1", version_at(NOON), id="below zero"),
        pytest.param("writethru", version_at(NOON), id="a word"),
        pytest.param("2.1", version_at(NOON), id="two numbers"),
        pytest.param("", version_at(NOON), id="empty"),
        pytest.param(None, version_at(NOON), id="none"),
        pytest.param("9" * 5000, version_at(NOON), id="more digits than a number may have"),
    ],
)
def test_a_number_counts_and_all_else_goes_by_its_time(said: str | None, version: int) -> None:
    assert version_of(said, NOON) == version


@pytest.mark.parametrize(
    ("created", "version"),
    [
        pytest.param(datetime(2000, 1, 1, 0, 1, tzinfo=UTC), 60, id="in seconds since 2000"),
        pytest.param(datetime(1994, 1, 1, tzinfo=UTC), 1, id="before"),
        pytest.param(datetime(9999, 1, 1, tzinfo=UTC), MOST, id="at the end of the calendar"),
    ],
)
def test_a_time_stands_for_a_version(created: datetime, version: int) -> None:
    assert version_at(created) == version


@given(
    st.datetimes(datetime(2000, 1, 2), datetime(2060, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds of naive
    st.integers(1, 10**7),
)
def test_a_later_time_is_a_higher_version(created: datetime, seconds: int) -> None:
    assert version_at(created) < version_at(created + timedelta(seconds=seconds))
