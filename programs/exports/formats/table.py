"""Plain text for a terminal: aligned columns with total, remarks and sources."""

import unicodedata
from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.l10n import current_language, labelled
from programs.exports.registry import Format
from programs.presentation import Figure, caption_of, figure_of, heading_of, source_link, summary_text
from programs.statistics import Answer, name_of

GAP = "   "

#: More sources than these are counted and not listed.
LISTED_SOURCES = 12


def width_of(text: str) -> int:
    """Return the width in terminal cells: combining marks and marks of direction take none."""
    return sum(
        0 if unicodedata.category(sign) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a line for each row, columns as wide as their widest cell."""
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    return [
        GAP.join(cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def lines_of(answer: Answer) -> list[str]:
    """Return an answer with rows as lines in the active language."""
    figures = [figure_of(row) for row in answer.rows]
    sources = list(dict.fromkeys(source for figure in figures for source in figure.sources))
    numbers = {source: number for number, source in enumerate(sources, start=1)}
    by = answer.question.by
    table = [[*map(heading_of, by), capfirst(_("value")), _("Period"), _("Sources")]]
    for row, figure in zip(answer.rows, figures, strict=True):
        table.append([*map(name_of, row.groups), figure.quantity_text, figure.period_text, cited(figure, numbers)])
    if answer.total:
        whole = figure_of(answer.total)
        table.append([_("Total"), *[""] * (len(by) - 1), whole.quantity_text, whole.period_text, ""])
    return [answer.indicator.name, "", *aligned(table), *remarks(answer, figures), "", *listed(sources)]


def cited(figure: Figure, numbers: dict) -> str:
    """Return the numbers of the sources, or their count if they would fill the line."""
    if len(figure.sources) > LISTED_SOURCES // 2:
        count = len(figure.sources)
        return ngettext("%(count)d source", "%(count)d sources", count) % {"count": count}
    return " ".join(f"[{numbers[source]}]" for source in figure.sources)


def remarks(answer: Answer, figures: list[Figure]) -> list[str]:
    """Return other values, notes, and the count of values in no row."""
    lines = []
    for row, figure in zip(answer.rows, figures, strict=True):
        groups = " · ".join(map(name_of, row.groups))
        found = [_("another source says %(value)s") % {"value": other.quantity_text} for other in figure.others]
        found += filter(None, [figure.preference_reason, figure.note])
        lines += [labelled(groups, text, current_language()) for text in found]
    if answer.left_out:
        lines.append(
            ngettext(
                "%(count)d value belongs to none of these rows.",
                "%(count)d values belong to none of these rows.",
                answer.left_out,
            )
            % {"count": answer.left_out}
        )
    return ["", *lines] if lines else []


def listed(sources: list) -> list[str]:
    lines = [
        f"[{number}] {' – '.join(filter(None, (source.name, source.date_text, source.url)))}"
        for number, source in enumerate(sources[:LISTED_SOURCES], start=1)
    ]
    rest = len(sources) - LISTED_SOURCES
    if rest > 0:
        lines.append(ngettext("and %(count)d more source", "and %(count)d more sources", rest) % {"count": rest})
    return lines


class TerminalFormat(Format):
    suffix = "table"

    def answer(self, answer, whole=str):
        return ["\n".join(lines_of(answer)).rstrip() + "\n"]

    def summary(self, summary):
        title = caption_of(summary.indicator, summary.question.by, summary.question.role)
        sources = listed(list(dict.fromkeys(map(source_link, summary.sources))))
        return ["\n".join([title, "", summary_text(summary), "", *sources]).rstrip() + "\n"]


FORMAT = TerminalFormat()
