"""Charts as files: SVG, PNG, the specification and the values, at permanent URLs.

Their drawings hold title, subtitle, sources and the site's name.
"""

import csv
import json
import logging
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.l10n import comma_join, current_language, format_file_size, list_join
from portal.pages import LICENSE_METADATA, with_license_link
from portal.web import table_formats
from programs.charts import cache, rendering
from programs.charts.canvas import Canvas, Drawing
from programs.charts.theme import FONT_SIZE, INK, LINE, SOFT, directed, lines_of, on_paper

logger = logging.getLogger(__name__)

TITLE_SIZE = 20
MOST_SOURCES = 4
#: Limits of file names that all systems accept.
LONGEST_NAME = 80
UNWELCOME = re.compile(r"[\x00-\x1f\x7f\\/:*?\"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+")

PICTURES = {"svg": ("SVG", "image/svg+xml"), "png": ("PNG", "image/png")}
SPECIFICATION = {"json": ("Vega-Lite", "application/json")}


def kinds() -> dict[str, tuple[str, str]]:
    """Return {suffix: (name, media type)} in the order of a page's links: pictures, values, specification."""
    tables = {one.suffix: (one.name, one.media_type) for one in table_formats().values()}
    return PICTURES | tables | SPECIFICATION


@dataclass(frozen=True)
class Download:
    """`size_text` is '' for files that are made on demand."""

    name: str
    url: str
    size_text: str


def downloads_of(digest: str, sizes: dict[str, int]) -> tuple[Download, ...]:
    texts = {form: format_file_size(size, current_language()) for form, size in sizes.items()}
    return tuple(
        Download(name, reverse("chart_file", args=[digest, form]), texts.get(form, ""))
        for form, (name, _media_type) in kinds().items()
    )


@require_safe
def chart_file(request: HttpRequest, digest: str, form: str) -> HttpResponse:
    """Serve a file of a chart; only charts that a page has shown exist."""
    if form not in kinds():
        raise Http404
    try:
        document = json.loads((cache.folder_of(digest) / "chart.json").read_bytes())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Http404 from error
    about = document["usermeta"]
    if about["language"] != current_language():
        raise Http404
    try:
        path = _file(document, digest, form)
        cache.mark_used(path)
        content = path.read_bytes()
    except Exception:  # the boundary to the renderer and to the disk
        logger.exception("Cannot make the file of a chart")
        text = _("This file cannot be made at the moment; the CSV file has the values.")
        return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"})
    headers = {
        "Content-Disposition": content_disposition_header(True, f"{about['name']}.{form}"),
        "Content-Language": about["language"],
        # The URL is a hash of the content.
        "Cache-Control": "public, max-age=31536000, immutable",
    }
    return with_license_link(HttpResponse(content, content_type=kinds()[form][1], headers=headers))


def _file(document: dict, digest: str, form: str) -> Path:
    """Return the file of a cached chart, made on demand; PNG from the same drawing as SVG."""
    if form in ("csv", "json"):
        return cache.folder_of(digest) / f"chart.{form}"
    if form not in PICTURES:
        return cache.cached_file(digest, f"chart.{form}", lambda: _values_as(form, digest))
    svg = cache.cached_file(digest, "chart.svg", lambda: rendering.standing_alone(document).encode())
    if form == "svg":
        return svg
    return cache.cached_file(digest, "chart.png", lambda: rendering.png(svg.read_text(encoding="utf-8")))


def _values_as(form: str, digest: str) -> bytes:
    """Return the values of a cached chart in another format of tables."""
    with (cache.folder_of(digest) / "chart.csv").open(encoding="utf-8-sig", newline="") as file:
        columns, *rows = csv.reader(file)
    parts = table_formats()[form].table(columns, rows)
    return b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)


def document_of(
    drawing: Drawing, *, title: str, subtitle: str, sources: list[str], description: str, language: str
) -> dict:
    """Return the specification with all text that the page shows around the drawing, in plain colours."""
    inner = drawing.specification
    width = inner["width"]
    canvas = Canvas(language, width)
    y = inner["height"] + drawing.below + LINE
    foot = filter(None, [drawing.note, sources_line(sources, language), site()])
    texts = [line for text in foot for line in lines_of(text, width)]
    lines = [(line, 0, y + LINE * index) for index, line in enumerate(texts)]
    return on_paper(
        {
            **inner,
            "description": description,
            "usermeta": {"name": file_name(title), "title": title, "language": language, **LICENSE_METADATA},
            "background": "#ffffff",
            "padding": 16,
            "title": {
                "text": [directed(line, language) for line in lines_of(title, width, size=TITLE_SIZE, bold=True)],
                "subtitle": [directed(line, language) for line in lines_of(subtitle, width)],
                "anchor": "end" if canvas.rtl else "start",
                "align": canvas.start,
                "frame": "group",
                "fontSize": TITLE_SIZE,
                "lineHeight": TITLE_SIZE * 1.4,
                "subtitleFontSize": FONT_SIZE,
                "subtitleLineHeight": LINE,
                "subtitlePadding": 6,
                "offset": 18,
                "color": INK,
                "subtitleColor": SOFT,
            },
            "layer": [*inner["layer"], canvas.texts(lines, colour=SOFT)],
        }
    )


def sources_line(sources: list[str], language: str) -> str:
    """Return the sources; of many the first ones, as the CSV file names all."""
    if not sources:
        return ""
    if len(sources) > MOST_SOURCES:
        named = comma_join(sources[: MOST_SOURCES - 1], language)
        more = len(sources) - MOST_SOURCES + 1
        return ngettext(
            "Sources: %(sources)s and %(n)s other, named in the CSV file",
            "Sources: %(sources)s and %(n)s others, named in the CSV file",
            more,
        ) % {"sources": named, "n": more}
    return ngettext("Source: %(sources)s", "Sources: %(sources)s", len(sources)) % {
        "sources": list_join(sources, language)
    }


def site() -> str:
    """Return the site's name, marked if it is a demonstration, as files are seen without their page."""
    name = str(settings.WAGTAIL_SITE_NAME)
    return " – ".join([name, _("demonstration")] if settings.DEMONSTRATION else [name])


def file_name(title: str) -> str:
    """Return the title as a file name, in its own script."""
    words = " ".join(UNWELCOME.sub(" ", title).split()).strip(". ")
    return words[:LONGEST_NAME].strip(". ") or "chart"
