"""Dots and ranges: intervals as lines, and the values of several sources as marks on one scale."""

from django.utils.translation import gettext as _

from programs.charts.canvas import Canvas, Drawing, datum, layer, measure, pixel, specification, ticks
from programs.charts.points import Point
from programs.charts.theme import INK, LINE, PAPER, SERIES, SOFT, WIDTH, inside, lines_of

TRACK = 22
GAP = 18
INSET = 10
DIAMOND = {"size": 130, "fill": PAPER, "stroke": INK, "strokeWidth": 2}
DOT = {"filled": True, "size": 150, "color": SERIES[0], "stroke": PAPER}


def ranges(points: list[Point], language: str, write) -> Drawing:
    """Draw a scale for each point: its value as a full dot, those of other sources as empty diamonds.

    `write` formats a number of the axis.
    """
    canvas = Canvas(language)
    spans = [(p.value, p.top) for point in points for p in (point, *point.others) if p.value is not None]
    low, high = min(bottom for bottom, _top in spans), max(top for _bottom, top in spans)
    # Dots need no zero, but a scale hardly longer than its values would exaggerate their spread.
    marks = ticks(0 if low < (high - low) * 3 else low - (high - low) / 2, high, about=3)
    domain = [float(marks[0]), float(marks[-1])]
    values = measure("value", domain=domain, range=canvas.range(INSET, WIDTH - INSET), zero=False)
    y, data, others, names, known, absent, notes, tracks = 4.0, [], [], [], [], [], [], []
    for order, point in enumerate(points):
        for line in lines_of(point.category, WIDTH):
            names.append((line, 0, y + LINE / 2))
            y += LINE
        (known if point.state == "value" else absent).append((point.text, 0, y + LINE / 2))
        y += LINE
        for other in point.others:
            note = _("another source: %(value)s (%(source)s)") % {"value": other.text, "source": other.source}
            for index, line in enumerate(lines_of(note, WIDTH - 20)):
                notes.append((line, 20, y + LINE / 2, index == 0 and other.value is not None))
                y += LINE
        y += 4
        tracks.append(y + TRACK / 2)
        data.append(datum(point, order, y=tracks[-1], top=point.top, other=False))
        known_others = (other for other in point.others if other.value is not None)
        others += [datum(other, order, y=tracks[-1], top=other.top, other=True) for other in known_others]
        y += TRACK + GAP
    ends = {"x": values, "x2": {"field": "top"}, "y": pixel("y")}
    axis = [(write(mark), INSET + (WIDTH - 2 * INSET) * index / (len(marks) - 1)) for index, mark in enumerate(marks)]
    layers = [
        canvas.rules(tracks, 0, WIDTH),
        layer({"type": "rule", "strokeWidth": 8, "color": SERIES[0]}, **ends),
        layer({"type": "rule", "strokeWidth": 3, "color": INK}, others, **ends),
        *(_marks(values, data, field, DOT) for field in ("value", "top")),
        *(_marks(values, others, field, {"shape": "diamond", **DIAMOND}) for field in ("value", "top")),
        canvas.symbols([(6, y) for _text, _x, y, first in notes if first], "diamond", **DIAMOND),
        canvas.texts(names),
        canvas.texts(known, bold=True),
        canvas.texts(absent, colour=SOFT),
        canvas.texts([(text, x, y) for text, x, y, _first in notes]),
        canvas.texts([(text, inside(x, text), y) for text, x in axis], align="middle", colour=SOFT),
    ]
    return Drawing(specification([*data, *others], layers, height=y + LINE / 2))


def _marks(values: dict, points: list[dict], field: str, mark: dict) -> dict:
    known = [point for point in points if point["value"] is not None]
    return layer({"type": "point", "opacity": 1, **mark}, known, x=values | {"field": field}, y=pixel("y"))
