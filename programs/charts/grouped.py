"""Grouped bars: for each category the bars of all series, each with its own name and number beside it."""

from itertools import groupby

from programs.charts.bars import lying_bars, room_for_bars, top_of
from programs.charts.canvas import Canvas, Drawing, datum, specification
from programs.charts.points import Point
from programs.charts.theme import LINE, SERIES, SOFT, WIDTH, lines_of, width_of

THIN = 18
BETWEEN = 6
GAP = 16


def grouped_bars(points: list[Point], language: str, order: tuple[str, ...] = ()) -> Drawing:
    """Draw the series of a category under its name. No legend: each bar says what it is.

    Series stand, and have their colours, in `order`, whichever of them the first category has; others follow.
    """
    canvas = Canvas(language)
    found = dict.fromkeys(point.series for point in points)
    series = list(dict.fromkeys([name for name in order if name in found] + list(found)))
    names = {name: lines_of(name, WIDTH * 0.36) for name in series}
    column = min(WIDTH * 0.4, max(width_of(line) for lines in names.values() for line in lines)) + 10
    top, longest = top_of(points), room_for_bars(points, WIDTH - column)
    y, place_of_bar = 4.0, 0
    data, categories, labels, known, absent = [], [], [], [], []
    for category, members in groupby(points, key=lambda point: point.category):
        for line in lines_of(category, WIDTH, bold=True):
            categories.append((line, 0, y + LINE / 2))
            y += LINE
        y += 4
        for point in sorted(members, key=lambda point: series.index(point.series)):
            high = max(THIN, LINE * len(names[point.series]))
            labels += [(line, 0, y + LINE * (place + 0.5)) for place, line in enumerate(names[point.series])]
            middle = y + high / 2
            data.append(datum(point, place_of_bar, from_y=middle - THIN / 2, to_y=middle + THIN / 2))
            end = (point.value or 0) / top * longest
            place = (point.text, column + (end + 8 if point.state == "value" else 0), middle)
            (known if point.state == "value" else absent).append(place)
            y, place_of_bar = y + high + BETWEEN, place_of_bar + 1
        y += GAP - BETWEEN
    # More series than colours have one colour: each bar has its name.
    colour = len(series) <= len(SERIES) and {
        "field": "series",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": series, "range": SERIES[: len(series)]},
    }
    layers = [
        lying_bars(canvas, longest, top, first=column, colour=colour or None),
        canvas.texts(known, bold=True),
        canvas.texts(absent, colour=SOFT),
        canvas.texts(labels),
        canvas.texts(categories, bold=True),
    ]
    return Drawing(specification(data, layers, height=y - GAP))
