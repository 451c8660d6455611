"""A drawing whose places are worked out here, from the side where reading begins; Vega draws what it is told.

Every text is data, made by portal/l10n/formats.py; lengths that stand for values are Vega's, on a scale.
"""

from dataclasses import dataclass

from programs.charts.theme import FONT_SIZE, INK, PAPER, WIDTH, directed

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


@dataclass(frozen=True)
class Drawing:
    """A Vega-Lite specification without title; `below` is how many pixels of labels hang under its height."""

    specification: dict
    below: int = 8
    note: str = ""


@dataclass(frozen=True)
class Canvas:
    """`x` counts from the left in French, from the right in Arabic; `y` from above. A map is never `mirrored`."""

    language: str
    width: int = WIDTH
    mirrored: bool = True

    @property
    def rtl(self) -> bool:
        return self.mirrored and self.language == "ar"

    @property
    def start(self) -> str:
        return "right" if self.rtl else "left"

    @property
    def end(self) -> str:
        return "left" if self.rtl else "right"

    def x(self, start: float) -> float:
        """Return the pixel of a place that is counted from where reading begins."""
        return round(self.width - start if self.rtl else start, 1)

    def range(self, first: float, last: float) -> list[float]:
        return [self.x(first), self.x(last)]

    def texts(
        self,
        items: list[tuple[str, float, float]],
        *,
        align: str = "start",
        bold: bool = False,
        colour: str = INK,
        **mark,
    ) -> dict:
        """Return a layer of (text, x, y); `align` is "start", "middle" or "end" in the direction of reading."""
        side = {"start": self.start, "end": self.end, "middle": "center"}[align]
        return {
            "data": {
                "values": [
                    {"text": directed(text, self.language), "x": self.x(x), "y": round(y, 1)} for text, x, y in items
                ]
            },
            "mark": {
                "type": "text",
                "fontSize": FONT_SIZE,
                "fontWeight": 700 if bold else 400,
                "color": colour,
                # Vega aligns text by its own left-to-right box, whatever the script.
                "align": side,
                "baseline": "middle",
                **mark,
            },
            "encoding": {"x": pixel("x"), "y": pixel("y"), "text": {"field": "text", "type": "nominal"}},
        }

    def symbols(self, items: list[tuple[float, float]], shape: str, **mark) -> dict:
        """Return a layer of symbols at (x, y)."""
        return {
            "data": {"values": [{"x": self.x(x), "y": round(y, 1)} for x, y in items]},
            "mark": {"type": "point", "shape": shape, "opacity": 1, **mark},
            "encoding": {"x": pixel("x"), "y": pixel("y")},
        }


def absence_marks(canvas: Canvas, places: dict[str, list[tuple[float, float]]]) -> list[dict]:
    """Mark with an empty square what is masked, with a cross what is missing: {state: places}."""
    marks = {"masked": {"shape": "square", "fill": PAPER}, "missing": {"shape": "cross", "angle": 45}}
    return [canvas.symbols(places[state], size=90, stroke=INK, strokeWidth=1.5, **marks[state]) for state in places]


def pixel(field: str) -> dict:
    """Return a channel that takes a field for the pixel itself."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None, "title": None}


def specification(points: list[dict], layers: list[dict], *, height: float, width: int = WIDTH, **more) -> dict:
    """Return the whole around the layers. `points` are the values, for Vega and for whoever reads the file."""
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
            # The page describes the drawing as a whole; the places of its marks say nothing to anybody.
            "aria": False,
            "font": "Cairo",
            "view": {"stroke": None},
            "bar": {"discreteBandSize": {"band": 0.66}},
            "axis": {"grid": False},
        },
    }


def datum(point, order: int, **more) -> dict:
    """Return a point as data: what it stands for, its value and how it is written."""
    found = {"label": point.category, "value": point.value, "text": point.text, "state": point.state, "order": order}
    if point.series:
        found["series"] = point.series
    if point.high is not None:
        found["high"] = point.high
    return found | more
