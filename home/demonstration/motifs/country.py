"""Motifs of the country: map, caravan."""

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
    TEAL_SOFT,
    Palette,
)
from home.demonstration.shapes import (
    Layer,
    circle,
    line,
    moved,
    path,
    polygon,
    rect,
    regular,
    star,
)

# The country told in tiles, a letter a region; not a survey, and nothing is drawn between the letters.
TILES = (
    "............a.....",
    "............aabbb.",
    "...........ddcbbb.",
    "..........fdcccbb.",
    ".........ffeeccbb.",
    "........gggeehhh..",
    "........gggehhhh..",
    "........iiiihh....",
    ".......jjiiih.....",
    "......jjjji.......",
    "....kkjjjj........",
    "....kkkjj.........",
    "...kkkkkj.........",
    "..lkkkkj..........",
    "..lllk............",
    ".lllll............",
    ".llll.............",
    "lllll.............",
    "llll..............",
)
SIDE = 42


def map_of_tiles(palette: Palette, chance: Random) -> list[Layer]:
    """The country as a field of tiles, its regions in tones, some of its places joined."""
    tones = palette.regions
    start = chance.randrange(4)
    tone = {
        letter: tones[(place + start) % 4]
        for letter, place in zip("abcdefghijkl", (0, 2, 3, 1, 0, 2, 3, 1, 2, 0, 3, 1), strict=True)
    }
    bright = chance.choice("eghikl")
    tone[bright] = SAFFRON
    cells = {
        (column, row): letter
        for row, letters in enumerate(TILES)
        for column, letter in enumerate(letters)
        if letter != "."
    }
    tiles = "".join(
        polygon(regular(*_centre(column, row), SIDE / 2 * 1.02, 8, 22.5), tone[letter])
        for (column, row), letter in cells.items()
    )
    knots = "".join(
        polygon(regular(x + SIDE / 2, y + SIDE / 2, 8, 4), PAPER)
        for (column, row) in cells
        if {(column + 1, row), (column, row + 1), (column + 1, row + 1)} <= cells.keys()
        for x, y in [_centre(column, row)]
    )
    home = min((cell for cell, letter in cells.items() if letter == bright), key=lambda cell: (cell[1], cell[0]))
    pin = (
        path("M0 0C-16 -50 -62 -78 -62 -130A62 62 0 0 1 62 -130C62 -78 16 -50 0 0Z", palette.pin)
        + circle(0, -130, 44, SAFFRON)
        + polygon(star(0, -130, 36, 56), PAPER)
    )
    return [Layer(tiles + knots, 70), Layer(moved(pin, *_centre(*home)), 70)]


def _centre(column: int, row: int) -> tuple[float, float]:
    return 440 + column * SIDE, 76 + row * SIDE


def caravan(palette: Palette, chance: Random) -> list[Layer]:
    """A van with its awning out, below the mountains: care that comes to the place."""
    paint, trim = chance.choice(((TEAL, SAFFRON), (SAFFRON, TEAL)))
    cloth = chance.choice((SAFFRON, TEAL, TEAL_MIDDLE))
    peaks = chance.choice((((430, 250), (800, 320), (1240, 300)), ((300, 330), (1120, 210), (1420, 380))))
    range_ = "".join(
        polygon(
            (
                (x - 700, 690),
                (x - 210, y + 200),
                (x - 130, y + 180),
                (x, y),
                (x + 150, y + 150),
                (x + 230, y + 170),
                (x + 700, 690),
            ),
            palette.far,
        )
        for x, y in peaks
    )
    snow = "".join(
        polygon(
            ((x, y), (x + 66, y + 66), (x + 30, y + 54), (x, y + 84), (x - 26, y + 58), (x - 50, y + 69)),
            palette.snow,
        )
        for x, y in peaks
    )
    road = "".join(rect(x, 800, 110, 12, palette.snow, 6) for x in range(-160, 1800, 220))
    body = (
        path("M380 276a40 40 0 0 1 40-40H960V660H380Z", PAPER)
        + path("M940 320H1056C1104 320 1124 346 1142 396L1170 476C1204 488 1226 512 1226 556V660H940Z", PAPER)
        + path("M380 560H1226V660H380Z", paint)
        + rect(380, 540, 846, 20, trim)
        + line("M640 608H736L760 574L792 642L816 608H980", PAPER, 9)
        + path("M1000 362H1050C1078 362 1090 376 1102 410L1124 478H1000Z", palette.glass)
        + path("M1000 478L1060 362H1084L1024 478Z", PAPER)
        + rect(1000, 500, 46, 12, PAPER_LINE, 6)
        + rect(1190, 580, 44, 34, SAFFRON_LIGHT, 10)
        + rect(370, 640, 866, 30, INK, 12)
        + rect(440, 216, 90, 22, SAFFRON, 8)
        + polygon(star(862, 400, 88), TEAL)
        + rect(846, 352, 32, 96, PAPER, 8)
        + rect(814, 384, 96, 32, PAPER, 8)
    )
    hatch = rect(450, 350, 280, 134, TEAL_NIGHT, 8) + "".join(
        rect(x, 484 - height, width, height, colour, 5)
        for x, width, height, colour in (
            (484, 30, 58, PAPER),
            (524, 42, 40, SAFFRON),
            (590, 26, 70, TEAL_SOFT),
            (626, 56, 34, PAPER),
        )
    )
    shelf = rect(430, 484, 320, 20, SAFFRON_SHADE, 6)
    wheels = "".join(
        circle(x, 668, 72, INK) + circle(x, 668, 34, PAPER_SHADE) + circle(x, 668, 12, INK) for x in (540, 1070)
    )
    awning = "".join(
        path(
            f"M{450 + n * 40} 326H{490 + n * 40}L{left + 48} 404a24 24 0 0 1 -48 0Z",
            PAPER_SHADE if n % 2 else cloth,
        )
        for n in range(7)
        for left in [422 + n * 48]
    )
    return [
        Layer(range_ + snow + road, 0),
        Layer(body + wheels + hatch, 120),
        Layer(shelf + awning, 46),
    ]
