"""Dots and ranges: what lies between two values as a line, and what sources say as dots on one scale."""

from programs.charts.canvas import Canvas, Drawing, datum, pixel, specification
from programs.charts.points import Point
from programs.charts.theme import GRID, INK, LINE, PAPER, SERIES, SOFT, WIDTH, inside, lines_of
from programs.charts.ticks import ticks

TRACK = 22
GAP = 18
INSET = 10


def ranges(points: list[Point], language: str, write, describe_other) -> Drawing:
    """Draw a scale for each point: the value shown first as a full dot, others as empty diamonds.

    `write` makes a number of the scale into text, `describe_other` another source's value.
    """
    canvas = Canvas(language)
    spans = [(p.value, p.top) for point in points for p in (point, *point.others) if p.value is not None]
    low, high = min(bottom for bottom, _top in spans), max(top for _bottom, top in spans)
    # Dots need no zero, but a scale that is hardly longer than its values would make much of little.
    marks = ticks(0 if low < (high - low) * 3 else low - (high - low) / 2, high, about=3)
    scale = {
        "domain": [float(marks[0]), float(marks[-1])],
        "range": canvas.range(INSET, WIDTH - INSET),
        "zero": False,
        "nice": False,
    }
    y, data, others, names, known, absent, told, tracks = 4.0, [], [], [], [], [], [], []
    for order, point in enumerate(points):
        for line in lines_of(point.category, WIDTH):
            names.append((line, 0, y + LINE / 2))
            y += LINE
        (known if point.state == "value" else absent).append((point.text, 0, y + LINE / 2))
        y += LINE
        for other in point.others:
            for place, line in enumerate(lines_of(describe_other(other), WIDTH - 20)):
                told.append((line, 20, y + LINE / 2, place == 0 and other.value is not None))
                y += LINE
        y += 4
        tracks.append(y + TRACK / 2)
        data.append(datum(point, order, y=tracks[-1], top=point.top, other=False))
        others += [
            datum(other, order, y=tracks[-1], top=other.top, other=True)
            for other in point.others
            if other.value is not None
        ]
        y += TRACK + GAP
    values = {"field": "value", "type": "quantitative", "axis": None, "scale": scale}
    ends = {"x": values, "x2": {"field": "top"}, "y": pixel("y")}
    axis = [(write(mark), INSET + (WIDTH - 2 * INSET) * place / (len(marks) - 1)) for place, mark in enumerate(marks)]
    layers = [
        {
            "data": {"values": [{"y": y, "x": 0, "x2": WIDTH} for y in tracks]},
            "mark": {"type": "rule", "color": GRID, "strokeWidth": 1},
            "encoding": {"y": pixel("y"), "x": pixel("x"), "x2": {"field": "x2"}},
        },
        {"mark": {"type": "rule", "strokeWidth": 8, "color": SERIES[0]}, "encoding": ends},
        {"data": {"values": others}, "mark": {"type": "rule", "strokeWidth": 3, "color": INK}, "encoding": ends},
        *(_dots(values, data, field) for field in ("value", "top")),
        *(_diamonds(values, others, field) for field in ("value", "top")),
        canvas.symbols([(6, y) for _text, _x, y, first in told if first], "diamond", **DIAMOND),
        canvas.texts(names),
        canvas.texts(known, bold=True),
        canvas.texts(absent, colour=SOFT),
        canvas.texts([(text, x, y) for text, x, y, _first in told]),
        canvas.texts([(text, inside(x, text), y) for text, x in axis], align="middle", colour=SOFT),
    ]
    return Drawing(specification([*data, *others], layers, height=y + LINE / 2))


DIAMOND = {"size": 130, "fill": PAPER, "stroke": INK, "strokeWidth": 2}


def _dots(values: dict, points: list[dict], field: str) -> dict:
    return {
        "data": {"values": [point for point in points if point["value"] is not None]},
        "mark": {"type": "point", "filled": True, "size": 150, "opacity": 1, "color": SERIES[0], "stroke": PAPER},
        "encoding": {"x": values | {"field": field}, "y": pixel("y")},
    }


def _diamonds(values: dict, points: list[dict], field: str) -> dict:
    return {
        "data": {"values": points},
        "mark": {"type": "point", "shape": "diamond", "opacity": 1, **DIAMOND},
        "encoding": {"x": values | {"field": field}, "y": pixel("y")},
    }
