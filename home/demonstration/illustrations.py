"""Illustrations of the demonstration's articles, drawn in code: no person, no text, nobody's photograph."""

import io
from random import Random

import vl_convert
from PIL import Image, ImageChops

from home.demonstration.motifs import MOTIFS
from home.demonstration.palette import PALETTES, Palette
from home.demonstration.shapes import Layer, arch, circle, clipped, moved, outline, path, rect, star
from home.demonstration.zellige import zellige

FIELD = (1600, 900)
SHADOW = "#04201f"


def draw(motif: str, seed: str = "", *, width: int = 1600, height: int = 900) -> bytes:
    """A PNG of `width` by `height` pixels without metadata; the same words give the same bytes.

    The seed chooses colours, tiling, stage and place, so that two articles of one motif do not look alike.
    ValueError: there is no such motif.
    """
    if motif not in MOTIFS:
        raise ValueError(f"no motif {motif!r}; there are {', '.join(sorted(MOTIFS))}")
    chance = Random(f"{motif}:{seed}")
    palette = chance.choice(PALETTES)
    figure = MOTIFS[motif]
    image = _rendered(_ground(palette, chance, floor=figure.floor), width, height).convert("RGB")
    across = chance.choice((1, -1)) if figure.mirrors else 1
    place = f"translate({800 + chance.randint(-50, 50)} 0) scale({across} 1) translate(-800 0)"
    for layer in figure.layers(palette, chance):
        drawn = _rendered(f'<g transform="{place}">{layer.svg}</g>', width, height)
        reach = layer.reach * max(width / FIELD[0], height / FIELD[1])
        image.paste(SHADOW, mask=_shadow(drawn.getchannel("A"), reach, palette.shadow))
        image.paste(drawn, mask=drawn.getchannel("A"))
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _ground(palette: Palette, chance: Random, *, floor: float | None) -> str:
    """The wall with its tiling, the stage behind the things and, where they stand, the floor."""
    tiling = {"angle": chance.choice((45, 56, 62, 67.5)), "turn": chance.choice((0, 15, 22.5, 45)), "side": 62.0}
    filled = chance.random() < 0.5
    middle = 800 + chance.randint(-60, 60)
    stage = chance.choice((_disc, _arch, _star))(middle, floor)
    corner = chance.choice((60, 1540)), chance.choice((0, 900))
    field = circle_path(*corner, 560)
    return "".join((
        rect(-800, -800, 3200, 2500, palette.ground),
        clipped(zellige(palette.pattern, filled=filled, **tiling), field, "field"),
        path(stage, palette.stage),
        clipped(zellige(palette.stage_pattern, filled=filled, **tiling), stage, "stage"),
        rect(-800, floor, 3200, 1000, palette.floor) if floor else "",
    ))  # fmt: skip


def _disc(middle: float, floor: float | None) -> str:
    return circle_path(middle, 430, 350)


def _arch(middle: float, floor: float | None) -> str:
    return arch(middle, 70, 700, floor or 1000)


def _star(middle: float, floor: float | None) -> str:
    return outline(star(middle, 430, 400, 45, turn=22.5 if floor else 0))


def circle_path(x: float, y: float, radius: float) -> str:
    return f"M{x - radius} {y}A{radius} {radius} 0 1 1 {x + radius} {y}A{radius} {radius} 0 1 1 {x - radius} {y}Z"


def _rendered(content: str, width: int, height: int) -> Image.Image:
    """The content on a transparent field that fills the picture and is cut where its shape differs."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {FIELD[0]} {FIELD[1]}" preserveAspectRatio="xMidYMid slice">{content}</svg>'
    )
    return Image.open(io.BytesIO(vl_convert.svg_to_png(svg))).convert("RGBA")


def _shadow(alpha: Image.Image, reach: float, strength: float) -> Image.Image:
    """The long shadow of what `alpha` covers: drawn down to the right for `reach` pixels, fading on its way.

    Each step doubles the distance covered, so a shadow of 120 pixels takes 7 steps.
    """
    shadow = alpha.point(lambda value: value * strength)
    step = 1
    while step < reach:
        further = Image.new("L", alpha.size)
        further.paste(shadow, (step, step))
        fade = round(255 * strength * step / reach * 0.8)
        shadow = ImageChops.lighter(shadow, ImageChops.subtract(further, Image.new("L", alpha.size, fade)))
        step *= 2
    return shadow
