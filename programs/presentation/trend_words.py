"""Trends in words, in the active language."""

from django.utils.translation import gettext as _

from portal.l10n import current_language, format_number, format_percent, isolate_text
from programs.facts import Indicator
from programs.presentation.figures import format_with_unit
from programs.statistics import Row, Trend


def trend_text(trend: Trend) -> str:
    """Return « 234 micro-projets de plus qu’en 2014 (+16 %) »."""
    language = current_language()
    is_rate = trend.previous.indicator.statistical_unit == Indicator.StatisticalUnit.RATE
    words = {"period": years_of(trend.previous)}
    if not trend.difference:
        return _("Unchanged from %(period)s") % words
    words["difference"] = _size(trend, is_rate, language)
    more = trend.difference > 0
    if is_rate or not trend.percent:
        text = _("%(difference)s more than in %(period)s") if more else _("%(difference)s less than in %(period)s")
        return text % words
    percent = format_percent(abs(trend.percent), language)
    words["percent"] = isolate_text(f"{'+' if more else '−'}{percent}")
    text = (
        _("%(difference)s more than in %(period)s (%(percent)s)")
        if more
        else _("%(difference)s less than in %(period)s (%(percent)s)")
    )
    return text % words


def years_of(row: Row) -> str:
    """Return “2014” or, for a school year, “2021-2022”."""
    first, last = row.period_start.year, row.period_end.year
    return str(first) if first == last else f"{first}-{last}"


def _size(trend: Trend, is_rate: bool, language: str) -> str:
    """Return the difference with its unit: two rates differ by points and not by per cents."""
    size = abs(trend.difference)
    if is_rate:
        return _("%(number)s points") % {"number": format_number(size, language)}
    return format_with_unit(trend.previous.indicator, size, language)
