"""Bars: vertical ones for years whose numbers fit, else horizontal ones below the names of their categories."""

from itertools import groupby

from programs.charts.canvas import (
    TEXT,
    Canvas,
    Drawing,
    by_series,
    datum,
    layer,
    measure,
    pixel,
    specification,
    text_mark,
)
from programs.charts.points import Point, top_of
from programs.charts.theme import FONT_SIZE, GRID, INK, LINE, SERIES, SOFT, WIDTH, directed, lines_of, width_of

HEIGHT = 240


def bars(points: list[Point], language: str, *, by: str) -> Drawing:
    """Draw a bar for each point with its number at the end, so that no axis is needed."""
    if by == "year" and (numbers := _numbers_that_fit(points)):
        return _vertical(points, numbers, language)
    return horizontal_bars(points, language)


def _numbers_that_fit(points: list[Point]) -> list[list[str]]:
    """Return the lines of text above each bar, with units if there is room; [] if they do not fit."""
    band = WIDTH / len(_slots(points)) - 4
    for kind in ("text", "short"):
        numbers = [[getattr(point, kind)] if point.state == "value" else lines_of(point.text, band) for point in points]
        texts = [(line, True) for lines in numbers for line in lines] + [(point.category, False) for point in points]
        if all(width_of(text, bold=bold) <= band for text, bold in texts):
            return numbers
    return []


def _vertical(points: list[Point], numbers: list[list[str]], language: str) -> Drawing:
    """Draw vertical bars; years run from right to left in Arabic."""
    slots = _slots(points)
    axis = {
        "labelAngle": 0, "labelPadding": 8, "labelFontSize": FONT_SIZE, "labelColor": INK, "labelOverlap": False,
        "ticks": False, "domainColor": GRID,
    }  # fmt: skip
    scale = {"domain": slots[::-1] if language == "ar" else slots}
    encoding = {"x": {"field": "label", "type": "ordinal", "title": None, "sort": None, "axis": axis, "scale": scale}}
    top = max(point.value for point in points if point.value is not None)
    layers = [layer({"type": "bar", "color": SERIES[0]}, y=measure("value", zero=True, domain=[0, top or 1]))]
    for known in (True, False):
        texts = [
            {"label": point.category, "text": directed(line, language), "y": _above(point, top, len(lines) - index)}
            for point, lines in zip(points, numbers, strict=True)
            if (point.state == "value") is known
            for index, line in enumerate(lines)
        ]
        layers.append(layer(text_mark(known, INK if known else SOFT), texts, y=pixel("y"), text=TEXT))
    data = [datum(point, order) for order, point in enumerate(points)]
    return Drawing(specification(data, layers, height=HEIGHT, encoding=encoding), below=34)


def _slots(points: list[Point]) -> list[str]:
    """Return the labels along the axis, with one for each gap between years."""
    slots: list[str] = []
    for before, point in zip([None, *points], points, strict=False):
        if before and point.year and before.year and point.year > before.year + 1:
            # Zero-width spaces make each gap a distinct value of the scale.
            slots.append("…" + "\u200b" * len(slots))
        slots.append(point.category)
    return slots


def _above(point: Point, top: float, lines: int) -> float:
    share = (point.value or 0) / top if top else 0
    return round(HEIGHT * (1 - share) - 13 - LINE * (lines - 1), 1)


def horizontal_bars(points: list[Point], language: str, order: tuple[str, ...] = ()) -> Drawing:
    """Draw bars below the names of their categories; series are named beside their bars, so that no legend is needed.

    Series come, and get their colours, in `order`, then in the order of the points.
    """
    canvas = Canvas(language)
    found = dict.fromkeys(point.series for point in points)
    series = list(dict.fromkeys([name for name in order if name in found] + list(found)))
    is_grouped = any(series)
    thick, below_name, between, gap = (18, 4, 6, 16) if is_grouped else (22, 2, 0, 14)
    names = {name: lines_of(name, WIDTH * 0.36) if name else [] for name in series}
    widest = max((width_of(line) for lines in names.values() for line in lines), default=0)
    column = min(WIDTH * 0.4, widest) + 10 if is_grouped else 0
    top = top_of(points)
    longest = _room_for_bars(points, top, WIDTH - column)
    y, data, categories, labels, known, absent = 4.0, [], [], [], [], []
    for category, members in groupby(points, key=lambda point: point.category):
        for line in lines_of(category, WIDTH, bold=is_grouped):
            categories.append((line, 0, y + LINE / 2))
            y += LINE
        y += below_name
        for point in sorted(members, key=lambda point: series.index(point.series)):
            high = max(thick, LINE * len(names[point.series]))
            labels += [(line, 0, y + LINE * (index + 0.5)) for index, line in enumerate(names[point.series])]
            middle = y + high / 2
            data.append(datum(point, len(data), from_y=middle - thick / 2, to_y=middle + thick / 2))
            end = (point.value or 0) / top * longest
            label = (point.text, column + (end + 8 if point.state == "value" else 0), middle)
            (known if point.state == "value" else absent).append(label)
            y += high + between
        y += gap - between
    # One colour for more series than colours: each bar has its name.
    colour = by_series(series, SERIES) if is_grouped and len(series) <= len(SERIES) else None
    # Bars grow from where reading begins, on a scale from zero.
    length = measure("value", zero=True, domain=[0, top], range=canvas.range(column, column + longest))
    place = {"x": length, "x2": {"datum": 0}, "y": pixel("from_y"), "y2": {"field": "to_y"}}
    layers = [
        layer({"type": "rect", "color": SERIES[0]}, **place, **({"color": colour} if colour else {})),
        canvas.texts(known, bold=True),
        canvas.texts(absent, colour=SOFT),
        canvas.texts(labels),
        canvas.texts(categories, bold=is_grouped),
    ]
    return Drawing(specification(data, layers, height=y - gap))


def _room_for_bars(points: list[Point], top: float, width: float) -> float:
    """Return the length of the longest bar that leaves room for all numbers."""
    rooms = ((width - 10 - width_of(point.text, bold=True)) * top / point.value for point in points if point.value)
    return max(min(rooms, default=width), width / 5)
