from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.web.projection import HEIGHT, WIDTH, project

LONGITUDES, LATITUDES = st.floats(-180, 180), st.floats(-90, 90)


@given(LONGITUDES, LATITUDES)
def test_every_place_is_on_the_sheet(longitude: float, latitude: float) -> None:
    x, y = project(longitude, latitude)

    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT


@given(LATITUDES)
def test_the_meridian_of_greenwich_is_the_middle(latitude: float) -> None:
    assert project(0, latitude)[0] == WIDTH / 2


def test_east_is_right_and_north_is_up() -> None:
    oslo, santiago, tokyo = project(10.75, 59.91), project(-70.67, -33.45), project(139.69, 35.69)

    assert santiago[0] < oslo[0] < tokyo[0]
    assert oslo[1] < tokyo[1] < santiago[1]


def test_areas_are_as_on_the_globe() -> None:
    """A degree square at 60 degrees north has half the area of one at the equator."""

    def area(latitude: float) -> float:
        left, bottom = project(0, latitude)
        right, top = project(40, latitude + 5)
        return (right - left) * (bottom - top)

    assert area(57.5) / area(-2.5) == pytest.approx(0.5, rel=0.05)
