"""The regions as they are drawn: outlines of a scheme, their projection, and where in a region a number stands."""

import itertools
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil, hypot, log, pi, radians, tan
from pathlib import Path

from programs.charts.theme import WIDTH

FOLDER = Path(__file__).parent / "outlines"

#: Schemes that have outlines, with the last day on which they were in force.
SCHEMES: dict[str, date | None] = {"MA-REG-1997": date(2015, 9, 3), "MA-REG-2015": None}
#: The first day of the regions of today.
NEW_REGIONS = date(2015, 9, 4)

Point = tuple[float, float]
Ring = list[Point]

MARGIN = 4
#: How finely the inside of a region is searched for the place of its number.
CELLS = 28


@dataclass(frozen=True)
class Region:
    """`ring` is in degrees, clockwise on the map as d3-geo wants its exteriors; `anchor` is a pixel."""

    code: str
    ring: tuple[Point, ...]
    anchor: Point


@dataclass(frozen=True)
class Projection:
    """Mercator (EPSG:3857 in pixels), as d3-geo's `mercator` with this scale and translation does it."""

    scale: float
    translate: Point

    def pixel(self, longitude: float, latitude: float) -> Point:
        return (
            self.translate[0] + self.scale * radians(longitude),
            self.translate[1] - self.scale * log(tan(pi / 4 + radians(latitude) / 2)),
        )


def fitting_scheme(end: date | None) -> str:
    """Return the scheme of regions that was in force when a period ended; today's where that is not stated."""
    for scheme, last in SCHEMES.items():
        if last is None or (end is not None and end <= last):
            return scheme
    raise AssertionError("the last scheme is in force")


@cache
def projection() -> Projection:
    """Return the projection that all schemes share, so that maps of two schemes lie upon each other."""
    plain = Projection(1, (0, 0))
    places = [plain.pixel(*point) for scheme in SCHEMES for ring in _rings(scheme).values() for point in ring]
    left, right = min(x for x, _y in places), max(x for x, _y in places)
    scale = (WIDTH - 2 * MARGIN) / (right - left)
    return Projection(scale, (MARGIN - left * scale, MARGIN - min(y for _x, y in places) * scale))


@cache
def height() -> int:
    pixels = [projection().pixel(*point)[1] for scheme in SCHEMES for ring in _rings(scheme).values() for point in ring]
    return ceil(max(pixels)) + MARGIN


@cache
def regions(scheme: str) -> dict[str, Region]:
    """Return the regions of a scheme by their code."""
    return {
        code: Region(code, tuple(ring), _innermost([projection().pixel(*point) for point in ring]))
        for code, ring in _rings(scheme).items()
    }


@cache
def _rings(scheme: str) -> dict[str, Ring]:
    """Return the outer ring of each region. Holes are left out: they are gaps that simplifying has torn."""
    collection = json.loads((FOLDER / f"{scheme}.geojson").read_text(encoding="utf-8"))
    return {
        feature["properties"]["code"]: _clockwise([(x, y) for x, y in feature["geometry"]["coordinates"][0]])
        for feature in collection["features"]
    }


def _clockwise(ring: Ring) -> Ring:
    doubled = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))
    return ring[::-1] if doubled > 0 else ring


def _innermost(ring: Ring) -> Point:
    """Return the point of a grid that lies inside and farthest from the border, which a centre of mass may not."""
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    grid = [
        (min(xs) + (max(xs) - min(xs)) * (column + 0.5) / CELLS, min(ys) + (max(ys) - min(ys)) * (row + 0.5) / CELLS)
        for row in range(CELLS)
        for column in range(CELLS)
    ]
    x, y = max((place for place in grid if _inside(place, ring)), key=lambda place: _distance(place, ring))
    return round(x, 1), round(y, 1)


def _inside(place: Point, ring: Ring) -> bool:
    x, y = place
    crossings = sum(
        (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in itertools.pairwise(ring)
    )
    return crossings % 2 == 1


def _distance(place: Point, ring: Ring) -> float:
    return min(_to_segment(place, start, end) for start, end in itertools.pairwise(ring))


def _to_segment(place: Point, start: Point, end: Point) -> float:
    length = hypot(end[0] - start[0], end[1] - start[1])
    if not length:
        return hypot(place[0] - start[0], place[1] - start[1])
    along = ((place[0] - start[0]) * (end[0] - start[0]) + (place[1] - start[1]) * (end[1] - start[1])) / length**2
    along = min(max(along, 0), 1)
    return hypot(place[0] - start[0] - along * (end[0] - start[0]), place[1] - start[1] - along * (end[1] - start[1]))
