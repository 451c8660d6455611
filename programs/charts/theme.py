"""Sizes and colours of all charts, and text measurement."""

import json
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

#: Pixels of a phone's screen; wider screens scale the drawing.
WIDTH = 400
FONT_SIZE = 15
LINE = 20

FONTS = Path(__file__).parent / "fonts"

#: CSS variables, so that one drawing serves light, dark and print, with their values for standalone files (the light
#: values of portal/static/portal/css/tokens.css).
COLOURS = {
    "--chart-ink": "#16211f",
    "--chart-soft": "#3f4d4a",
    "--chart-paper": "#ffffff",
    "--chart-grid": "#d5dedb",
    "--chart-land": "#f2f6f5",
    "--chart-line": "#5f6f6b",
    "--chart-1": "#056451",
    "--chart-2": "#c77c09",
    "--chart-3": "#5b89df",
    "--chart-4": "#320a20",
    "--chart-5": "#6632c8",
    "--chart-6": "#87969d",
    "--chart-step-1": "#d3e9e2",
    "--chart-step-2": "#93c9bb",
    "--chart-step-3": "#4f9f8d",
    "--chart-step-4": "#056451",
    "--chart-step-5": "#02332a",
}

INK = "var(--chart-ink)"
SOFT = "var(--chart-soft)"
PAPER = "var(--chart-paper)"
GRID = "var(--chart-grid)"
LAND = "var(--chart-land)"
LINES = "var(--chart-line)"
SERIES = [f"var(--chart-{number})" for number in range(1, 7)]
STEPS = [f"var(--chart-step-{number})" for number in range(1, 6)]


def on_paper(specification: dict) -> dict:
    """Return the specification with plain colours in place of variables."""
    text = json.dumps(specification, ensure_ascii=False)
    for name, colour in COLOURS.items():
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
