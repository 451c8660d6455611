"""Motifs of trades: bakery, salon, harvest."""

from random import Random

from home.demonstration.palette import (
    INK, PAPER, PAPER_LINE, PAPER_SHADE, SAFFRON, SAFFRON_LIGHT, SAFFRON_SHADE, TEAL, TEAL_MIDDLE, TEAL_NIGHT,
    TEAL_PALE, TEAL_SHADE, TEAL_SOFT, Palette,
)  # fmt: skip
from home.demonstration.shapes import (
    Layer, arch, circle, clipped, line, moved, on_circle, outline, path, polygon, rect, star,
)  # fmt: skip


def bakery(palette: Palette, chance: Random) -> list[Layer]:
    """A domed oven, the peel, and round loaves cooling on a board."""
    bricks = "".join(
        polygon((on_circle(760, 510, 214, a + 1.2), on_circle(760, 510, 262, a + 1.2),
                 on_circle(760, 510, 262, a + 16.8), on_circle(760, 510, 214, a + 16.8)), colour)
        for a, colour in zip(range(180, 360, 18), [SAFFRON, SAFFRON_LIGHT] * 5, strict=True)
    )  # fmt: skip
    oven = (
        path("M400 690V470A360 360 0 0 1 1120 470V690Z", palette.main)
        + path("M900 150A360 360 0 0 1 1120 470V690H1010V470A360 360 0 0 0 800 120Z", palette.main_shade)
        + bricks
        + path("M552 640V510A208 208 0 0 1 968 510V640Z", INK)
        + path("M596 640V524A164 164 0 0 1 924 524V640Z", "#5f3d0c")
        + path("M640 640V560A120 120 0 0 1 880 560V640Z", SAFFRON_SHADE)
        + path("M690 640V600A70 70 0 0 1 830 600V640Z", SAFFRON)
        + rect(520, 636, 480, 30, PAPER_SHADE, 8)
    )
    peel = rect(-13, -330, 26, 560, SAFFRON_SHADE, 13) + rect(-80, 190, 160, 180, SAFFRON_SHADE, 50) + rect(-80, 190, 160, 90, SAFFRON_SHADE, 20)
    board = rect(960, 742, 420, 26, SAFFRON_SHADE, 12)
    loaves = _loaf(1070, 742, 96) + _loaf(1270, 742, 96) + _loaf(1170, 674, 96)
    return [Layer(oven, 120), Layer(moved(peel, 440, 420, 12), 70), Layer(board + loaves, 60)]


def _loaf(x: float, y: float, half: float) -> str:
    d = f"M{x - half} {y}C{x - half * 1.05} {y - half * 0.9} {x + half * 1.05} {y - half * 0.9} {x + half} {y}Z"
    return path(d, SAFFRON) + line(f"M{x - 44} {y - 46}L{x - 24} {y - 20}M{x - 4} {y - 52}L{x + 16} {y - 24}M{x + 36} {y - 46}L{x + 52} {y - 22}", SAFFRON_LIGHT, 9)


def salon(palette: Palette, chance: Random) -> list[Layer]:
    """A mirror that shows nobody, scissors, a comb and bottles."""
    mirror = path(arch(800, 110, 440, 640), SAFFRON) + path(arch(800, 138, 384, 612), TEAL_PALE)
    shine = clipped(
        polygon(((560, 560), (960, 120), (1040, 120), (620, 640)), "#dbeae5") + polygon(((700, 640), (1080, 220), (1110, 220), (740, 640)), "#dbeae5"),
        arch(800, 138, 384, 612), "glass",
    )
    counter = rect(330, 676, 940, 40, PAPER, 8) + rect(330, 700, 940, 16, PAPER_SHADE, 8)
    bottles = (
        rect(430, 500, 96, 176, palette.main, 18) + rect(458, 452, 40, 56, INK, 8) + rect(430, 570, 96, 60, PAPER)
        + rect(548, 548, 80, 128, SAFFRON, 40) + rect(566, 520, 44, 36, palette.main_shade, 8)
    )
    jar = rect(1010, 540, 130, 136, palette.soft, 18) + rect(1010, 580, 130, 96, palette.soft_shade, 18)
    comb = rect(-20, -170, 40, 250, INK, 10) + "".join(rect(-44, y, 30, 8, INK, 4) for y in range(-160, 20, 16))
    return [Layer(mirror, 110), Layer(shine, 0), Layer(counter, 80), Layer(moved(comb, 1050, 560, -12) + _scissors(1100, 470, palette), 50), Layer(bottles + jar, 70)]


def _scissors(x: float, y: float, palette: Palette) -> str:
    return moved(line("M0 0L0 -120", PAPER, 20), x, y, 14)


def harvest(palette: Palette, chance: Random) -> list[Layer]:
    """Sun, furrows and a sheaf of wheat."""
    sun = circle(1010, 330, 150, SAFFRON)
    hills = (
        path("M-300 620C100 470 420 480 760 600S1500 520 1900 600V1000H-300Z", palette.soft)
        + path("M-300 720C200 600 640 600 1000 690S1600 700 1900 660V1000H-300Z", palette.main)
    )
    stalks = "".join(moved(_ear(), 640, 760, turn) for turn in (-24, -12, 0, 12, 24))
    band = rect(590, 640, 100, 40, TEAL, 12)
    return [Layer(sun, 0), Layer(hills, 60), Layer(stalks + band, 110)]


def _ear() -> str:
    grains = "".join(
        moved(path("M0 0C-26 -18 -26 -48 0 -70C26 -48 26 -18 0 0Z", SAFFRON_LIGHT if side > 0 else SAFFRON), side * 20, -330 - n * 44, side * 24)
        for n in range(5) for side in (-1, 1)
    )  # fmt: skip
    return line("M0 0V-340", SAFFRON_SHADE, 12) + grains + moved(path("M0 0C-24 -18 -24 -50 0 -76C24 -50 24 -18 0 0Z", SAFFRON), 0, -540)
