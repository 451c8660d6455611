"""The words the illustrations are written in: small SVG strings, in a field of 1600 by 900."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, radians, sin, tan

Point = tuple[float, float]


@dataclass(frozen=True)
class Layer:
    """Things that lie at one height: they cast one shadow, `reach` units long, on whatever lies below."""

    svg: str
    reach: float = 90


def tag(name: str, content: str = "", **attributes: object) -> str:
    """One element; `stroke_width=3` is written stroke-width="3", an attribute that is None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _number(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def rect(x: float, y: float, width: float, height: float, fill: str, corner: float = 0, **more: object) -> str:
    """A rectangle by its upper left corner."""
    return tag("rect", x=x, y=y, width=width, height=height, rx=corner or None, fill=fill, **more)


def circle(x: float, y: float, radius: float, fill: str, **more: object) -> str:
    return tag("circle", cx=x, cy=y, r=radius, fill=fill, **more)


def path(d: str, fill: str, **more: object) -> str:
    return tag("path", d=d, fill=fill, **more)


def line(d: str, colour: str, width: float, **more: object) -> str:
    """A stroke with round ends along the path `d`."""
    ends = {"stroke_linecap": "round", "stroke_linejoin": "round"} | more
    return tag("path", d=d, fill="none", stroke=colour, stroke_width=width, **ends)


def polygon(points: Iterable[Point], fill: str, **more: object) -> str:
    return path(outline(points), fill, **more)


def outline(points: Iterable[Point]) -> str:
    """The closed path through the points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def moved(content: str, x: float = 0, y: float = 0, turn: float = 0, scale: float = 1) -> str:
    """The content scaled, turned by degrees about the origin, and then carried to (x, y)."""
    return tag("g", content, transform=f"translate({x:.1f} {y:.1f}) rotate({turn:.1f}) scale({scale:.3f})")


def mirrored(content: str) -> str:
    """The content turned over the upright in the middle of the field."""
    return tag("g", content, transform="translate(1600 0) scale(-1 1)")


def on_circle(x: float, y: float, radius: float, degrees: float) -> Point:
    return x + radius * cos(radians(degrees)), y + radius * sin(radians(degrees))


def rotated(x: float, y: float, degrees: float) -> Point:
    """The point (x, y) of a drawing that is turned about the origin and laid on the middle of the field."""
    turn = radians(degrees)
    return 800 + x * cos(turn) - y * sin(turn), 450 + x * sin(turn) + y * cos(turn)


def star(x: float, y: float, radius: float, angle: float = 45, turn: float = 0, points: int = 8) -> list[Point]:
    """A star whose rays open by twice (90 - `angle`) degrees: 45 is the khatam, two crossed squares."""
    rise = tan(pi / points)
    step = radius * rise / (cos(radians(angle)) + rise * sin(radians(angle)))
    inner = step * cos(radians(angle)) / sin(pi / points)
    return [
        on_circle(x, y, inner if corner % 2 else radius, turn + corner * 180 / points) for corner in range(2 * points)
    ]


def regular(x: float, y: float, radius: float, sides: int, turn: float = 0) -> list[Point]:
    return [on_circle(x, y, radius, turn + side * 360 / sides) for side in range(sides)]


def arch(x: float, top: float, width: float, bottom: float) -> str:
    """The path of a round arch centred at x: the door, the oven, the mirror."""
    half = width / 2
    return (
        f"M{x - half:.1f} {bottom:.1f}V{top + half:.1f}A{half:.1f} {half:.1f} 0 0 1 "
        f"{x + half:.1f} {top + half:.1f}"
        f"V{bottom:.1f}Z"
    )
