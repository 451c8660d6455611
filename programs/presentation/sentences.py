"""Trends, summaries and reconciliations as sentences in the active language."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.l10n import current_language, format_number, format_percent, isolate_text
from programs.facts import Indicator
from programs.presentation.figures import figure_of, format_qualified_quantity, format_with_unit
from programs.statistics import QualifiedValue, Row, Summary, Trend


def reconciliation(computed: Row | None, whole: Row | None) -> str:
    """Return “events published here account for 38 of about 230”; '' unless both values are known."""
    if computed is None or whole is None or computed.value is None or whole.value is None:
        return ""
    return _("The events published here account for %(part)s of %(whole)s.") % {
        "part": figure_of(computed).quantity_text,
        "whole": figure_of(whole).quantity_text,
    }


def trend_text(trend: Trend) -> str:
    """Return « 234 micro-projets de plus qu’en 2014 (+16 %) ». Rates differ by points, not by per cent."""
    language = current_language()
    indicator = trend.previous.indicator
    words = {"period": _years(trend.previous.period_start, trend.previous.period_end)}
    if not trend.difference:
        return _("Unchanged from %(period)s") % words
    size, more = abs(trend.difference), trend.difference > 0
    is_rate = indicator.statistical_unit == Indicator.StatisticalUnit.RATE
    if is_rate:
        words["difference"] = _("%(number)s points") % {"number": format_number(size, language)}
    else:
        words["difference"] = format_with_unit(indicator, size, language)
    if is_rate or not trend.percent:
        text = _("%(difference)s more than in %(period)s") if more else _("%(difference)s less than in %(period)s")
        return text % words
    words["percent"] = isolate_text(f"{'+' if more else '−'}{format_percent(abs(trend.percent), language)}")
    if more:
        return _("%(difference)s more than in %(period)s (%(percent)s)") % words
    return _("%(difference)s less than in %(period)s (%(percent)s)") % words


def _years(start: date | None, end: date | None) -> str:
    """Return “2014” or, for a school year, “2021-2022”."""
    return "-".join(dict.fromkeys(str(day.year) for day in (start, end) if day))


def summary_text(summary: Summary) -> str:
    """Return mean, median, count and range as one line of plain text; none of them is ever given alone."""
    language = current_language()
    sentences = [
        ngettext(
            "Mean: %(mean)s; median: %(median)s; %(count)s value (least: %(least)s; greatest: %(greatest)s).",
            "Mean: %(mean)s; median: %(median)s; %(count)s values (least: %(least)s; greatest: %(greatest)s).",
            summary.count,
        )
        % {
            "mean": _middle_text(summary.indicator, summary.mean, language),
            "median": _middle_text(summary.indicator, summary.median, language),
            "count": format_number(summary.count, language),
            "least": isolate_text(figure_of(summary.least).quantity_text),
            "greatest": isolate_text(figure_of(summary.greatest).quantity_text),
        }
    ]
    if summary.masked:
        text = ngettext(
            "%(count)s masked value is not counted.", "%(count)s masked values are not counted.", summary.masked
        )
        sentences.append(text % {"count": format_number(summary.masked, language)})
    if summary.missing:
        text = ngettext("%(count)s value is not available.", "%(count)s values are not available.", summary.missing)
        sentences.append(text % {"count": format_number(summary.missing, language)})
    return " ".join(sentences)


def _middle_text(indicator: Indicator, middle: QualifiedValue, language: str) -> str:
    value, high = _rounded(indicator, middle.value), middle.value_high
    high = None if high is None else _rounded(indicator, high)
    return isolate_text(format_qualified_quantity(indicator, value, high, middle.qualifier, language))


def _rounded(indicator: Indicator, value: Decimal) -> Decimal:
    """Round to hundredths below ten, else to tenths; money from ten up to its whole unit."""
    above_ten = Decimal(1) if indicator.is_money else Decimal("0.1")
    return value.quantize(Decimal("0.01") if value < 10 else above_ten, ROUND_HALF_UP)
