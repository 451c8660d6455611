"""Motifs of support: cheque, handshake."""

from math import pi, sin
from random import Random

from home.demonstration.palette import (
    INK, PAPER, PAPER_LINE, PAPER_SHADE, SAFFRON, SAFFRON_LIGHT, SAFFRON_SHADE, TEAL, TEAL_MIDDLE, TEAL_PALE,
    TEAL_SHADE, TEAL_SOFT, Palette,
)  # fmt: skip
from home.demonstration.shapes import Layer, circle, line, moved, path, polygon, rect, star


def cheque(palette: Palette, chance: Random) -> list[Layer]:
    """A cheque with its guilloche, the pen that signed it, and a few coins."""
    turn = chance.choice((-9, -6, 6))
    waves = "".join(
        line(_wave(-330, 660, 132 + shift * 0, 20, shift), TEAL_PALE, 4) for shift in (0, 0.25, 0.5, 0.75)
    )
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
    points = (
        f"{x + width * n / 120:.1f} {y + height * sin(2 * pi * (n / 20 + shift)):.1f}" for n in range(121)
    )
    return "M" + "L".join(points)


def _coin(x: float, y: float, radius: float) -> str:
    return (
        circle(x, y, radius, SAFFRON)
        + circle(x, y, radius - 10, "none", stroke=SAFFRON_SHADE, stroke_width=5)
        + polygon(star(x, y, radius * 0.52, 56), SAFFRON_SHADE)
    )


def handshake(palette: Palette, chance: Random) -> list[Layer]:
    """Two sleeves whose hands have become one knot."""
    turn = chance.choice((-8, 0, 8))
    left = (
        rect(-900, -112, 520, 224, palette.main, 0)
        + rect(-900, 20, 520, 92, palette.main_shade)
        + rect(-400, -128, 74, 256, PAPER, 16)
        + circle(-363, 66, 13, SAFFRON)
        + rect(-340, -96, 400, 192, SAFFRON, 84)
        + rect(-340, -96, 120, 192, SAFFRON)
    )
    right = (
        rect(380, -112, 520, 224, palette.soft)
        + rect(380, 20, 520, 92, palette.soft_shade)
        + rect(326, -128, 74, 256, PAPER, 16)
        + circle(363, 66, 13, TEAL)
        + rect(-20, -96, 360, 192, SAFFRON_LIGHT, 84)
        + rect(220, -96, 120, 192, SAFFRON_LIGHT)
    )
    fingers = "".join(
        rect(-150 + inset, -92 + n * 48, 260, 42, SAFFRON_LIGHT, 21) for n, inset in enumerate((18, 0, 8, 30))
    )
    thumbs = moved(rect(-30, -130, 64, 190, SAFFRON, 32), -40, -40, 38)
    return [
        Layer(moved(left, 800, 470, turn), 120),
        Layer(moved(right, 800, 470, turn), 120),
        Layer(moved(fingers, 800, 470, turn), 24),
        Layer(moved(thumbs, 800, 470, turn), 30),
    ]
