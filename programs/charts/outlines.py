"""Outlines of regions by scheme, their projection, and the anchors of their numbers."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil, log, pi, radians, tan
from pathlib import Path

from programs.charts.theme import WIDTH

FOLDER = Path(__file__).parent / "outlines"

#: Schemes that have outlines, with the last day on which they were in force.
SCHEMES: dict[str, date | None] = {"MA-REG-1997": date(2015, 9, 3), "MA-REG-2015": None}
#: The first day of the regions of today.
NEW_REGIONS = date(2015, 9, 4)

Point = tuple[float, float]

MARGIN = 4


@dataclass(frozen=True)
class Region:
    """`ring` is in degrees, clockwise as d3-geo requires of exteriors; `anchor` is in pixels."""

    code: str
    ring: tuple[Point, ...]
    anchor: Point


@dataclass(frozen=True)
class Projection:
    """Mercator in pixels, as d3-geo's `mercator` with this scale and translation."""

    scale: float
    translate: Point

    def pixel(self, longitude: float, latitude: float) -> Point:
        return (
            self.translate[0] + self.scale * radians(longitude),
            self.translate[1] - self.scale * log(tan(pi / 4 + radians(latitude) / 2)),
        )


def fitting_scheme(end: date | None) -> str:
    """Return the scheme of regions in force when a period ended; today's for None."""
    return next(scheme for scheme, last in SCHEMES.items() if last is None or (end is not None and end <= last))


@cache
def projection() -> Projection:
    """Return the projection that all schemes share, so that their maps coincide."""
    plain = Projection(1, (0, 0))
    xs, ys = zip(*(plain.pixel(*point) for point in _points()), strict=True)
    scale = (WIDTH - 2 * MARGIN) / (max(xs) - min(xs))
    return Projection(scale, (MARGIN - min(xs) * scale, MARGIN - min(ys) * scale))


@cache
def height() -> int:
    return ceil(max(projection().pixel(*point)[1] for point in _points())) + MARGIN


def _points() -> list[Point]:
    return [point for scheme in SCHEMES for feature in _features(scheme) for point in _ring(feature)]


@cache
def regions(scheme: str) -> dict[str, Region]:
    """Return the regions of a scheme by their code."""
    found = {}
    for feature in _features(scheme):
        code = feature["properties"]["code"]
        x, y = projection().pixel(*feature["properties"]["anchor"])
        found[code] = Region(code, _ring(feature), (round(x, 1), round(y, 1)))
    return found


def _features(scheme: str) -> list[dict]:
    return json.loads((FOLDER / f"{scheme}.geojson").read_text(encoding="utf-8"))["features"]


def _ring(feature: dict) -> tuple[Point, ...]:
    return tuple((x, y) for x, y in feature["geometry"]["coordinates"][0])
