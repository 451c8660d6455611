"""Sizes and colours of all charts, and text measurement."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import ImageFont

#: Pixels of a phone's screen; wider screens scale the drawing.
WIDTH = 400
FONT_SIZE = 15
LINE = 20

FONTS = Path(__file__).parent / "fonts"

#: CSS variables, so that one drawing serves light, dark and print.
INK = "var(--chart-ink)"
SOFT = "var(--chart-soft)"
PAPER = "var(--chart-paper)"
GRID = "var(--chart-grid)"
LAND = "var(--chart-land)"
LINES = "var(--chart-line)"
SERIES = [f"var(--chart-{number})" for number in range(1, 7)]
STEPS = [f"var(--chart-step-{number})" for number in range(1, 6)]


@cache
def light_colours() -> dict[str, str]:
    """Return {CSS variable: its light value in tokens.css}, for standalone files."""
    css = Path(finders.find("portal/css/tokens.css")).read_text(encoding="utf-8")
    # The light scheme comes first in the file.
    values = dict(reversed(re.findall(r"(--[\w-]+): ([^;]+);", css)))

    def plain(value: str) -> str:
        return plain(values[value[4:-1]]) if value.startswith("var(") else value

    return {name: plain(value) for name, value in values.items() if name.startswith("--chart-")}


def on_paper(specification: dict) -> dict:
    """Return the specification with plain colours in place of variables."""
    text = json.dumps(specification, ensure_ascii=False)
    for name, colour in light_colours().items():
        text = text.replace(f"var({name})", colour)
    return json.loads(text)


@lru_cache(maxsize=8)
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / ("cairo-bold.ttf" if bold else "cairo-regular.ttf")), size)


@lru_cache(maxsize=4096)
def width_of(text: str, *, size: int = FONT_SIZE, bold: bool = False) -> float:
    """Return the width of a text in pixels; an overestimate where Arabic cannot be shaped."""
    return _font(size, bold).getlength(text)


def lines_of(text: str, width: float, *, size: int = FONT_SIZE, bold: bool = False) -> list[str]:
    """Break a text between words so that each line fits; a word that is longer than a line stays whole."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size=size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def inside(x: float, text: str, *, bold: bool = False) -> float:
    """Return the nearest `x` at which a centred text stays within the drawing."""
    half = width_of(text, bold=bold) / 2
    return min(max(x, half), WIDTH - half)


def directed(text: str, language: str) -> str:
    """Isolate an Arabic text as right-to-left (U+2067 … U+2069) for any renderer."""
    return f"\u2067{text}\u2069" if language == "ar" and text else text
