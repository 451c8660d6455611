"""Charts as files: SVG, PNG, the specification and the values, at permanent URLs."""

import csv
import json
import logging
from dataclasses import dataclass
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.l10n import current_language, format_file_size
from portal.pages import with_license_link
from portal.web import table_formats
from programs.charts import cache, rendering

logger = logging.getLogger(__name__)

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
    language = current_language()
    return tuple(
        Download(
            name,
            reverse("chart_file", args=[digest, form]),
            format_file_size(sizes[form], language) if form in sizes else "",
        )
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
    name = f"{about['name']}.{form}"
    response = HttpResponse(content, content_type=kinds()[form][1])
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Language"] = about["language"]
    # The URL is a hash of the content.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return with_license_link(response)


def _file(document: dict, digest: str, form: str) -> Path:
    """Return the file of a cached chart, made on demand; PNG from the same drawing as SVG."""
    if form in ("csv", "json"):
        return cache.folder_of(digest) / f"chart.{form}"
    if form not in PICTURES:
        return cache.cached_file(digest, f"chart.{form}", lambda: _values_as(form, digest))
    svg = cache.cached_file(digest, "chart.svg", lambda: document_svg(document).encode())
    if form == "svg":
        return svg
    return cache.cached_file(digest, "chart.png", lambda: rendering.png(svg.read_text(encoding="utf-8")))


def _values_as(form: str, digest: str) -> bytes:
    """Return the values of a cached chart in another format of tables."""
    with (cache.folder_of(digest) / "chart.csv").open(encoding="utf-8-sig", newline="") as file:
        columns, *rows = csv.reader(file)
    parts = table_formats()[form].table(columns, rows)
    return b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)


def document_svg(document: dict) -> str:
    about = document["usermeta"]
    return rendering.standing_alone(
        rendering.svg(document),
        title=about["title"],
        description=document["description"],
        language=about["language"],
    )
