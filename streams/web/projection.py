"""From longitude and latitude to a point on the desk's map."""

from __future__ import annotations

import math

WIDTH, HEIGHT = 1000, 440
"""The map's size; Antarctica is left out."""

NORTH = 84.0


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return x and y, y downwards, in the Equal Earth projection (Šavrič, Patterson, Jenny 2018).

    Degrees in; what lies off the sheet in the south is put on its edge.
    """
    x, y = _equal_earth(longitude, latitude)
    right, _ = _equal_earth(180.0, 0.0)
    _, top = _equal_earth(0.0, NORTH)
    scale = WIDTH / (2 * right)
    return round(WIDTH / 2 + scale * x, 1), round(min(HEIGHT, max(0.0, scale * (top - y))), 1)


def _equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2**3
    slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    y = theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))
    return x, y
