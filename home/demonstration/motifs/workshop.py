"""Motifs of the workshop: tools, welding, loom."""

from math import cos, radians, sin
from random import Random

from home.demonstration.palette import (
    INK,
    PAPER,
    PAPER_SHADE,
    SAFFRON,
    SAFFRON_LIGHT,
    SAFFRON_NIGHT,
    SAFFRON_SHADE,
    TEAL,
    TEAL_NIGHT,
    TEAL_SHADE,
    Palette,
)
from home.demonstration.shapes import (
    Layer,
    circle,
    line,
    moved,
    on_circle,
    outline,
    path,
    polygon,
    rect,
    regular,
    star,
)


def tools(palette: Palette, chance: Random) -> list[Layer]:
    """Three tools laid side by side and the nuts that go with them."""
    kit = [_hammer(palette), _wrench(palette), _screwdriver(palette)]
    chance.shuffle(kit)
    turn = chance.choice((-24, -12, 12))
    laid = "".join(moved(tool, x) for tool, x in zip(kit, (-235, 0, 235), strict=True))
    nuts = "".join(
        path(
            outline(regular(x, y, 40, 6, turn + more)) + outline(regular(x, y, 17, 24)),
            colour,
            fill_rule="evenodd",
        )
        for x, y, more, colour in (
            (1190, 220, 5, palette.main),
            (1255, 300, 20, SAFFRON),
            (390, 690, 11, palette.main),
        )
    )
    return [Layer(moved(laid, 800, 450, turn), 130), Layer(nuts, 40)]


def _hammer(palette: Palette) -> str:
    return (
        rect(-23, -160, 46, 450, SAFFRON, 18)
        + path("M-23 90H23V272a18 18 0 0 1-18 18H-5a18 18 0 0 1-18-18Z", SAFFRON_SHADE)
        + path("M-78 -262H30C78 -262 112 -240 128 -196C98 -206 74 -204 52 -186V-158H-78Z", palette.main)
        + path("M-78 -158V-196H46L52 -186V-158Z", palette.main_shade)
        + rect(-122, -276, 50, 132, palette.main, 12)
        + path("M-122 -200H-72V-144H-110a12 12 0 0 1-12-12Z", palette.main_shade)
    )


def _wrench(palette: Palette) -> str:
    jaw = "M36 -84A92 92 0 1 1 -36 -84V-18L0 6L36 -18Z"
    ring = outline(regular(0, 0, 68, 48)) + outline(regular(0, 0, 36, 6, 30))
    return (
        rect(-30, -160, 60, 380, palette.main)
        + rect(0, -160, 30, 380, palette.main_shade)
        + rect(-9, -90, 18, 230, palette.main_light, 9)
        + moved(path(jaw, palette.main), 0, -205, 16)
        + moved(path(ring, palette.main, fill_rule="evenodd"), 0, 240)
    )


def _screwdriver(palette: Palette) -> str:
    handle = "M-46 40C-46 10 -30 0 0 0S46 10 46 40L38 110"
    handle += "L50 180V250C50 280 30 296 0 296S-50 280 -50 250V180L-38 110Z"
    return (
        rect(-13, -250, 26, 260, PAPER_SHADE)
        + polygon(((-13, -215), (-24, -270), (-18, -296), (18, -296), (24, -270), (13, -215)), PAPER_SHADE)
        + rect(0, -250, 13, 260, "#d3c5a4")
        + path(handle, SAFFRON)
        + "".join(rect(x, 165, 12, 110, SAFFRON_SHADE, 6) for x in (-30, -6, 18))
        + rect(-30, -22, 60, 30, palette.main_shade, 8)
    )


def welding(palette: Palette, chance: Random) -> list[Layer]:
    """A wrought grille, and the torch that closes its last joint."""
    flat = {"stroke_linecap": "butt"}
    bars = "".join(
        line(f"M{x} {top}V{top + 190}", palette.main_shade, 20, **flat)
        + polygon(regular(x, top + 95, 30, 4), palette.main)
        + polygon(regular(x, top + 95, 13, 4), palette.main_light)
        for x in (552, 634, 716, 798, 880)
        for top in (160, 552)
    )
    rounds = (
        "".join(
            circle(x, 450, 84, "none", stroke=palette.main, stroke_width=18)
            + line(outline(star(x, 450, 74, 45, 22.5)), palette.main_shade, 10)
            + circle(x, 450, 17, palette.main_light)
            for x in (578, 854)
        )
        + line("M716 360V540M672 450H760", palette.main, 16)
        + polygon(star(716, 450, 40, 56), palette.main_light)
    )
    frame = line("M470 160H962V742H470ZM470 350H962M470 550H962", palette.main, 28, stroke_linejoin="miter")
    spark_x, spark_y = 962, 350
    rays = "".join(
        polygon(
            _ray(spark_x, spark_y, chance.randint(120, 215), degrees),
            SAFFRON if degrees % 45 else SAFFRON_LIGHT,
        )
        for degrees in range(0, 360, 15)
    )
    drops = "".join(
        circle(*on_circle(spark_x, spark_y, far, degrees), radius, SAFFRON)
        for far, degrees, radius in (
            (chance.randint(190, 300), chance.randint(0, 359), chance.choice((6, 9, 12))) for _ in range(14)
        )
    )
    glow = polygon(star(spark_x, spark_y, 92, 56, chance.randint(0, 40)), SAFFRON_LIGHT) + polygon(
        star(spark_x, spark_y, 56, 56), PAPER
    )
    torch = (
        line("M60 0L150 0", SAFFRON_SHADE, 22)
        + polygon(((20, -9), (84, -20), (84, 20), (20, 9)), PAPER_SHADE)
        + polygon(((140, -24), (190, -34), (190, 34), (140, 24)), palette.main_light)
        + rect(186, -42, 300, 84, INK, 24)
        + "".join(rect(x, -42, 14, 84, "#2d3d39") for x in range(236, 420, 34))
        + line("M480 0C640 0 700 60 900 0", INK, 34)
    )
    return [
        Layer(bars + rounds + frame, 100),
        Layer(rays + drops + glow, 0),
        Layer(moved(torch, spark_x, spark_y, 38), 120),
    ]


def _ray(x: float, y: float, length: float, degrees: float) -> tuple[tuple[float, float], ...]:
    side = 7 * cos(radians(degrees + 90)), 7 * sin(radians(degrees + 90))
    near = on_circle(x, y, 70, degrees)
    return (
        (near[0] + side[0], near[1] + side[1]),
        on_circle(x, y, length, degrees),
        (near[0] - side[0], near[1] - side[1]),
    )


def loom(palette: Palette, chance: Random) -> list[Layer]:
    """An upright loom: the rug is half woven, the warp waits above it."""
    wood, wood_shade = SAFFRON_SHADE, SAFFRON_NIGHT
    posts = "".join(rect(x, 110, 40, 650, wood, 8) + rect(x + 22, 110, 18, 650, wood_shade, 8) for x in (490, 1070))
    beams = rect(450, 160, 700, 46, wood, 14) + rect(450, 186, 700, 20, wood_shade, 10)
    foot = rect(450, 690, 700, 46, wood, 14) + rect(450, 716, 700, 20, wood_shade, 10)
    warp = "".join(rect(x, 206, 5, 484, PAPER) for x in range(556, 1050, 17))
    rods = rect(520, 268, 560, 16, palette.main_light, 8) + rect(520, 318, 560, 16, palette.main_light, 8)
    bands = [_diamonds, _teeth, _stripes, _crosses, _teeth]
    chance.shuffle(bands)
    wools = [
        (TEAL, SAFFRON_LIGHT),
        (PAPER_SHADE, TEAL_SHADE),
        (SAFFRON, TEAL_NIGHT),
        (TEAL_SHADE, PAPER),
        (PAPER, SAFFRON_SHADE),
    ]
    chance.shuffle(wools)
    rug, y = "", 690
    for band, (ground, sign) in zip(bands, wools, strict=True):
        y -= 58
        rug += rect(550, y, 502, 58, ground) + band(y, sign) + rect(550, y, 502, 6, TEAL_NIGHT)
    edge = rect(550, 392, 502, 12, SAFFRON_LIGHT)
    balls = "".join(
        _ball(x, y, radius, colour, shade)
        for x, y, radius, colour, shade in (
            (330, 712, 68, SAFFRON, SAFFRON_SHADE), (410, 756, 46, PAPER, "#d9caa8"),
            (1235, 738, 58, palette.main, palette.main_shade),
        )
    )  # fmt: skip
    thread = line("M1180 770C1120 830 1010 810 960 830", palette.main, 7)
    return [
        Layer(warp, 26),
        Layer(rug + edge + posts + beams + foot + rods, 100),
        Layer(thread + balls, 70),
    ]


def _diamonds(y: float, colour: str) -> str:
    return "".join(
        polygon(((x, y + 32), (x + 31, y + 11), (x + 62, y + 32), (x + 31, y + 53)), colour)
        for x in range(556, 1000, 71)
    )


def _teeth(y: float, colour: str) -> str:
    return polygon(
        [(550, y + 58), *((550 + 25.1 * n, y + (14 if n % 2 else 58)) for n in range(21)), (1052, y + 58)],
        colour,
    )


def _stripes(y: float, colour: str) -> str:
    return rect(550, y + 16, 502, 10, colour) + rect(550, y + 38, 502, 10, colour)


def _crosses(y: float, colour: str) -> str:
    return "".join(polygon(star(x, y + 32, 24, 45, 22.5), colour) for x in range(581, 1040, 55))


def _ball(x: float, y: float, radius: float, colour: str, shade: str) -> str:
    r = radius
    return circle(x, y, r, colour) + "".join(
        line(
            f"M{x - r * 0.8} {y + r * a}Q{x} {y + r * (a - 0.75)} {x + r * 0.85} {y + r * (a - 0.1)}",
            shade,
            5,
        )
        for a in (-0.1, 0.25, 0.55)
    )
