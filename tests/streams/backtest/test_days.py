from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.backtest.days import UNITS, Span, bin_days

START = date(2031, 3, 3)


@pytest.mark.parametrize(
    ("days", "unit", "names"),
    [
        pytest.param(3, "day", ["2031-03-03", "2031-03-04", "2031-03-05"], id="days"),
        pytest.param(40, "week", ["2031-03-03", "2031-03-10", "2031-03-17", "2031-03-24"], id="weeks"),
        pytest.param(300, "month", ["2031-03", "2031-04", "2031-05", "2031-06"], id="months"),
        pytest.param(900, "year", ["2031", "2032", "2033"], id="years"),
    ],
)
def test_the_smallest_unit_that_can_be_looked_at_is_taken(days: int, unit: str, names: list[str]) -> None:
    span = Span(START, START + timedelta(days=days - 1))
    found, bins = bin_days(span, [Counter()], most=12)

    assert found == unit
    assert [each.name for each in bins][:4] == names
    assert span.days == days


def test_days_without_an_alert_are_there_too() -> None:
    _, bins = bin_days(Span(START, START + timedelta(days=2)), [Counter({START: 2}), Counter()], most=31)

    assert [each.counts for each in bins] == [(2, 0), (0, 0), (0, 0)]


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=30), st.integers(0, 400), st.integers(1, 60))
def test_every_alert_is_in_exactly_one_bin(offsets: list[int], shift: int, most: int) -> None:
    first = START + timedelta(days=shift)
    counts = Counter(first + timedelta(days=offset) for offset in offsets)
    unit, bins = bin_days(Span(first, max(counts)), [counts], most)

    assert sum(each.counts[0] for each in bins) == len(offsets)
    assert len({each.name for each in bins}) == len(bins)
    assert len(bins) <= most or unit == UNITS[-1]
