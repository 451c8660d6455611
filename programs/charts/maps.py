"""Maps by region: proportional circles for counts and amounts, fills (choropleth) for rates.

Regions differ in size, so that filling them by a count would show their area as much as the count (Slocum et al.,
Thematic Cartography and Geovisualization, 3rd ed., chapters 14 and 18).
"""

from itertools import pairwise, product
from math import pi, sqrt

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.l10n import list_join
from programs.charts.canvas import Canvas, Drawing, absence_marks, layer, pixel, specification, ticks
from programs.charts.label_layout import Box, Room
from programs.charts.outlines import SCHEMES, Region, fitting_scheme, height, projection, regions
from programs.charts.points import Point, absence_in_words, top_of
from programs.charts.theme import LAND, LINE, LINES, PAPER, SERIES, STEPS, lines_of
from programs.facts import Indicator
from programs.statistics import Answer, Refusal, Row

LARGEST = 21
NARROW = 130
#: A channel whose field is a colour.
FILL = {"field": "fill", "type": "nominal", "scale": None, "legend": None}
HALO = {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}

NOT_BY_TERRITORY = Refusal("not-by-territory", _("A map needs one row for each territory."))
NO_OUTLINES = Refusal(
    "no-outlines", _("There are outlines for regions only: ask for the regions of 1997–2015, or for those since 2015.")
)
OTHER_TIME = Refusal("other-time", _("These values are from a time in which the country was divided otherwise."))
NOTHING_ON_MAP = Refusal("nothing-numeric", _("There is no number here that could be drawn."))


def why_no_map(answer: Answer) -> Refusal | None:
    """Return why an answer cannot be drawn on regions, None if it can."""
    if answer.refusal:
        return answer.refusal
    if answer.question.by != ("territory",):
        return NOT_BY_TERRITORY
    scheme = scheme_of(answer)
    if not scheme:
        return NO_OUTLINES
    on_map = [row for row in answer.rows if row.group.scheme.code == scheme]
    if not any(row.value is not None for row in on_map):
        return NOTHING_ON_MAP
    division = on_map[0].group.scheme
    outside = any(
        (division.valid_to and row.period_start and row.period_start > division.valid_to)
        or (row.period_end and row.period_end < division.valid_from)
        for row in on_map
    )
    return OTHER_TIME if outside else None


def is_of_its_time(answer: Answer) -> bool:
    """Return whether all values are from the time of the scheme that was asked for; undated ones belong to today's.

    For a single value the end of its period counts, for a sum that and its start.
    """
    scheme = scheme_of(answer)
    return bool(answer.rows) and all(fitting_scheme(day) == scheme for row in answer.rows for day in _days(row))


def _days(row: Row) -> set:
    days = {row.period_end} if row.parts == 1 else {row.period_start, row.period_end}
    return (days - {None}) or {None}


def scheme_of(answer: Answer) -> str:
    """Return the scheme to draw: the one asked for, else the only one of the rows; '' for none."""
    asked = answer.question.scheme
    if asked:
        return asked if asked in SCHEMES else ""
    found = {row.group.scheme.code for row in answer.rows} & set(SCHEMES)
    return found.pop() if len(found) == 1 else ""


def map_drawing(answer: Answer, points: list[Point], language: str, write) -> Drawing:
    """Draw the points of an answer that `why_no_map` accepts."""
    outlines = regions(scheme_of(answer))
    placed = {
        row.group.code: point
        for row, point in zip(answer.rows, points, strict=True)
        if row.group.scheme.code == scheme_of(answer) and row.group.code in outlines
    }
    filled = answer.indicator.statistical_unit == Indicator.StatisticalUnit.RATE
    canvas = Canvas(language, mirrored=False)
    steps = _steps(list(placed.values())) if filled else []
    layers = [_land(outlines, placed, steps)]
    room = Room(height())
    if filled:
        layers += _legend(canvas, steps, write, room)
    else:
        layers.append(_circles(outlines, placed, room))
    absent = [(point.state, *outlines[code].anchor) for code, point in placed.items() if point.value is None]
    for _state, x, y in absent:
        room.take_circle(x, y, 8)
    layers += absence_marks(canvas, absent)
    labels, unnamed = _labels(canvas, outlines, placed, room, filled)
    layers += labels
    data = [
        {"code": code, "label": point.category, "value": point.value, "text": point.text, "state": point.state}
        for code, point in placed.items()
    ]
    off = [point.category for row, point in zip(answer.rows, points, strict=True) if row.group.code not in placed]
    return Drawing(
        specification(data, layers, height=height()),
        note=_note(outlines, placed, off, unnamed, language, filled=filled),
    )


def _radius(value: float, top: float) -> float:
    """Return the radius of a circle whose area is proportional to the value."""
    return LARGEST * sqrt(value / top)


def _land(outlines: dict[str, Region], placed: dict[str, Point], steps: list) -> dict:
    map_of = projection()
    features = []
    for code, region in outlines.items():
        point = placed.get(code)
        known = point is not None and point.value is not None
        # Below circles one pale tint marks the regions with values, as labels reach into neighbours.
        fill = (STEPS[_step(point.value, steps)] if steps else STEPS[0]) if known else LAND
        outline = {"type": "Polygon", "coordinates": [list(map(list, region.ring))]}
        features.append({"type": "Feature", "code": code, "fill": fill, "geometry": outline})
    land = layer({"type": "geoshape", "stroke": LINES, "strokeWidth": 0.8, "strokeJoin": "round"}, features, fill=FILL)
    return land | {"projection": {"type": "mercator", "scale": map_of.scale, "translate": list(map_of.translate)}}


def _circles(outlines: dict[str, Region], placed: dict[str, Point], room: Room) -> dict:
    top = top_of(placed.values())
    values = []
    for code, point in placed.items():
        if point.value is not None:
            x, y = outlines[code].anchor
            room.take_circle(x, y, _radius(point.value, top))
            values.append({"code": code, "value": point.value, "x": x, "y": y})
    values.sort(key=lambda value: -value["value"])
    scale = {"domain": [0, top], "range": [0, pi * LARGEST**2], "zero": True, "nice": False}
    size = {"field": "value", "type": "quantitative", "legend": None, "scale": scale}
    mark = {"type": "point", "filled": True, "color": SERIES[0], "opacity": 1, "stroke": PAPER, "strokeWidth": 1}
    return layer(mark, values, x=pixel("x"), y=pixel("y"), size=size)


def _labels(
    canvas: Canvas, outlines: dict, placed: dict[str, Point], room: Room, filled: bool
) -> tuple[list[dict], list[Point]]:
    """Return layers with name and number of each region, or the number alone, where they fit, the greatest values first;
    and the points without a name, which the note names."""
    top = top_of(placed.values())
    names, numbers, unnamed = [], [], []
    known = sorted((item for item in placed.items() if item[1].value is not None), key=lambda item: -item[1].value)
    for code, point in known:
        x, y = outlines[code].anchor
        away = -LINE if filled else _radius(point.value, top)
        for widest in (NARROW, NARROW / 2):
            if lines := room.place([*_broken(point.category, widest), point.short], x, y, away):
                names += lines[:-1]
                numbers.append(lines[-1])
                break
        else:
            numbers += room.place([point.short], x, y, away)
            unnamed.append(point)
    kinds = product(((names, False), (numbers, True)), (HALO, {}))
    return [canvas.texts(texts, align="middle", bold=bold, **look) for (texts, bold), look in kinds], unnamed


def _broken(name: str, width: float) -> list[str]:
    """Break a name between words, and after the hyphens of names of regions."""
    return [line.replace("- ", "-") for line in lines_of(name.replace("-", "- "), width)]


def _steps(points: list[Point]) -> list:
    """Return round bounds of at most five classes that enclose the values."""
    known = [point.value for point in points if point.value is not None]
    scales = (ticks(min(known), max(known), about=about) for about in (5, 4, 3, 2, 1))
    return next(bounds for bounds in scales if len(bounds) - 1 <= len(STEPS))


def _step(value: float, bounds: list) -> int:
    """Return the colour of a value's class, upper bound included; fewer classes are spread over the colours."""
    step = next(index for index, upper in enumerate(bounds[1:]) if value <= float(upper))
    return round(step * (len(STEPS) - 1) / max(len(bounds) - 2, 1))


def _legend(canvas: Canvas, bounds: list, write, room: Room) -> list[dict]:
    """Return the legend of the fills, in the sea."""
    rows = [(lower, upper, 10 + 26 * index) for index, (lower, upper) in enumerate(pairwise(bounds))]
    room.taken.append(Box(0, 0, 140, 26 * len(rows) + 10))
    fills = [{"fill": STEPS[_step(float(upper), bounds)], "x": 10, "y": y} for _lower, upper, y in rows]
    square = {"type": "point", "shape": "square", "size": 260, "opacity": 1, "stroke": LINES, "strokeWidth": 0.8}
    return [
        layer(square, fills, x=pixel("x"), y=pixel("y"), fill=FILL),
        canvas.texts([(f"{write(lower)} – {write(upper)}", 26, y) for lower, upper, y in rows]),
    ]


def _note(
    outlines: dict, placed: dict[str, Point], off: list[str], unnamed: list[Point], language: str, *, filled: bool
) -> str:
    beside = [f"{point.category} ({point.short})" for point in unnamed]
    notes = [] if filled else [gettext("The area of a circle stands for the value.")]
    notes.append(absence_in_words(placed.values()))
    if len(placed) < len(outlines):
        notes.append(gettext("Where there is neither a mark nor a colour, nothing is published."))
    if beside:
        notes.append(gettext("No room on the map for a name: %(places)s.") % {"places": list_join(beside, language)})
    if off:
        notes.append(gettext("Not on the map: %(places)s.") % {"places": list_join(off, language)})
    return " ".join(filter(None, notes))
