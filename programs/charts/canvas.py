"""Layers and encodings of Vega-Lite, laid out here from the side where reading begins.

Every text is data, made by `portal.l10n`; only lengths that stand for values are Vega's, on a scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from programs.charts.theme import FONT_SIZE, GRID, INK, PAPER, WIDTH, directed

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


@dataclass(frozen=True)
class Drawing:
    """A Vega-Lite specification without title; `below` is how many pixels of labels hang under its height."""

    specification: dict
    below: int = 8
    note: str = ""


@dataclass(frozen=True)
class Canvas:
    """`x` counts from the left in French, from the right in Arabic; `y` from the top. Maps are not `mirrored`."""

    language: str
    width: int = WIDTH
    mirrored: bool = True

    @property
    def rtl(self) -> bool:
        return self.mirrored and self.language == "ar"

    @property
    def start(self) -> str:
        return "right" if self.rtl else "left"

    def x(self, start: float) -> float:
        """Return the pixel of a distance from where reading begins."""
        return round(self.width - start if self.rtl else start, 1)

    def range(self, first: float, last: float) -> list[float]:
        return [self.x(first), self.x(last)]

    def texts(self, items: list[tuple[str, float, float]], *, align="start", bold=False, colour=INK, **mark) -> dict:
        """Return a layer of (text, x, y); `align` is "start", "middle" or "end" in the direction of reading."""
        values = [{"text": directed(text, self.language), "x": self.x(x), "y": round(y, 1)} for text, x, y in items]
        # Vega aligns text by its own left-to-right box, whatever the script.
        side = {"start": self.start, "end": "left" if self.rtl else "right", "middle": "center"}[align]
        placed = {"align": side, "baseline": "middle", **mark}
        return layer(text_mark(bold, colour) | placed, values, x=pixel("x"), y=pixel("y"), text=TEXT)

    def symbols(self, items: list[tuple[float, float]], shape: str, **mark) -> dict:
        values = [{"x": self.x(x), "y": round(y, 1)} for x, y in items]
        return layer({"type": "point", "shape": shape, "opacity": 1, **mark}, values, x=pixel("x"), y=pixel("y"))

    def rules(self, heights: list[float], first: float, last: float) -> dict:
        values = [{"y": round(y, 1), "x": self.x(first), "x2": self.x(last)} for y in heights]
        mark = {"type": "rule", "color": GRID, "strokeWidth": 1}
        return layer(mark, values, y=pixel("y"), x=pixel("x"), x2={"field": "x2"})


TEXT = {"field": "text", "type": "nominal"}


def text_mark(bold: bool, colour: str) -> dict:
    return {"type": "text", "fontSize": FONT_SIZE, "fontWeight": 700 if bold else 400, "color": colour}


def layer(mark: dict, values: list[dict] | None = None, **encoding: dict) -> dict:
    """Return a layer of Vega-Lite; without `values` it draws those of the whole drawing."""
    data = {} if values is None else {"data": {"values": values}}
    return {**data, "mark": mark, "encoding": encoding}


#: {state without a value: its mark}
ABSENT = {"masked": {"shape": "square", "fill": PAPER}, "missing": {"shape": "cross", "angle": 45}}


def absence_marks(canvas: Canvas, marked: Sequence[tuple[str, float, float]]) -> list[dict]:
    """Return layers of empty squares for masked values and of crosses for missing ones; `marked` is (state, x, y)."""
    places = {state: sorted({(x, y) for own, x, y in marked if own == state}) for state in ABSENT}
    look = {"size": 90, "stroke": INK, "strokeWidth": 1.5}
    return [canvas.symbols(places[state], **look, **mark) for state, mark in ABSENT.items()]


def pixel(field: str) -> dict:
    """Return a channel whose field is a pixel."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None, "title": None}


def measure(field: str, **scale) -> dict:
    """Return a channel of values on a scale without axis."""
    return {"field": field, "type": "quantitative", "axis": None, "scale": {"nice": False, **scale}}


def by_series(values: list[str], colours: list[str]) -> dict:
    """Return a channel that tells series apart without a legend, one of `colours` (or shapes) for each."""
    scale = {"domain": values, "range": colours[: len(values)]}
    return {"field": "series", "type": "nominal", "legend": None, "scale": scale}


def ticks(low: float, high: float, about: int = 4) -> list[Decimal]:
    """Return round numbers at even steps that enclose `low` and `high`."""
    if high <= low:
        high = low + (abs(low) or 1)
    rough = (high - low) / about
    power = floor(log10(rough))
    step = next(Decimal(n).scaleb(power) for n in (1, 2, 5, 10) if float(Decimal(n).scaleb(power)) >= rough * 0.999)
    first, last = floor(low / float(step)), ceil(high / float(step) - 1e-9)
    return [step * index for index in range(first, last + 1)]


def specification(points: list[dict], layers: list[dict], *, height: float, width: int = WIDTH, **more) -> dict:
    """Return a complete specification. `points` are the values, for Vega and for readers of the file."""
    return {
        "$schema": SCHEMA,
        "width": width,
        "height": round(height),
        "padding": {"left": 2, "right": 2, "top": 12, "bottom": 8},
        "autosize": {"type": "pad", "contains": "padding"},
        "background": "transparent",
        "data": {"values": points},
        **more,
        "layer": [layer for layer in layers if layer.get("data", {"values": True})["values"]],
        "config": {
            # The page describes the drawing as a whole.
            "aria": False,
            "font": "Cairo",
            "view": {"stroke": None},
            "bar": {"discreteBandSize": {"band": 0.66}},
            "axis": {"grid": False},
        },
    }


def datum(point, order: int, **more) -> dict:
    """Return a point as data: label, value, text and state."""
    found = {"label": point.category, "value": point.value, "text": point.text, "state": point.state, "order": order}
    series = {"series": point.series} if point.series else {}
    high = {} if point.high is None else {"high": point.high}
    return found | series | high | more
