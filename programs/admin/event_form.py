"""Form of a distribution event with its figures."""

from django import forms
from django.db import transaction
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.admin.widgets.filtered_select import FilteredSelect

from programs.admin.event_dates import Precision, settle_dates, suggest_event_code, suggest_event_name
from programs.admin.forms import ReasonForm
from programs.editorial import FactChooser
from programs.facts import (
    Edition,
    Observation,
    Organization,
    Source,
    amend_event,
    dimensions_of,
    latest_of_event,
    taken_codes,
)

LONGEST_CODE = Source._meta.get_field("code").max_length
DATES = ("date_precision", "date_start", "date_end")
LONGEST_FIGURE_CODE = Observation._meta.get_field("code").max_length


class EditionIterator(ModelChoiceIterator):
    """Choices with their programme, as FilteredSelect expects."""

    def choice(self, edition: Edition) -> tuple:
        return (edition.pk, edition.name, [str(edition.program_id)])


class EditionField(forms.ModelChoiceField):
    """Editions; with JavaScript only those of the chosen programme."""

    widget = FilteredSelect(filter_field="id_program")
    iterator = EditionIterator


class EventForm(ReasonForm):
    """Suggests names, code, target territory and source where they are left empty."""

    code_help = gettext_lazy(
        "Left empty, it is made of the place and the date, such as FES-2014-07-02. It never changes."
    )
    edition = EditionField(
        Edition.objects.all(),
        empty_label="–",
        required=False,
        label=capfirst(gettext_lazy("edition")),
        help_text=gettext_lazy("The round of the programme, if it belongs to one."),
    )
    figures_source = forms.ModelChoiceField(
        Source.objects.all(),
        required=False,
        widget=FactChooser(model=Source),
        label=gettext_lazy("Source of the figures"),
        help_text=gettext_lazy(
            "Where the figures were said. Left empty: the foundation’s own announcement, recorded by itself."
        ),
    )

    @property
    def needs_reason(self) -> bool:
        return self.instance.is_released

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = dimensions_of(self.instance) if self.instance.pk else None
        for name in ("name_ar", "name_fr"):
            if name in self.fields:
                self.fields[name].required = False
                self.fields[name].help_text = _("Left empty, it is made of the place and the date.")
        if "target_territory" in self.fields:
            self.fields["target_territory"].required = False
        if self.instance.pk and "figures_source" in self.fields:
            last = latest_of_event(self.instance)
            self.initial.setdefault("figures_source", last.source_id if last else None)

    def defer_required_fields(self):
        super().defer_required_fields()
        if "observations" in self.formsets:
            self.formsets["observations"].needs_figures = False

    def clean(self):
        # First, as the suggested code contains them.
        self._clean_dates(self.cleaned_data)
        cleaned = super().clean()
        self._clean_territory(cleaned)
        self._fill_names(cleaned)
        if "reason_ar" in self.fields and not self.is_deferred_validation:
            self._clean_reason(cleaned)
        return cleaned

    def _clean_dates(self, cleaned: dict) -> None:
        if not self.errors.keys().isdisjoint(DATES):
            return
        cleaned["date_start"], cleaned["date_end"], errors = settle_dates(*(cleaned.get(name) for name in DATES))
        for name, error in errors.items():
            self.add_error(name, error)

    def _clean_territory(self, cleaned: dict) -> None:
        if "target_territory" in self.errors:
            return
        cleaned["target_territory"] = cleaned.get("target_territory") or cleaned.get("venue_territory")
        if cleaned["target_territory"] is None:
            self.add_error("venue_territory", _("Say where it took place."))

    def _fill_names(self, cleaned: dict) -> None:
        place = cleaned.get("venue_territory") or cleaned.get("target_territory")
        known = self.errors.keys().isdisjoint(DATES)
        dates = [cleaned.get(name) for name in DATES] if known else [Precision.UNKNOWN, None, None]
        for language in ("ar", "fr"):
            if place and not cleaned.get(f"name_{language}"):
                cleaned[f"name_{language}"] = suggest_event_name(place, *dates, language)

    def suggest_code(self, cleaned: dict) -> str:
        place = cleaned.get("venue_territory") or cleaned.get("target_territory")
        return suggest_event_code(place, *(cleaned.get(name) for name in DATES))

    def _clean_reason(self, cleaned: dict) -> None:
        """Require a public reason where published figures change with the event."""
        names = ("program", "edition", "target_territory")
        after = tuple(getattr(cleaned.get(name), "pk", None) for name in names)
        if self.instance.is_released and (*after, cleaned.get("date_start"), cleaned.get("date_end")) != self.before:
            message = _(
                "Programme, edition, territory or date of a published event change: "
                "its figures are published anew, with this reason."
            )
            self.require_reason(cleaned, message)

    @transaction.atomic
    def save(self, commit=True):
        self._complete_figures(commit)
        if not (commit and self.instance.is_released and self.before != dimensions_of(self.instance)):
            return super().save(commit=commit)
        event = super().save(commit=False)
        amend_event(event, **self.reasons, at=timezone.now())
        return event

    def _complete_figures(self, commit: bool) -> None:
        """Give new figures the source of the form and a code such as EVENT.indicator."""
        if "observations" not in self.formsets:
            return
        figures = [form.instance for form in self.formsets["observations"].filled_forms]
        if missing := [figure for figure in figures if not figure.source_id]:
            source = self.cleaned_data.get("figures_source") or self._announcement_source(commit)
            for figure in missing:
                figure.source = source
        taken = taken_codes(f"{self.instance.code}.")
        for figure in figures:
            code = f"{self.instance.code}.{figure.indicator.code}" if figure.indicator_id else ""
            if code and not figure.code and code not in taken and len(code) <= LONGEST_FIGURE_CODE:
                figure.code = code
                taken.add(code)

    def _announcement_source(self, commit: bool) -> Source:
        """Return the foundation's own announcement of this event; a new one is dated today."""
        code = f"ANNOUNCEMENT-{self.instance.code}"[:LONGEST_CODE]
        if known := Source.objects.filter(code=code).first():
            return known
        publisher = Organization.objects.filter(is_publisher=True).first()
        source = Source(
            code=code,
            publisher=publisher.name_ar if publisher else _("the foundation"),
            date=timezone.localdate(),
            date_precision=Source.Precision.DAY,
        )
        for language in ("ar", "fr"):
            with override(language):
                name = getattr(self.instance, f"name_{language}")
                setattr(source, f"name_{language}", (_("Announcement: %(event)s") % {"event": name})[:255])
        if commit:
            source.save()
        return source
