"""Motifs of learning: book, school."""

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
    TEAL_SHADE,
    TEAL_SOFT,
    Palette,
)
from home.demonstration.shapes import Layer, circle, line, mirrored, moved, outline, path, polygon, rect, star


def book(palette: Palette, chance: Random) -> list[Layer]:
    """An open book with its ribbon, and a pencil beside it."""
    opening, band = chance.choice((45, 56, 62, 67)), chance.choice((SAFFRON, TEAL_MIDDLE))
    cover = path(
        "M800 250C700 205 560 205 404 238V668C560 635 700 640 800 690"
        "C900 640 1040 635 1196 668V238C1040 205 900 205 800 250Z",
        palette.main_shade,
    )
    page = "M800 232C710 176 570 180 428 214V640C570 606 710 610 800 664Z"
    left = path(page, PAPER) + path("M800 232C770 212 740 202 712 197V626C744 634 772 647 800 664Z", PAPER_SHADE)
    lines = "".join(
        line(f"M{480} {y + 14}C560 {y - 4} 640 {y - 10} {end} {y + 2}", PAPER_LINE, 11)
        for y, end in ((300, 690), (350, 690), (400, 640), (450, 690), (500, 690), (550, 590))
    )
    right = mirrored(
        path(page, PAPER) + path("M800 232C786 222 772 214 758 209V644C774 650 788 656 800 664Z", PAPER_SHADE)
    )
    drawn = (
        polygon(star(982, 372, 104, opening, 0), TEAL)
        + polygon(star(982, 372, 58, 45, 22.5), SAFFRON)
        + circle(982, 372, 20, PAPER)
    )
    caption = line("M890 530C960 508 1040 504 1090 512M890 580C950 560 1000 556 1040 558", PAPER_LINE, 11)
    ribbon = path("M812 236C850 380 842 560 858 760L838 738L816 764C806 600 818 420 796 236Z", band)
    pencil = (
        rect(-17, -230, 34, 380, SAFFRON)
        + rect(5, -230, 12, 380, SAFFRON_SHADE)
        + rect(-17, -262, 34, 40, palette.main_light, 8)
        + polygon(((-17, 150), (17, 150), (0, 212)), PAPER_SHADE)
        + polygon(((-6, 190), (6, 190), (0, 212)), INK)
    )
    return [
        Layer(cover, 120),
        Layer(left + right + lines + drawn + caption, 14),
        Layer(ribbon, 24),
        Layer(moved(pencil, 1290, 500, chance.choice((10, 22, -14))), 90),
    ]


def school(palette: Palette, chance: Random) -> list[Layer]:
    """A blackboard where a star of eight is being constructed, above a desk with books."""
    board = rect(450, 120, 700, 430, SAFFRON_SHADE, 14) + rect(474, 144, 652, 382, TEAL_SHADE, 4)
    chalk = {"stroke_linejoin": "miter"}
    x, y, r = 690, 335, 140
    outer, inner = chance.choice(((45, 67.5), (62, 45), (67.5, 56), (56, 45)))
    figure = (
        circle(x, y, r, "none", stroke=TEAL_SOFT, stroke_width=4)
        + line(
            f"M{x - r - 26} {y}H{x + r + 26}M{x} {y - r - 26}V{y + r + 26}",
            TEAL_SOFT,
            3,
            stroke_dasharray="10 12",
        )
        + line(outline(star(x, y, r, outer)), PAPER, 8, **chalk)
        + line(outline(star(x, y, r * 0.76, inner, 22.5)), SAFFRON_LIGHT, 5, **chalk)
        + circle(x, y, 9, PAPER)
    )
    sums = (
        line("M910 230H1060M910 280H1020", PAPER, 8)
        + line("M910 460L1060 460L1060 345Z", SAFFRON_LIGHT, 7)
        + line("M1036 460V436H1060", PAPER, 5)
    )
    desk = (
        rect(330, 676, 940, 34, SAFFRON, 8)
        + rect(330, 696, 940, 14, SAFFRON_SHADE, 7)
        + rect(390, 710, 40, 400, SAFFRON_SHADE)
        + rect(1170, 710, 40, 400, SAFFRON_SHADE)
    )
    covers = [palette.main, SAFFRON_LIGHT, palette.soft, SAFFRON]
    chance.shuffle(covers)
    books = "".join(
        rect(left, top, width, 44, colour, 8) + rect(left + 12, top + 8, width - 12, 28, PAPER)
        for colour, left, top, width in zip(covers, (470, 500, 482), (632, 588, 544), (250, 210, 224), strict=False)
    )
    pot = (
        "".join(
            moved(
                rect(-11, -150, 22, 160, colour) + polygon(((-11, -150), (11, -150), (0, -186)), PAPER_SHADE),
                px,
                600,
                turn,
            )
            for px, turn, colour in (
                (1158, -9, SAFFRON),
                (1190, 2, palette.main_light),
                (1220, 14, palette.soft),
            )
        )
        + path("M1126 560H1250L1240 676H1136Z", palette.main)
        + path("M1200 560H1250L1240 676H1200Z", palette.main_shade)
    )
    return [Layer(board + figure + sums, 70), Layer(desk, 60), Layer(books + pot, 60)]
