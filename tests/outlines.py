"""Draw the outlines of the desk's map from Natural Earth's countries, at a scale of 1:110 million.

    npm pack world-atlas@2 && tar xzf world-atlas-*.tgz
    python tests/outlines.py package/countries-110m.json

Natural Earth is in the public domain. Which country an outline is of is told by the gazetteer's names and points.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from streams.knowledge import load_countries
from streams.web.projection import project

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT = Path(__file__).resolve().parent.parent / "streams" / "web" / "static" / "world.json"
LEFT_OUT = {"Antarctica"}
# Outlines without a code of ISO 3166, and names that Natural Earth cuts short.
NAMES = {
    "Kosovo": "XKX", "W. Sahara": "ESH", "Dem. Rep. Congo": "COD", "Dominican Rep.": "DOM", "Falkland Is.": "FLK",
    "Fr. S. Antarctic Lands": "ATF", "Côte d'Ivoire": "CIV", "Central African Rep.": "CAF", "Eq. Guinea": "GNQ",
    "eSwatini": "SWZ", "Solomon Is.": "SLB", "Bosnia and Herz.": "BIH", "Macedonia": "MKD", "S. Sudan": "SSD",
    "United States of America": "USA", "Congo": "COG", "Czechia": "CZE", "Turkey": "TUR", "Bahamas": "BHS",
    "Gambia": "GMB", "Timor-Leste": "TLS", "Palestine": "PSE", "Taiwan": "TWN", "China": "CHN", "Ireland": "IRL",
}  # fmt: skip

Point = tuple[float, float]
EDGE = 180.0


def main(arguments: list[str]) -> int:
    """Write the outlines; say which have no country."""
    atlas = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    arcs = [_arc(each, atlas["transform"]) for each in atlas["arcs"]]
    codes = {str(each["name"]): str(each["code"]) for each in load_countries()}
    drawn: dict[str, str] = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        if name in LEFT_OUT:
            continue
        code = NAMES.get(name) or codes.get(name)
        if code is None:
            print(f"No country: {name}", file=sys.stderr)
            code = f"-{name}"
        drawn[code] = drawn.get(code, "") + _path(shape, arcs)
    OUT.write_text(
        json.dumps(dict(sorted(drawn.items())), ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    return 0


def _arc(deltas: list[list[int]], transform: dict[str, Any]) -> list[Point]:
    """Return an arc's points: TopoJSON writes each as the difference from the one before."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in deltas:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _path(shape: dict[str, Any], arcs: list[list[Point]]) -> str:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return "".join(_ring(ring, arcs) for polygon in polygons for ring in polygon)


def _ring(numbers: list[int], arcs: list[list[Point]]) -> str:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[bool(points) :]
    return "".join(_drawn(part) for part in _sheets(points))


def _sheets(ring: list[Point]) -> Iterator[list[Point]]:
    """Yield the parts of a ring that lie on the sheet: one that crosses the date line goes on at the other edge."""
    unrolled = [ring[0]]
    for longitude, latitude in ring[1:]:
        turns = round((unrolled[-1][0] - longitude) / 360)
        unrolled.append((longitude + 360 * turns, latitude))
    for turn in (-360, 0, 360):
        moved = [(longitude + turn, latitude) for longitude, latitude in unrolled]
        yield _clipped(_clipped(moved, 1), -1)


def _clipped(ring: list[Point], side: int) -> list[Point]:
    """Return the part of a ring west of 180 degrees (side 1) or east of -180 (side -1), by Sutherland and Hodgman."""
    found: list[Point] = []
    for (x1, y1), (x2, y2) in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        if (side * x1 <= EDGE) != (side * x2 <= EDGE):
            found.append((side * EDGE, y1 + (y2 - y1) * (side * EDGE - x1) / (x2 - x1)))
        if side * x2 <= EDGE:
            found.append((x2, y2))
    return found


def _drawn(ring: list[Point]) -> str:
    points = [project(*point) for point in ring]
    kept = [point for point, before in zip(points, [None, *points], strict=False) if point != before]
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in kept) + "Z" if len(kept) > 2 else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
