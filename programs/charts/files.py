"""Charts to download: SVG, PNG, the specification and the values, at addresses that never change."""

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
from portal.pages import licensed
from programs.charts import cache as keeping
from programs.charts import rendering
from programs.charts.cleanup import used

logger = logging.getLogger(__name__)

#: Formats in the order in which a page offers them.
TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
}
NAMES = {"svg": "SVG", "png": "PNG", "csv": "CSV", "json": "Vega-Lite"}


@dataclass(frozen=True)
class Download:
    """`size_text` is '' where the file is only made when somebody asks for it."""

    name: str
    url: str
    size_text: str


def downloads_of(digest: str, sizes: dict[str, int]) -> tuple[Download, ...]:
    language = current_language()
    return tuple(
        Download(
            NAMES[form],
            reverse("chart_file", args=[digest, form]),
            format_file_size(sizes[form], language) if form in sizes else "",
        )
        for form in TYPES
    )


@require_safe
def chart_file(request: HttpRequest, digest: str, form: str) -> HttpResponse:
    """Hand out a file of a chart that a page has shown; nothing is drawn that no page has shown."""
    try:
        document = json.loads((keeping.folder_of(digest) / "chart.json").read_bytes())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Http404 from error
    about = document["usermeta"]
    if about["language"] != current_language():
        raise Http404
    try:
        path = _file(document, digest, form)
        used(path)
        content = path.read_bytes()
    except Exception:  # the boundary to the renderer and to the disk
        logger.exception("A chart could not be made into a file")
        text = _("This file cannot be made at the moment; the CSV file has the values.")
        return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"})
    name = f"{about['name']}.{form}"
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Language"] = about["language"]
    # The address is the content.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return licensed(response)


def _file(document: dict, digest: str, form: str) -> Path:
    """Return the file of a kept chart. A picture is drawn once, and PNG from the same drawing as SVG."""
    if form not in ("svg", "png"):
        return keeping.folder_of(digest) / f"chart.{form}"
    drawn = keeping.kept_file(digest, "chart.svg", lambda: document_svg(document).encode())
    if form == "svg":
        return drawn
    return keeping.kept_file(digest, "chart.png", lambda: rendering.png(drawn.read_text(encoding="utf-8")))


def document_svg(document: dict) -> str:
    about = document["usermeta"]
    return rendering.standing_alone(
        rendering.svg(document),
        title=about["title"],
        description=document["description"],
        language=about["language"],
    )
