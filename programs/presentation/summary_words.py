"""A summary in words. Mean, median and count are said in one breath: there are no words for one of them alone."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import ngettext

from portal.l10n import current_language, format_number, format_qualified, isolate_text
from programs.facts import Indicator
from programs.presentation.figures import figure_of, format_value, format_with_unit
from programs.statistics import CentralValue, Row, Summary


def summary_text(summary: Summary) -> str:
    """Return the whole of it as a line of plain text in the active language."""
    line = ngettext(
        "Mean: %(mean)s; median: %(median)s; %(count)s value (least: %(least)s; greatest: %(greatest)s).",
        "Mean: %(mean)s; median: %(median)s; %(count)s values (least: %(least)s; greatest: %(greatest)s).",
        summary.count,
    ) % {
        "mean": _middle_text(summary.indicator, summary.mean),
        "median": _middle_text(summary.indicator, summary.median),
        "count": _number(summary.count),
        "least": _value_text(summary.least),
        "greatest": _value_text(summary.greatest),
    }
    return " ".join([line, *_left_out(summary)])


def _left_out(summary: Summary) -> list[str]:
    said = []
    if summary.masked:
        text = ngettext(
            "%(count)s masked value is not counted.", "%(count)s masked values are not counted.", summary.masked
        )
        said.append(text % {"count": _number(summary.masked)})
    if summary.missing:
        text = ngettext("%(count)s value is not available.", "%(count)s values are not available.", summary.missing)
        said.append(text % {"count": _number(summary.missing)})
    return said


def _number(count: int) -> str:
    return format_number(count, current_language())


def _value_text(row: Row) -> str:
    return isolate_text(figure_of(row).quantity_text)


def _middle_text(indicator: Indicator, middle: CentralValue) -> str:
    language = current_language()
    value = readable(indicator, middle.value)
    if middle.value_high is None:
        text = format_qualified(format_with_unit(indicator, value, language), middle.qualifier, language)
    else:
        upper = format_with_unit(indicator, readable(indicator, middle.value_high), language)
        text = format_qualified(format_value(indicator, value, language), middle.qualifier, language, upper=upper)
    return isolate_text(text)


def readable(indicator: Indicator, value: Decimal) -> Decimal:
    """Round to what a reader can use: a tenth, below ten a hundredth; money from ten up to its whole unit."""
    above_ten = Decimal(1) if indicator.is_money else Decimal("0.1")
    return value.quantize(Decimal("0.01") if value < 10 else above_ten, ROUND_HALF_UP)
