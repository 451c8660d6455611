"""Lines: values by year, one line a series, named at its end; a year without a value leaves a gap."""

from itertools import product

from programs.charts.canvas import (
    Canvas,
    Drawing,
    absence_marks,
    by_series,
    datum,
    layer,
    measure,
    specification,
    ticks,
)
from programs.charts.points import Point, absence_in_words
from programs.charts.theme import LINE, PAPER, SERIES, SOFT, WIDTH, inside, lines_of, width_of

HEIGHT = 220
#: Up to this many points each has its number beside it.
FEW = 8
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]


def lines(points: list[Point], language: str, write) -> Drawing:
    """Draw time series, with the axis where reading begins. `write` formats a number of the axis."""
    canvas = Canvas(language)
    series = list(dict.fromkeys(point.series for point in points))
    several = len(series) > 1
    years = range(min(point.year for point in points), max(point.year for point in points) + 1)
    marks = ticks(0, max(point.value for point in points if point.value is not None))
    axis = max(width_of(write(mark)) for mark in marks) + 14
    first = axis
    names = {name: lines_of(name, WIDTH * 0.3) for name in series}
    if several:
        room = max(width_of(line, bold=True) for lines in names.values() for line in lines) + 14
    else:
        # Keep the numbers of the first and last point clear of axis and border.
        room = max(width_of(point.short, bold=True) for point in points) / 2
        first += min(room, WIDTH * 0.12)
    last = WIDTH - min(room, WIDTH * 0.4)
    height = max(HEIGHT, sum(LINE * (len(lines) + 1) + 2 for lines in names.values()) if several else 0)
    top = float(marks[-1])

    def x_of(year: int) -> float:
        return first + (last - first) * (year - years[0]) / max(len(years) - 1, 1)

    def y_of(value: float) -> float:
        return height * (1 - value / top)

    by_place = {(point.series, point.year): point for point in points}
    data = []
    for name, (order, year) in product(series, enumerate(years)):
        point = by_place.get((name, year))
        # A year without a value breaks the line.
        gap = {"year": year, "series": name, "value": None, "order": order}
        data.append(datum(point, order, year=year) if point else gap)
    span = [years[0], max(years[-1], years[0] + 1)]
    place = {
        "x": measure("year", domain=span, range=canvas.range(first, last), zero=False),
        "y": measure("value", domain=[0, top], range=[height, 0]),
    } | ({"color": by_series(series, SERIES)} if several else {})
    shapes = {"shape": by_series(series, SHAPES)} if several else {}
    dot = {"type": "point", "filled": True, "size": 70, "opacity": 1, "stroke": PAPER, "strokeWidth": 1.5}
    label = {point.year: point.category for point in points}
    shown = _years_that_fit(label, x_of)
    layers = [
        canvas.rules([y_of(float(mark)) for mark in marks], axis - 6, last if several else WIDTH),
        canvas.texts([(write(mark), axis - 12, y_of(float(mark))) for mark in marks], align="end", colour=SOFT),
        layer({"type": "line", "strokeWidth": 3, "color": SERIES[0]}, **place),
        layer(dot | {"color": SERIES[0]}, **place, **shapes),
        canvas.texts([(label[year], inside(x_of(year), label[year]), height + 20) for year in shown], align="middle"),
        *absence_marks(canvas, [(p.state, x_of(p.year), height) for p in points]),
    ]
    if several:
        layers += _named_ends(canvas, names, points, y_of, last + 12, height)
    else:
        layers.append(_numbers(canvas, points, x_of, y_of, height))
    return Drawing(specification(data, layers, height=height), below=40, note=absence_in_words(points))


def _years_that_fit(labels: dict[int, str], x_of) -> list[int]:
    """Return the years whose labels fit, the last one always."""
    shown: list[int] = []
    for year in sorted(labels, reverse=True):
        half = width_of(labels[year]) / 2 + 5
        if not shown or x_of(year) + half <= x_of(shown[-1]) - width_of(labels[shown[-1]]) / 2:
            shown.append(year)
    return shown


def _numbers(canvas: Canvas, points: list[Point], x_of, y_of, bottom: float) -> dict:
    """Write the number of each point of a single line; of many points, those of the ends, the maximum and the minimum."""
    known = [point for point in points if point.value is not None]
    chosen = known
    if len(known) > FEW or any(
        width_of(point.short, bold=True) > x_of(known[1].year) - x_of(known[0].year) + 12 for point in known
    ):
        ends = {known[0], known[-1], max(known, key=lambda p: p.value), min(known, key=lambda p: p.value)}
        chosen = [point for point in known if point in ends]
    placed: list[tuple[str, float, float]] = []
    by_year = {point.year: point for point in known}
    for point in chosen:
        half = width_of(point.short, bold=True) / 2
        x = inside(x_of(point.year), point.short, bold=True)
        # Above the line; below it in a valley.
        beside = [by_year[year].value for year in (point.year - 1, point.year + 1) if year in by_year]
        valley = bool(beside) and all(value > point.value for value in beside)
        y = y_of(point.value) + (18 if valley and y_of(point.value) < bottom - 14 else -16)
        if not any(
            abs(x - other_x) < half + width_of(text, bold=True) / 2 and abs(y - other_y) < LINE
            for text, other_x, other_y in placed
        ):
            placed.append((point.short, x, y))
    return canvas.texts(placed, align="middle", bold=True)


def _named_ends(
    canvas: Canvas, names: dict[str, list[str]], points: list[Point], y_of, x: float, bottom: float
) -> list[dict]:
    """Write the name and the last number of each series at the end of its line, without overlap."""
    last = {point.series: point for point in points if point.value is not None}
    ends = sorted((y_of(point.value), name, point.short) for name, point in last.items())
    highs = [LINE * (len(names[name]) + 1) + 2 for _y, name, _number in ends]
    tops, free = [], -LINE
    for (y, _name, _number), high in zip(ends, highs, strict=True):
        tops.append(max(y - high / 2, free))
        free = tops[-1] + high
    # Labels pushed out at the bottom move up and push the others.
    free = bottom + LINE / 2
    for index in reversed(range(len(tops))):
        tops[index] = min(tops[index], free - highs[index])
        free = tops[index]
    named, numbers = [], []
    for top, (_y, name, number) in zip(tops, ends, strict=True):
        lines = names[name]
        named += [(line, x, top + LINE * (index + 0.5)) for index, line in enumerate(lines)]
        numbers.append((number, x, top + LINE * (len(lines) + 0.5)))
    return [canvas.texts(named), canvas.texts(numbers, bold=True)]
