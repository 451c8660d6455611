"""Motifs of trades: bakery, salon, harvest."""

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
    TEAL_MIDDLE,
    TEAL_NIGHT,
    TEAL_PALE,
    TEAL_SHADE,
    TEAL_SOFT,
    Palette,
)
from home.demonstration.shapes import (
    Layer,
    arch,
    circle,
    line,
    mirrored,
    moved,
    on_circle,
    path,
    polygon,
    rect,
)


def bakery(palette: Palette, chance: Random) -> list[Layer]:
    """A domed oven, the peel, and round loaves cooling on a board."""
    wall, shade = chance.choice(((palette.main, palette.main_shade), (PAPER, PAPER_SHADE)))
    bricks = "".join(
        polygon((on_circle(760, 510, 214, a + 1.2), on_circle(760, 510, 262, a + 1.2),
                 on_circle(760, 510, 262, a + 16.8), on_circle(760, 510, 214, a + 16.8)), colour)
        for a, colour in zip(range(180, 360, 18), [SAFFRON, SAFFRON_LIGHT] * 5, strict=True)
    )  # fmt: skip
    oven = (
        path("M400 690V470A360 360 0 0 1 1120 470V690Z", wall)
        + path("M760 110A360 360 0 0 1 1120 470V690H1020V470C1020 300 930 150 760 110Z", shade)
        + bricks
        + path("M552 640V510A208 208 0 0 1 968 510V640Z", INK)
        + path("M596 640V524A164 164 0 0 1 924 524V640Z", "#5f3d0c")
        + path("M640 640V560A120 120 0 0 1 880 560V640Z", SAFFRON_SHADE)
        + path("M690 640V600A70 70 0 0 1 830 600V640Z", SAFFRON)
        + rect(520, 636, 480, 30, PAPER_SHADE, 8)
    )
    peel = (
        rect(-13, -330, 26, 560, SAFFRON_SHADE, 13)
        + rect(-80, 190, 160, 180, SAFFRON_SHADE, 50)
        + rect(-80, 190, 160, 90, SAFFRON_SHADE, 20)
    )
    board = rect(930, 742, 420, 26, SAFFRON_SHADE, 12)
    loaves = _loaf(1040, 742, 96) + _loaf(1240, 742, 96) + (_loaf(1140, 674, 96) if chance.random() < 0.6 else "")
    # The light falls from one side, so the oven stays as it is when the rest changes places.
    place = chance.choice((str, mirrored))
    return [
        Layer(oven, 120),
        Layer(place(moved(peel, 440, 420, 12)), 70),
        Layer(place(board + loaves), 60),
    ]


def _loaf(x: float, y: float, half: float) -> str:
    wide, high = half * 1.05, y - half * 0.9
    d = f"M{x - half} {y}C{x - wide} {high} {x + wide} {high} {x + half} {y}Z"
    return path(d, SAFFRON) + line(
        f"M{x - 44} {y - 46}L{x - 24} {y - 20}M{x - 4} {y - 52}L{x + 16} {y - 24}M{x + 36} {y - 46}L{x + 52} {y - 22}",
        SAFFRON_LIGHT,
        9,
    )


def salon(palette: Palette, chance: Random) -> list[Layer]:
    """A mirror that shows nobody, a lantern, scissors on their hook, comb and bottles."""
    mirror = path(arch(800, 96, 452, 676), SAFFRON) + path(arch(800, 124, 396, 650), TEAL_PALE)
    shine = polygon(((602, 470), (880, 158), (930, 190), (602, 560)), "#dceae5") + polygon(
        ((640, 650), (980, 268), (994, 300), (682, 650)), "#dceae5"
    )
    counter = rect(330, 676, 940, 40, PAPER, 8) + rect(330, 700, 940, 16, PAPER_LINE, 8)
    legs = rect(400, 716, 36, 300, PAPER_SHADE) + rect(1164, 716, 36, 300, PAPER_SHADE)
    glass, balm = chance.choice(((TEAL, SAFFRON), (SAFFRON, TEAL), (TEAL_MIDDLE, SAFFRON_LIGHT)))
    bottles = (
        rect(438, 520, 92, 156, glass, 18) + rect(464, 470, 40, 56, INK, 8) + rect(438, 580, 92, 56, PAPER)
        + rect(548, 560, 84, 116, balm, 30) + rect(568, 530, 44, 36, TEAL_SHADE, 8)
        + rect(650, 606, 110, 70, PAPER_SHADE, 14) + rect(642, 590, 126, 26, TEAL_MIDDLE, 10)
    )  # fmt: skip
    jar = (
        rect(1010, 556, 124, 120, TEAL_SOFT, 16)
        + rect(1010, 604, 124, 72, TEAL_MIDDLE, 16)
        + rect(1010, 600, 124, 30, TEAL_MIDDLE)
    )
    comb = rect(-14, -190, 34, 250, INK, 10) + "".join(rect(-38, y, 36, 8, INK, 4) for y in range(-182, 0, 16))
    brush = (
        rect(-10, -60, 20, 130, SAFFRON_SHADE, 10)
        + rect(-30, -180, 60, 130, SAFFRON, 28)
        + rect(-14, -166, 28, 102, INK, 14)
    )
    lantern = (
        rect(-3, -400, 6, 290, palette.main_light)
        + path("M-26 -90A26 26 0 0 1 26 -90Z", SAFFRON)
        + polygon(((-26, -90), (26, -90), (70, -10), (40, 70), (-40, 70), (-70, -10)), SAFFRON_LIGHT)
        + polygon(((-26, -90), (-8, -90), (-24, -10), (-14, 70), (-40, 70), (-70, -10)), SAFFRON)
        + polygon(((26, -90), (8, -90), (24, -10), (14, 70), (40, 70), (70, -10)), SAFFRON)
        + rect(-72, -16, 144, 12, SAFFRON_SHADE, 6)
        + rect(-42, 66, 84, 14, SAFFRON_SHADE, 6)
        + circle(0, 94, 12, SAFFRON)
    )
    return [
        Layer(mirror + shine, 110),
        Layer(counter + legs + moved(lantern, 420, 230), 80),
        Layer(moved(comb, 1048, 590, -10) + moved(brush, 1100, 580, 12) + _scissors(palette), 60),
        Layer(bottles + jar, 60),
    ]


def _scissors(palette: Palette) -> str:
    half = polygon(((-15, 40), (-13, -10), (2, -210), (15, -20), (13, 40)), palette.main_light) + path(
        "M-13 30H13L20 100H-6Z", palette.main
    )
    ring = circle(8, 134, 40, "none", stroke=palette.main, stroke_width=19)
    return moved(
        f'<g transform="scale(-1 1) rotate(17)">{half}{ring}</g><g transform="rotate(17)">{half}{ring}</g>'
        + circle(0, 0, 9, SAFFRON),
        1200, 380, 180,
    )  # fmt: skip


def harvest(palette: Palette, chance: Random) -> list[Layer]:
    """Sun, furrows and a sheaf of wheat."""
    sun = circle(1010, 300, 140, SAFFRON) + circle(
        1010,
        300,
        172,
        "none",
        stroke=SAFFRON,
        stroke_width=9,
        stroke_linecap="round",
        stroke_dasharray="0.1 36",
    )
    far = path("M-300 640C100 500 420 500 760 610S1500 540 1900 620V1200H-300Z", palette.soft)
    near = path("M-300 760C200 640 640 640 1000 720S1600 730 1900 690V1200H-300Z", palette.main)
    rows = "".join(
        line(
            f"M{1120 + n * 26} {704 + n * 2}Q{1120 + n * 90} 800 {1080 + n * 190} 1000",
            palette.main_shade,
            12,
        )
        for n in range(-6, 5)
    )
    back = "".join(
        moved(_stalk(250, SAFFRON_SHADE, SAFFRON, SAFFRON_SHADE), 650, 640, turn) for turn in (-27, -9, 9, 27)
    )
    front = "".join(
        moved(_stalk(200, SAFFRON_SHADE, SAFFRON_LIGHT, SAFFRON), 650, 640, turn) for turn in (-36, -18, 0, 18, 36)
    )
    band = rect(602, 618, 96, 22, TEAL_NIGHT, 8) + rect(602, 644, 96, 22, PAPER, 8)
    return [Layer(sun + far, 0), Layer(near + rows, 50), Layer(back, 110), Layer(front + band, 36)]


def _stalk(height: float, straw: str, light: str, shade: str) -> str:
    """A stalk through the origin, where the sheaf is tied, and its ear above `height`."""
    grain = "M0 6C-30 -14 -30 -52 0 -84C30 -52 30 -14 0 6Z"
    ear = "".join(
        moved(path(grain, light if side < 0 else shade), side * 9, -height - n * 46, side * 30)
        for n in range(5)
        for side in (-1, 1)
    )
    awns = "".join(line(f"M0 {-height - 200}L{x} {-height - 330 + abs(x)}", straw, 5) for x in (-44, 0, 44))
    return line(f"M0 150V{-height - 200}", straw, 11) + awns + ear + moved(path(grain, light), 0, -height - 220)
