"""Illustrations of the demonstration's articles, drawn in code: no person, no text, nobody's photograph."""

import io
from random import Random

import vl_convert
from PIL import Image, ImageChops

from home.demonstration.motifs import MOTIFS
from home.demonstration.palette import PALETTES
from home.demonstration.stage import ground

FIELD = (1600, 900)
SHADOW = "#04201f"
FADE = 0.9
HEAVIEST = 250_000


def draw(motif: str, seed: str = "", *, width: int = 1600, height: int = 900) -> bytes:
    """A PNG of `width` by `height` pixels without metadata; the same words give the same bytes.

    The seed chooses colours, tiling, stage and place, so that two articles of one motif do not look alike.
    ValueError: there is no such motif.
    """
    if motif not in MOTIFS:
        raise ValueError(f"no motif {motif!r}; there are {', '.join(sorted(MOTIFS))}")
    chance = Random(f"{motif}:{seed}")
    palette, figure = chance.choice(PALETTES), MOTIFS[motif]
    image = _rendered(ground(palette, chance, floor=figure.floor), width, height).convert("RGB")
    across = chance.choice((1, -1)) if figure.mirrors else 1
    size, pivot = chance.uniform(0.92, 1.03), figure.floor or 450
    place = (
        f"translate({800 + chance.randint(-60, 60)} {pivot}) scale({across * size:.3f} {size:.3f}) "
        f"translate(-800 {-pivot})"
    )
    for layer in figure.layers(palette, chance):
        drawn = _rendered(f'<g transform="{place}">{layer.svg}</g>', width, height)
        reach = layer.reach * max(width / FIELD[0], height / FIELD[1])
        _lay(image, drawn, round(reach), palette.shadow)
    return _written(image)


def _written(image: Image.Image) -> bytes:
    """The PNG, in all its colours unless that weighs more than HEAVIEST bytes, and then in 256."""
    whole = io.BytesIO()
    image.save(whole, "PNG")
    if whole.tell() <= HEAVIEST:
        return whole.getvalue()
    fewer = io.BytesIO()
    image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(fewer, "PNG")
    return fewer.getvalue()


def _rendered(content: str, width: int, height: int) -> Image.Image:
    """The content on a transparent field that fills the picture and is cut where its shape differs."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {FIELD[0]} {FIELD[1]}" preserveAspectRatio="xMidYMid slice">{content}</svg>'
    )
    return Image.open(io.BytesIO(vl_convert.svg_to_png(svg)))


def _lay(image: Image.Image, drawn: Image.Image, reach: int, strength: float) -> None:
    """Lay what is drawn on the image, on its shadow; a layer that the cut left empty changes nothing."""
    covered = drawn.getchannel("A")
    box = covered.getbbox()
    if not box:
        return
    left, top, right, bottom = box
    if reach:
        shadow = _shadow(covered.crop((left, top, right + reach, bottom + reach)), reach, strength)
        image.paste(SHADOW, (left, top), shadow)
    image.paste(drawn.crop(box), (left, top), covered.crop(box))


def _shadow(covered: Image.Image, reach: int, strength: float) -> Image.Image:
    """The long shadow of what is covered: down to the right for `reach` pixels each way, fading as it goes.

    Each step doubles the way gone, so a shadow of 120 pixels takes 7 steps.
    """
    shadow = covered.point([round(value * strength) for value in range(256)])
    step = 1
    while step < reach:
        further = Image.new("L", shadow.size)
        further.paste(shadow, (step, step))
        fade = round(255 * strength * FADE * step / reach)
        shadow = ImageChops.lighter(shadow, further.point([max(0, value - fade) for value in range(256)]))
        step *= 2
    return shadow
