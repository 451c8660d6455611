"""A chart or a map of a page: its drawing, table, description and files."""

import hashlib
import json
import logging
from dataclasses import dataclass, replace
from functools import partial

from django.utils.safestring import SafeString, mark_safe

from portal.l10n import comma_join, current_language, labelled, list_join
from programs.charts import cache, rendering
from programs.charts.bars import bars, horizontal_bars
from programs.charts.canvas import Drawing
from programs.charts.data_table import csv_of, table_beside, table_with_others
from programs.charts.files import Download, document_of, downloads_of
from programs.charts.kinds import fitting_kinds, why_not
from programs.charts.lines import lines
from programs.charts.maps import map_drawing, why_no_map
from programs.charts.points import Point, names_beside, points_of
from programs.charts.ranges import ranges
from programs.presentation import Table, format_value, period_text, table_of, target_label
from programs.statistics import Answer, Refusal

logger = logging.getLogger(__name__)

#: Part of the digest: increase it when drawings change, so that cached ones are not shown.
DRAWING = 13


@dataclass(frozen=True)
class Chart:
    """`svg` is '' if nothing was drawn, and the table stands alone; `refusal` is why nothing should be drawn."""

    title: str
    subtitle: str
    svg: SafeString
    description: str
    source_text: str
    table: Table
    kind: str = ""
    note: str = ""
    refusal: str = ""
    downloads: tuple[Download, ...] = ()


def chart_of(answer: Answer, title: str, kind: str = "", beside: Answer | None = None) -> Chart:
    """Draw an answer with rows as `kind`, or as the kind that fits if that is '' or no longer fits.

    `beside` is a second answer by the same dimension, as targets beside results.
    """
    if beside is not None and not beside.rows:
        beside = None
    language = current_language()
    fitting = fitting_kinds(answer, beside)
    chosen = kind if kind in fitting else next(iter(fitting), "")
    points = points_of(answer, language, beside=beside)
    series = names_beside(answer, beside) if beside is not None else ()
    if beside is not None:
        table = table_beside(answer, beside, series)
    else:
        table = table_with_others(answer) if chosen == "dot_range" else table_of(answer)
    refusal = None if chosen else why_not(kind or "bar", answer, beside)
    answers = [answer] if beside is None else [answer, beside]
    return _chart(answers, points, table, title, chosen, refusal, series)


def map_of(answer: Answer, title: str) -> Chart:
    """Draw an answer by territory on the regions of its scheme."""
    refusal = why_no_map(answer)
    points = points_of(answer, current_language())
    return _chart([answer], points, table_of(answer), title, "" if refusal else "map", refusal)


def _drawing(kind: str, answer: Answer, points: list[Point], language: str, series: tuple[str, ...] = ()) -> Drawing:
    write = partial(format_value, answer.indicator, language=language)
    if kind == "map":
        return map_drawing(answer, points, language, write)
    if kind == "line":
        return lines(points, language, write)
    if kind == "grouped_bar":
        return horizontal_bars(points, language, series)
    if kind == "dot_range":
        return ranges(points, language, write)
    return bars(points, language, by=answer.question.by[0])


def _chart(
    answers: list[Answer],
    points: list[Point],
    table: Table,
    title: str,
    kind: str,
    refusal: Refusal | None,
    series: tuple[str, ...] = (),
) -> Chart:
    language = current_language()
    sources = [source.name for source in table.sources]
    shown = Chart(
        title=title,
        subtitle=subtitle_of(answers, language),
        svg=mark_safe(""),
        description=description_of(points, language),
        source_text=comma_join(sources, language),
        table=table,
        kind=kind,
        refusal=str(refusal.message) if refusal else "",
    )
    if not kind:
        return shown
    try:
        drawing = _drawing(kind, answers[0], points, language, series)
        texts = {"title": title, "subtitle": shown.subtitle, "description": shown.description}
        document = document_of(drawing, **texts, sources=sources, language=language)
        svg, downloads = _cached(drawing.specification, document, csv_of(answers))
    except Exception:  # the boundary to the renderer and to the disk: the table stands without the drawing
        logger.exception("Cannot draw or cache a chart")
        return shown
    return replace(shown, svg=svg, note=drawing.note, downloads=downloads)


def _cached(specification: dict, document: dict, values: bytes) -> tuple[SafeString, tuple[Download, ...]]:
    """Return the drawing for the page, from the cache if it was drawn before, and its downloads."""
    inside = json.dumps(document, ensure_ascii=False, sort_keys=True).encode()
    content = json.dumps([DRAWING, specification], ensure_ascii=False, sort_keys=True).encode()
    digest = hashlib.sha256(content + inside + values).hexdigest()
    folder = cache.cached_folder(
        digest, lambda: {"page.svg": rendering.svg(specification).encode(), "chart.json": inside, "chart.csv": values}
    )
    svg = (folder / "page.svg").read_text(encoding="utf-8")
    return mark_safe(svg), downloads_of(digest, {"json": len(inside), "csv": len(values)})


def subtitle_of(answers: list[Answer], language: str) -> str:
    """Return what is measured: indicator, unit, whether it is a target, and the period if all rows share it."""
    answer = answers[0]
    name, unit = answer.indicator.name, answer.indicator.unit.name
    # No “Beneficiaries – beneficiary”.
    subtitle = name if unit.lower() in name.lower() else f"{name} – {unit}"
    if len(answers) == 1 and answer.question.role == "target":
        subtitle = target_label(subtitle)
    periods = {period_text(row, language) for one in answers for row in one.rows}
    if len(periods) != 1:
        return subtitle
    return comma_join([subtitle, periods.pop()], language)


def description_of(points: list[Point], language: str) -> str:
    """Return the text alternative of the drawing."""
    names = [list_join(filter(None, (point.category, point.series)), language) for point in points]
    described = [labelled(name, point.text, language) for name, point in zip(names, points, strict=True)]
    return ("؛ " if language == "ar" else " ; ").join(described)
