"""The tiling behind every illustration: stars of eight that meet at the middles of their sides."""

from collections.abc import Callable

from home.demonstration.shapes import line, outline, path, rotated, star

Region = Callable[[float, float, float], bool]


def zellige(colour: str, region: Region, *, angle: float, turn: float, side: float, filled: bool) -> str:
    """The tiles that lie whole within the region, which answers (x, y, margin).

    Octagons and squares of `side` units with a star in each, turned about the middle of the field; lines
    leave each side's middle at `angle` degrees (45 to 68) and so run on from tile to tile.
    """
    period = side * (1 + 2**0.5)
    reach = int(1000 / period) + 1
    large = star(0, 0, period / 2, angle)
    small = star(0, 0, side / 2, angle, turn=45, points=4)
    heart = star(0, 0, period * 0.18, 45, turn=22.5)
    tiles = []
    for column in range(-reach, reach):
        for row in range(-reach, reach):
            for shift, margin, shapes in ((0.0, period / 2, (large, heart)), (0.5, side / 2, (small,))):
                left, top = (column + shift) * period, (row + shift) * period
                if region(*rotated(left, top, turn), margin):
                    tiles += [outline(rotated(left + x, top + y, turn) for x, y in shape) for shape in shapes]
    if filled:
        return path("".join(tiles), colour, fill_rule="evenodd")
    return line("".join(tiles), colour, 3.5, stroke_linejoin="miter")
