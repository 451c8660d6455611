"""Motifs of support: cheque, handshake."""

from math import pi, sin
from random import Random

from home.demonstration.palette import (
    INK,
    PAPER,
    PAPER_LINE,
    PAPER_SHADE,
    SAFFRON,
    SAFFRON_LIGHT,
    SAFFRON_SHADE,
    TEAL,
    TEAL_PALE,
    TEAL_SOFT,
    Palette,
)
from home.demonstration.shapes import Layer, circle, line, moved, path, polygon, rect, star


def cheque(palette: Palette, chance: Random) -> list[Layer]:
    """A cheque with its guilloche, the pen that signed it, and a few coins."""
    turn = chance.choice((-9, -6, 6))
    waves = "".join(line(_wave(-330, 660, 132, 20, shift), TEAL_PALE, 4) for shift in (0, 0.25, 0.5, 0.75))
    slip = (
        rect(-390, -210, 780, 420, PAPER, 14)
        + rect(-366, -186, 732, 372, "none", 8, stroke=TEAL_SOFT, stroke_width=4)
        + waves
        + polygon(star(-300, -118, 46), TEAL)
        + circle(-300, -118, 15, SAFFRON)
        + rect(-228, -140, 200, 18, TEAL, 9)
        + rect(-228, -106, 130, 12, PAPER_LINE, 6)
        + rect(120, -152, 216, 78, SAFFRON_LIGHT, 10)
        + "".join(rect(x, -122, 34, 18, SAFFRON_SHADE, 9) for x in (146, 190, 234, 278))
        + "".join(rect(-340, y, width, 12, PAPER_LINE, 6) for y, width in ((-26, 676), (24, 460)))
        + line("M90 78C120 20 140 20 136 60S150 92 176 56S204 40 210 66S250 76 300 44", INK, 8)
    )
    under = rect(-390, -210, 780, 420, palette.soft, 14)
    pen = (
        rect(-26, -300, 52, 330, palette.main, 20)
        + rect(4, -300, 22, 330, palette.main_shade, 11)
        + rect(-26, -20, 52, 20, SAFFRON)
        + polygon(((-22, 0), (22, 0), (16, 70), (-16, 70)), INK)
        + polygon(((-16, 70), (16, 70), (0, 128)), SAFFRON)
        + line("M0 96V122", INK, 4)
        + rect(14, -290, 14, 150, SAFFRON, 7)
    )
    return [
        Layer(moved(under, 815, 475, turn + 11), 70),
        Layer(moved(slip, 790, 440, turn), 80),
        Layer(moved(pen, 1078, 400, 38) + "".join(_coin(x, y, 58) for x, y in ((430, 690), (540, 740))), 90),
        Layer(_coin(478, 640, 58), 26),
    ]


def _wave(x: float, width: float, y: float, height: float, shift: float) -> str:
    points = (f"{x + width * n / 120:.1f} {y + height * sin(2 * pi * (n / 20 + shift)):.1f}" for n in range(121))
    return "M" + "L".join(points)


def _coin(x: float, y: float, radius: float) -> str:
    return (
        circle(x, y, radius, SAFFRON)
        + circle(x, y, radius - 10, "none", stroke=SAFFRON_SHADE, stroke_width=5)
        + polygon(star(x, y, radius * 0.52, 56), SAFFRON_SHADE)
    )


def handshake(palette: Palette, chance: Random) -> list[Layer]:
    """Two sleeves whose hands have become one knot."""
    turn = chance.choice((-14, -9, 9))
    mine, crease, yours = chance.choice(((SAFFRON, SAFFRON_SHADE, PAPER_SHADE), (PAPER_SHADE, PAPER_LINE, SAFFRON)))
    near = _sleeve(palette.main, palette.main_shade, SAFFRON) + _cuff(PAPER, SAFFRON)
    far = _sleeve(palette.soft, palette.soft_shade, PAPER) + _cuff(palette.main, PAPER) + _palm(yours)
    tips = "".join(
        moved(rect(-24, -60, 48, 120, yours, 24), 46 + n * 50, 78 + dip, 18) for n, dip in enumerate((-6, 8, 10, 2))
    )
    fingers = "".join(
        moved(rect(-150, -24, 150 + reach, 46, mine, 23), 0, -68 + n * 47)
        for n, reach in enumerate((176, 206, 196, 158))
    )
    creases = "".join(rect(-40, -46 + n * 47, 90, 5, crease, 2.5) for n in range(3))

    def placed(content: str, across: int) -> str:
        return moved(f'<g transform="scale({across} 1)">{content}</g>', 800, 430, turn)

    return [
        Layer(placed(far + tips, -1), 120),
        Layer(placed(line("M-110 -60C-70 -124 0 -128 70 -92", yours, 58), -1), 20),
        Layer(placed(near + _palm(mine) + fingers + creases, 1), 60),
        Layer(placed(line("M-130 -62C-84 -132 -6 -138 84 -82", mine, 60), 1), 26),
    ]


def _sleeve(colour: str, shade: str, trim: str) -> str:
    stitches = "".join(polygon(star(-480, y, 17, 45), trim) for y in (-78, -26, 26, 78))
    return (
        path("M-1300 -170L-380 -116V116L-1300 170Z", colour)
        + path("M-1300 30L-380 20V116L-1300 170Z", shade)
        + rect(-520, -124, 8, 248, trim) + rect(-448, -120, 8, 240, trim) + stitches
    )  # fmt: skip


def _cuff(colour: str, button: str) -> str:
    return rect(-392, -128, 66, 256, colour, 14) + circle(-359, 84, 12, button)


def _palm(colour: str) -> str:
    return path(
        "M-330 -80C-260 -82 -210 -92 -150 -92H-40C10 -92 40 -60 40 0C40 60 10 96 -40 96H-150C-210 96 -260 84 -330 82Z",
        colour,
    )
