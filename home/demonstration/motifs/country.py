"""Motifs of the country: map, caravan."""

from random import Random

from home.demonstration.palette import (
    INK, PAPER, PAPER_SHADE, SAFFRON, SAFFRON_LIGHT, SAFFRON_SHADE, TEAL, TEAL_PALE, Palette,
)  # fmt: skip
from home.demonstration.shapes import (
    Layer, circle, clipped, line, moved, path, polygon, rect, regular, star,
)  # fmt: skip

# Columns of tiles from north to south, first and last column of each row: a country told in tiles, not a survey.
ROWS = (
    (9, 10), (9, 12), (8, 13), (7, 13), (6, 13), (6, 13), (5, 12), (5, 10), (4, 8), (3, 7), (2, 6), (1, 6),
    (1, 5), (0, 4), (0, 3),
)  # fmt: skip


def map_of_tiles(palette: Palette, chance: Random) -> list[Layer]:
    """The country as a field of tiles, its regions in tones, one place marked."""
    side = 50
    tones = [palette.main, palette.soft, palette.main_shade, palette.main_light, PAPER]
    tiles = ""
    for row, (first, last) in enumerate(ROWS):
        for column in range(first, last + 1):
            x, y = 470 + column * side, 90 + row * side
            tone = tones[(column // 3 * 2 + row // 3) % 5]
            tiles += polygon(regular(x, y, side / 2 * 1.06, 8, 22.5), tone)
    pin = path("M0 0C-16 -50 -66 -80 -66 -134A66 66 0 0 1 66 -134C66 -80 16 -50 0 0Z", SAFFRON) + polygon(star(0, -134, 36), PAPER)
    return [Layer(tiles, 60), Layer(moved(pin, 970, 300), 80)]


def caravan(palette: Palette, chance: Random) -> list[Layer]:
    """A van with its awning out, below the mountains: care that comes to the place."""
    mountains = polygon(((100, 690), (420, 330), (560, 480), (760, 250), (1000, 520), (1120, 420), (1500, 690)), palette.far)
    body = (
        path("M400 300a40 40 0 0 1 40-40H960V650H400Z", PAPER)
        + path("M960 330H1050C1100 330 1120 350 1140 400L1170 480C1200 490 1220 510 1220 550V650H960Z", PAPER)
        + path("M1000 370H1050C1080 370 1090 380 1104 420L1122 480H1000Z", TEAL_PALE)
        + rect(400, 560, 820, 50, TEAL)
        + rect(400, 640, 820, 26, INK, 8)
        + polygon(star(860, 410, 84), TEAL) + rect(846, 366, 28, 88, PAPER, 8) + rect(816, 396, 88, 28, PAPER, 8)
        + rect(480, 360, 250, 140, INK, 8)
    )
    wheels = "".join(circle(x, 660, 66, INK) + circle(x, 660, 30, PAPER_SHADE) for x in (540, 1080))
    awning = "".join(polygon(((480 + n * 50, 350), (530 + n * 50, 350), (510 + n * 58, 430), (452 + n * 58, 430)), SAFFRON if n % 2 else PAPER) for n in range(5))
    return [Layer(mountains, 0), Layer(body + wheels, 110), Layer(awning, 60)]
