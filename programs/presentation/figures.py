"""Rows as figures: numbers, units, periods and labels in the active language."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal import l10n
from programs.facts import Indicator, Observation, Source
from programs.presentation.addresses import row_url
from programs.statistics import MASKED, Row, name_of


@dataclass(frozen=True)
class SourceLink:
    name: str
    url: str
    date_text: str


@dataclass(frozen=True)
class Figure:
    """One value as a page shows it. `*_html` isolate their numbers; `number` is for machines ('' if there is none)."""

    label: str
    definition: str
    value_html: SafeString
    quantity_html: SafeString
    quantity_text: str
    number: str
    qualifier: str
    status: str
    masked: bool
    role: str
    role_label: str
    basis: str
    period_text: str
    territory_text: str
    url: str
    events: int = 0
    sources: list[SourceLink] = field(default_factory=list)
    others: list["Figure"] = field(default_factory=list)
    preference_reason: str = ""
    note: str = ""
    group_texts: tuple[str, ...] = ()

    @property
    def group_text(self) -> str:
        return " · ".join(self.group_texts)

    @property
    def sentence(self) -> str:
        """What is counted and how much it is, for a title or a line: « Bénéficiaires : 38 personnes »."""
        return l10n.labelled(self.label, self.quantity_text, l10n.current_language())


def plain_number(value: Decimal | None) -> str:
    """Return the value without exponent or trailing zeros, with a decimal point; '' for None."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_value(indicator: Indicator, value: Decimal, language: str) -> str:
    """Return the number alone: money without currency, a rate with its percent sign."""
    if indicator.statistical_unit == Indicator.StatisticalUnit.RATE:
        return l10n.format_percent(value, language)
    return l10n.format_number(value, language)


def format_with_unit(indicator: Indicator, value: Decimal, language: str) -> str:
    """Return the number with its unit in the right plural: « 38 personnes », «650.000 درهم»."""
    if indicator.is_money:
        return l10n.format_money(value, indicator.currency, language)
    if indicator.statistical_unit == Indicator.StatisticalUnit.RATE:
        return l10n.format_percent(value, language)
    return l10n.format_quantity(value, indicator.unit.forms(language), language)


def format_qualified_quantity(
    indicator: Indicator, value: Decimal, high: Decimal | None, qualifier: str, language: str
) -> str:
    """Return the number with its qualifier and unit; a range has its unit at the upper end."""
    if high is None:
        return l10n.format_qualified(format_with_unit(indicator, value, language), qualifier, language)
    upper = format_with_unit(indicator, high, language)
    return l10n.format_qualified(format_value(indicator, value, language), qualifier, language, upper=upper)


def _texts(row: Row, language: str) -> tuple[SafeString, SafeString, str]:
    """Return the value and the quantity with its unit (both as HTML), and the quantity as plain text."""
    if row.masked or row.value is None:
        text = str(MASKED) if row.masked else _("not available")
        html = format_html("{}", text)
        return format_html("<span class='masked'>{}</span>", text) if row.masked else html, html, text
    upper = None if row.value_high is None else format_value(row.indicator, row.value_high, language)
    value = l10n.format_qualified(
        format_value(row.indicator, row.value, language), row.qualifier, language, upper=upper
    )
    quantity = format_qualified_quantity(row.indicator, row.value, row.value_high, row.qualifier, language)
    return l10n.isolate(value), l10n.isolate(quantity), quantity


def source_link(source: Source) -> SourceLink:
    day = source.date_text(l10n.current_language()) if source.date else ""
    # Most names contain the date already.
    return SourceLink(source.name, source.url, "" if day in source.name else day)


def figure_of(row: Row) -> Figure:
    language = l10n.current_language()
    value_html, quantity_html, quantity_text = _texts(row, language)
    period = period_text(row, language)
    # A source may give the value of a year for another period.
    spans = row.basis == "reported" and row.period_type != Observation.PeriodType.CALENDAR_YEAR
    return Figure(
        label=row.indicator.name,
        definition=row.indicator.definition,
        value_html=value_html,
        quantity_html=quantity_html,
        quantity_text=quantity_text,
        number=plain_number(row.value),
        qualifier=row.qualifier,
        status=row.status,
        masked=row.masked,
        role=row.role,
        role_label=_("target") if row.role == "target" else _("result"),
        basis=row.basis,
        period_text=period,
        territory_text=row.territory.name if row.territory else "",
        url=row_url(row),
        events=row.events,
        sources=[source_link(source) for source in row.sources],
        others=[figure_of(other) for other in row.others],
        preference_reason=row.preference.reason if row.preference else "",
        note=row.observation.note if row.parts == 1 else "",
        group_texts=tuple(period if spans and isinstance(member, int) else name_of(member) for member in row.groups),
    )


def period_text(row: Row, language: str) -> str:
    """Return the period; for a single event with the precision of its date.

    The recorded days count: the event's own dates may have been amended since.
    """
    if not row.events or row.period_end is None:
        return l10n.format_period(row.period_start, row.period_end, row.period_type, language)
    event = row.observation.event
    same_days = (event.date_start, event.date_end) == (row.period_start, row.period_end)
    precision = event.date_precision if row.events == 1 and same_days else "range"
    return l10n.format_date(row.period_start, row.period_end, precision, language)
