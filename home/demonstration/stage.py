"""What lies behind the things: the wall with its tiling, the stage, the floor."""

from random import Random

from home.demonstration.palette import Palette
from home.demonstration.shapes import arch, outline, path, rect, star
from home.demonstration.zellige import Region, zellige


def ground(palette: Palette, chance: Random, *, floor: float | None) -> str:
    """An SVG that covers the field; `floor` is the height of the floor's edge, None where things lie flat."""
    angle, turn, filled = (
        chance.choice((45, 56, 62, 67.5)),
        chance.choice((0, 15, 22.5, 45)),
        chance.random() < 0.5,
    )
    shape, within = chance.choice((_disc, _arch, _khatam))(800 + chance.randint(-60, 60), floor)
    corner = chance.choice((40, 1560)), chance.choice((20, 880))

    def around_corner(x: float, y: float, margin: float) -> bool:
        return (x - corner[0]) ** 2 + (y - corner[1]) ** 2 < 560**2 and not within(x, y, -margin - 14)

    tiling = {"angle": angle, "turn": turn, "side": 58.0, "filled": filled}
    return "".join((
        rect(-800, -800, 3200, 2500, palette.ground),
        zellige(palette.pattern, around_corner, **tiling),
        path(shape, palette.stage),
        zellige(palette.stage_pattern, within, **tiling),
        rect(-800, floor, 3200, 1000, palette.floor) if floor else "",
    ))  # fmt: skip


def _disc(middle: float, floor: float | None) -> tuple[str, Region]:
    top, radius = 430, 350
    half = f"a{radius} {radius} 0 1 1"
    round_ = f"M{middle - radius} {top}{half} {2 * radius} 0{half} {-2 * radius} 0Z"
    return round_, lambda x, y, margin: (x - middle) ** 2 + (y - top) ** 2 < (radius - margin) ** 2


def _arch(middle: float, floor: float | None) -> tuple[str, Region]:
    top, half = 60, 350

    def within(x: float, y: float, margin: float) -> bool:
        if y < top + half:
            return (x - middle) ** 2 + (y - top - half) ** 2 < (half - margin) ** 2
        return abs(x - middle) < half - margin

    return arch(middle, top, 2 * half, floor or 1700), within


def _khatam(middle: float, floor: float | None) -> tuple[str, Region]:
    top, radius = 440, 410
    side = radius / 2**0.5

    def within(x: float, y: float, margin: float) -> bool:
        across, down = abs(x - middle), abs(y - top)
        return max(across, down) < side - margin or across + down < radius - margin * 2**0.5

    return outline(star(middle, top, radius, 45)), within
