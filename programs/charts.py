"""Charts: Vega-Lite, rendered to SVG on the server, once for each content.

The SVG stands in the page itself, with the page's own font and with colours that are variables of the style sheet,
so that one rendering serves light, dark and print.
"""

import hashlib
import json
import logging
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.languages import current_language
from programs.figures import period_text
from programs.statistics import Answer
from programs.tables import Table, table_of

logger = logging.getLogger(__name__)

#: Sizes in pixels of a phone's screen; a wider screen shows the same drawing larger.
WIDTH = 400
HEIGHT = 240
STEP = 54
FONT_SIZE = 15
INK = "var(--chart-ink)"
LABEL = {"type": "text", "fontSize": FONT_SIZE, "color": INK}
#: Changes when the drawing changes, so that what is cached of an older drawing is not shown.
DRAWING = 3


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
    table = table_of(answer)
    language = current_language()
    points = [
        {
            "label": row.header,
            "value": float(figure.number) if figure.number else None,
            "text": figure.quantity_text,
            "order": order,
        }
        for order, row in enumerate(table.rows)
        for figure in row.cells
    ]
    drawable = any(point["value"] is not None for point in points)
    periods = list(dict.fromkeys(period_text(row, language) for row in answer.rows))
    name, unit = answer.indicator.name, answer.indicator.unit.name
    # “Beneficiaries – beneficiary” says nothing twice.
    subtitle = name if unit.lower() in name.lower() else f"{name} – {unit}"
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
        svg=svg_of(bar_specification(points, language, by=answer.question.by[0] if answer.question.by else ""))
        if drawable
        else mark_safe(""),
        description=description,
        source_text=(", " if language == "fr" else "، ").join(source.name for source in table.sources),
        table=table,
    )


def bar_specification(points: list[dict], language: str, *, by: str) -> dict:
    """Return the Vega-Lite specification of a bar chart of `points` ({label, value, text, order}).

    Years stand upright, and run from right to left in Arabic. Names lie above their bars, which grow from the side
    where reading begins; the number stands at the end of the bar.
    """
    rtl = language == "ar"
    encoding, layers, height = _upright(rtl) if by == "year" else _lying(points, rtl)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": height,
        "padding": {"left": 2, "right": 2, "top": 12, "bottom": 4},
        "autosize": {"type": "pad", "contains": "padding"},
        "background": "transparent",
        "data": {"values": points},
        "encoding": encoding,
        "layer": [{"mark": {"type": "bar", "color": "var(--chart-1)"}}, *layers],
        "config": {"font": "inherit", "view": {"stroke": None}, "bar": {"discreteBandSize": {"band": 0.66}}},
    }


def _upright(rtl: bool) -> tuple[dict, list[dict], int]:
    axis = {
        "labelAngle": 0,
        "ticks": False,
        "labelPadding": 8,
        "domainColor": "var(--chart-grid)",
        "labelColor": INK,
        "labelFontSize": FONT_SIZE,
    }
    sort = {"field": "order", "order": "descending" if rtl else "ascending"}
    encoding = {
        "x": {"field": "label", "type": "ordinal", "title": None, "sort": sort, "axis": axis},
        "y": {"field": "value", "type": "quantitative", "axis": None, "scale": {"zero": True}},
    }
    number = {"mark": {**LABEL, "fontWeight": 600, "dy": -10}, "encoding": {"text": {"field": "text"}}}
    return encoding, [number], HEIGHT


def _lying(points: list[dict], rtl: bool) -> tuple[dict, list[dict], int]:
    # Room for the number at the end of the longest bar, about half the size of the type for each character.
    room = min(max(len(point["text"]) for point in points) * FONT_SIZE // 2 + 16, WIDTH // 2)
    # Vega aligns text by its own left-to-right box, whatever the script.
    align = {"align": "right" if rtl else "left"}
    encoding = {
        "y": {
            "field": "label",
            "type": "ordinal",
            "sort": {"field": "order", "order": "ascending"},
            "axis": None,
            "scale": {"paddingInner": 0.55, "paddingOuter": 0.3},
        },
        "x": {
            "field": "value",
            "type": "quantitative",
            "axis": None,
            "scale": {"zero": True, "nice": False, "range": [WIDTH, room] if rtl else [0, WIDTH - room]},
        },
    }
    number = {**LABEL, **align, "fontWeight": 600, "dx": -8 if rtl else 8}
    name = {**LABEL, **align, "dy": -20}
    layers = [
        {"mark": number, "encoding": {"text": {"field": "text"}}},
        {"mark": name, "encoding": {"text": {"field": "label"}, "x": {"value": WIDTH if rtl else 0}}},
    ]
    return encoding, layers, STEP * len(points)


def svg_of(specification: dict) -> SafeString:
    """Return the drawing, from the data folder if it was drawn before; '' if it cannot be drawn."""
    content = json.dumps([DRAWING, specification], sort_keys=True, ensure_ascii=False)
    path = Path(settings.CHARTS_ROOT) / f"{hashlib.sha256(content.encode()).hexdigest()}.svg"
    try:
        if path.exists():
            return mark_safe(path.read_text(encoding="utf-8"))
        svg = _render(specification)
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own: two processes may draw the same chart at once.
        unfinished = path.with_suffix(f".{secrets.token_hex(4)}")
        unfinished.write_text(svg, encoding="utf-8")
        unfinished.replace(path)
    except Exception:  # the boundary to the renderer and to the disk: the table stands without the drawing
        logger.exception("A chart could not be drawn or kept")
        return mark_safe("")
    return mark_safe(svg)


def _render(specification: dict) -> str:
    import vl_convert

    return vl_convert.vegalite_to_svg(specification, vl_version="5.20")
