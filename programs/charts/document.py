"""The specification of a standalone chart file, with title, subtitle, sources and the site's name in the drawing."""

import re

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.l10n import comma_join, list_join
from portal.pages import LICENSE_METADATA
from programs.charts.canvas import Canvas, Drawing
from programs.charts.theme import FONT_SIZE, INK, LINE, SOFT, directed, lines_of, on_paper

TITLE_SIZE = 20
MOST_SOURCES = 4
#: Limits of file names that all systems accept.
LONGEST_NAME = 80
UNWELCOME = re.compile(r"[\x00-\x1f\x7f\\/:*?\"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def document_of(
    drawing: Drawing, *, title: str, subtitle: str, sources: list[str], description: str, language: str
) -> dict:
    """Return the specification with all text that the page shows around the drawing, in plain colours."""
    inner = drawing.specification
    width = inner["width"]
    canvas = Canvas(language, width)
    y = inner["height"] + drawing.below + LINE
    foot, lines = [drawing.note, sources_line(sources, language), site()], []
    for text in filter(None, foot):
        for line in lines_of(text, width, size=FONT_SIZE):
            lines.append((line, 0, y))
            y += LINE
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
