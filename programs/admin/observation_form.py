"""Forms of values, and of a reported value, which belongs to no event."""

from datetime import date

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programs.admin.fields import WrittenNumberField
from programs.admin.forms import FactForm
from programs.facts import BREAKDOWNS, Indicator, Observation, Territory

PeriodType = Observation.PeriodType

#: Period types given by a year.
YEARS = (PeriodType.CALENDAR_YEAR, PeriodType.SCHOOL_YEAR)
#: Period types given by their last day at least.
DAYS = (PeriodType.INSTANT, PeriodType.EDITION, PeriodType.MULTI_YEAR, PeriodType.CUMULATIVE)
#: A school year runs from September to August.
SCHOOL_BEGINS, SCHOOL_ENDS = (9, 1), (8, 31)

AS_WRITTEN = _("As you would write it: 38, 650 000 DH, 4,5 MDH, «نحو 650 ألف».")
FOR_READERS = _("What a reader must know to read the value. Never a person’s name.")

FIGURE_HELP = {
    "value": AS_WRITTEN,
    "value_high": _("The larger of the two values."),
    "program": _("The programme that the value is of; empty for the whole foundation."),
    "edition": _("The round of the programme, if the value is of one."),
    "territory": _("Where those counted are; the country where no smaller one is said."),
    "period_start": _("May stay empty only for a cumulative value whose beginning is not known."),
    "period_end": _("For a cumulative value, the day up to which it was counted."),
    **{one.code: one.value_help for one in BREAKDOWNS},
    "note_ar": FOR_READERS,
    "note_fr": FOR_READERS,
}


def check_value(form: forms.Form, indicator: Indicator | None) -> None:
    """Take over a parsed qualifier; reject fractions of counts, and numbers for missing values."""
    qualifier = form.fields["value"].parsed_qualifier
    if qualifier and form.cleaned_data.get("qualifier") == Observation.Qualifier.EXACT:
        form.cleaned_data["qualifier"] = qualifier
    countable = indicator and not (indicator.is_money or indicator.statistical_unit == Indicator.StatisticalUnit.RATE)
    for name in ("value", "value_high"):
        value = form.cleaned_data.get(name)
        if value is not None and countable and value % 1:
            form.add_error(name, _("This is counted in whole numbers."))
    missing = form.cleaned_data.get("status") == Observation.Status.MISSING
    if missing and form.cleaned_data.get("value") is not None:
        form.add_error("value", _("A value that is missing has no number. Empty the value, or the status."))


class ValueForm(FactForm):
    """A draft of a value, with a help text for each field."""

    value = WrittenNumberField(label=_("Value"), required=False)
    value_high = WrittenNumberField(label=capfirst(_("upper value")), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.help_text = field.help_text or FIGURE_HELP.get(name, "")

    def clean(self):
        cleaned = super().clean()
        check_value(self, cleaned.get("indicator"))
        return cleaned


def settle_period(period_type: str, year: int | None, start, end, edition) -> tuple[date | None, date | None]:
    """Return first and last day of a period by its type; None where not given."""
    if period_type == PeriodType.UNSTATED:
        return None, None
    if period_type == PeriodType.CALENDAR_YEAR and year:
        return date(year, 1, 1), date(year, 12, 31)
    if period_type == PeriodType.SCHOOL_YEAR and year:
        return date(year, *SCHOOL_BEGINS), date(year + 1, *SCHOOL_ENDS)
    if period_type == PeriodType.EDITION and edition and not start and not end:
        return edition.period_start, edition.period_end
    if period_type == PeriodType.INSTANT:
        return start or end, end or start
    return start, end


class ObservationForm(ValueForm):
    """A draft of a reported value. The country is the territory unless another is chosen."""

    period_year = forms.IntegerField(
        required=False,
        min_value=1956,
        max_value=2100,
        label=capfirst(_("year")),
        help_text=_("For a school year, the year in which it begins."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "period_type" in self.fields:
            kinds = [c for c in PeriodType.choices if c[0] != PeriodType.EVENT or self.instance.event_id]
            self.fields["period_type"].choices = [("", "–"), *kinds]
        if not self.instance.pk and "territory" in self.fields:
            country = Territory.objects.filter(scheme__level="country").order_by("-scheme__valid_from").first()
            self.initial.setdefault("territory", country.pk if country else None)
        if self.instance.period_type in YEARS and self.instance.period_start:
            self.initial.setdefault("period_year", self.instance.period_start.year)
        if self.instance.event_id:
            # Programme, place and period of an event's figure are those of the event.
            of_period = ("period_type", "period_year", "period_start", "period_end")
            for name in ("role", "program", "edition", "territory", *of_period):
                self.fields.pop(name, None)

    def clean(self):
        cleaned = super().clean()
        if "period_type" in self.fields:
            self._clean_period(cleaned)
        return cleaned

    def _clean_period(self, cleaned: dict) -> None:
        kind = cleaned.get("period_type")
        if not kind or {"period_year", "period_start", "period_end"} & set(self.errors):
            return
        given = cleaned.get("period_start"), cleaned.get("period_end")
        start, end = settle_period(kind, cleaned.get("period_year"), *given, cleaned.get("edition"))
        cleaned["period_start"], cleaned["period_end"] = start, end
        if kind in YEARS and not start:
            self.add_error("period_year", _("Give the year."))
        elif kind == PeriodType.EDITION and not end:
            self.add_error("edition", _("Choose an edition whose days are known, or give the days."))
        elif kind == PeriodType.MULTI_YEAR and not (start and end):
            self.add_error("period_start" if not start else "period_end", _("Give the first and the last day."))
        elif kind == PeriodType.CUMULATIVE and not end:
            self.add_error("period_end", _("Give the day up to which it was counted."))
        elif kind == PeriodType.INSTANT and not start:
            self.add_error("period_start", _("Give the day."))
