"""Vega-Lite to SVG, and SVG to PNG, by vl-convert."""

import base64
import re
from functools import cache
from io import BytesIO
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.html import escape
from PIL import Image

from programs.charts.theme import FONTS

VERSION = "5.20"
TAG = re.compile(r"<[^>]+>")
ROLE = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
#: Pixels of a PNG for each pixel of the drawing: wide enough for print and for a presentation.
SCALE = 3
FALLBACKS = "Cairo, 'Noto Sans Arabic', 'Segoe UI', Tahoma, sans-serif"


@cache
def _renderer():
    """Return vl-convert with the fonts of the charts; starting it takes about half a second, once a process."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def svg(specification: dict) -> str:
    """Return the SVG without ARIA roles of its marks: it is described as a whole."""
    drawn = _renderer().vegalite_to_svg(specification, vl_version=VERSION)
    return TAG.sub(lambda tag: ROLE.sub("", tag[0]), drawn)


def png(document: str) -> bytes:
    """Return a PNG of at most 256 colours, a fifth of the bytes."""
    drawn = Image.open(BytesIO(_renderer().svg_to_png(document, scale=SCALE))).convert("RGB")
    file = BytesIO()
    drawn.quantize(256, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def standing_alone(document: dict) -> str:
    """Return the SVG of a document with its title, description and fonts embedded."""
    title, language = document["usermeta"]["title"], document["usermeta"]["language"]
    description = document["description"]
    head, end, rest = svg(document).partition(">")
    faces = "".join(_face(name) for name in (("latin", "arabic") if language == "ar" else ("latin",)))
    return (
        f'{head} xml:lang="{language}" role="img" aria-labelledby="title description"{end}'
        f'<title id="title">{escape(title)}</title><desc id="description">{escape(description)}</desc>'
        f"<style>{faces} text {{ font-family: {FALLBACKS}; font-variant-numeric: tabular-nums }}</style>{rest}"
    )


@cache
def _face(script: str) -> str:
    """Return the @font-face rule with the embedded font of a script; '' if the site has none."""
    found = finders.find(f"portal/fonts/cairo-{script}.woff2")
    if not found:
        return ""
    data = base64.b64encode(Path(found).read_bytes()).decode()
    return (
        "@font-face { font-family: Cairo; font-weight: 400 700; "
        f"src: url(data:font/woff2;base64,{data}) format('woff2'); unicode-range: {RANGES[script]} }}"
    )


RANGES = {"latin": "U+0000-02FF, U+2000-2BFF", "arabic": "U+0600-077F, U+200C-200D, U+FB50-FEFF"}
