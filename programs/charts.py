"""Charts: Vega-Lite, rendered to SVG on the server, once for each content.

The SVG stands in the page itself, with the page's own font and with colours that are variables of the style sheet,
so that one rendering serves light, dark and print.
"""

import hashlib
import json
import logging
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.languages import current_language
from programs.figures import figure_of, period_text
from programs.statistics import Answer
from programs.tables import Table, table_of

logger = logging.getLogger(__name__)

WIDTH = 560
BAR_HEIGHT = 40
#: Changes when the drawing changes, so that what is cached of an older drawing is not shown.
DRAWING = 1


@dataclass(frozen=True)
class Chart:
    """`svg` is '' where the chart could not be drawn: its table still stands."""

    title: str
    subtitle: str
    svg: SafeString
    description: str
    source_text: str
    table: Table


def chart_of(answer: Answer, title: str) -> Chart:
    """Draw an answer with rows as horizontal or upright bars, whichever fits its dimension."""
    figures = [figure_of(row) for row in answer.rows]
    table = table_of(answer)
    language = current_language()
    points = [
        {
            "label": figure.group_text,
            "value": float(figure.number),
            "text": figure.quantity_text,
            "order": order,
        }
        for order, figure in enumerate(figures)
        if figure.number
    ]
    periods = list(dict.fromkeys(period_text(row, language) for row in answer.rows))
    subtitle = f"{answer.indicator.name} – {answer.indicator.unit.name}"
    if answer.question.role == "target":
        subtitle = f"{subtitle} ({_('target')})"
    description = (
        "؛ ".join(f"{p['label']}: {p['text']}" for p in points)
        if language == "ar"
        else " ; ".join(f"{p['label']} : {p['text']}" for p in points)
    )
    return Chart(
        title=title,
        subtitle=subtitle if len(periods) != 1 else f"{subtitle}, {periods[0]}",
        svg=svg_of(bar_specification(points, language, by=answer.question.by)) if points else mark_safe(""),
        description=description,
        source_text=(", " if language == "fr" else "، ").join(source.name for source in table.sources),
        table=table,
    )


def bar_specification(points: list[dict], language: str, *, by: str) -> dict:
    """Return the Vega-Lite specification of a bar chart of `points` ({label, value, text, order}).

    Years stand upright, and run from right to left in Arabic; names lie, with the scale's origin at the side where
    reading begins.
    """
    rtl = language == "ar"
    upright = by == "year"
    category = {
        "field": "label",
        "type": "ordinal",
        "title": None,
        "sort": {"field": "order", "order": "descending" if rtl and upright else "ascending"},
        "axis": {
            "labelAngle": 0,
            "domain": upright,
            "ticks": False,
            "labelPadding": 8,
            "orient": "bottom" if upright else ("right" if rtl else "left"),
            "labelLimit": 220,
        },
    }
    value = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"zero": True, "nice": True, **({"reverse": True} if rtl and not upright else {})},
        "axis": None,
    }
    if upright:
        text = {"align": "center", "dy": -10}
        axes = {"x": category, "y": value}
    else:
        # Vega aligns text by its own left-to-right box, whatever the script.
        text = {"align": "right" if rtl else "left", "dx": -8 if rtl else 8}
        axes = {"y": category, "x": value}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH if upright else WIDTH - 120,
        "height": 260 if upright else max(BAR_HEIGHT * len(points), 120),
        "padding": {"left": 8, "right": 8, "top": 16, "bottom": 8},
        "autosize": {"type": "pad"},
        "background": "transparent",
        "data": {"values": points},
        "encoding": axes,
        "layer": [
            {"mark": {"type": "bar", "color": "var(--chart-1)", "cornerRadiusEnd": 2}},
            {
                "mark": {"type": "text", "fontSize": 14, "color": "var(--chart-ink)", **text},
                "encoding": {"text": {"field": "text"}},
            },
        ],
        "config": {
            "font": "inherit",
            "view": {"stroke": None},
            "bar": {"discreteBandSize": {"band": 0.66}},
            "axis": {
                "labelColor": "var(--chart-ink)",
                "labelFontSize": 14,
                "domainColor": "var(--chart-grid)",
                "grid": False,
            },
        },
    }


def svg_of(specification: dict) -> SafeString:
    """Return the drawing, from the data folder if it was drawn before; '' if it cannot be drawn."""
    content = json.dumps([DRAWING, specification], sort_keys=True, ensure_ascii=False)
    path = Path(settings.CHARTS_ROOT) / f"{hashlib.sha256(content.encode()).hexdigest()}.svg"
    try:
        return mark_safe(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        pass
    try:
        svg = _render(specification)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_text(svg, encoding="utf-8")
        unfinished.replace(path)
    except Exception:  # the boundary to the renderer and to the disk: the table stands without the drawing
        logger.exception("A chart could not be drawn or kept")
        return mark_safe("")
    return mark_safe(svg)


def _render(specification: dict) -> str:
    import vl_convert

    return vl_convert.vegalite_to_svg(specification, vl_version="5.20")
