"""Viewsets of reference records that have a form or views of their own."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn
from wagtail.log_actions import log

from programs.admin.base import NAME_PANEL, FactEditView, FactInspectView, FactViewSet, NameColumn, bilingual, row
from programs.admin.fields import LargeFactChooserViewSet, PluralFormsField, PluralFormsWidget
from programs.admin.forms import FactForm, ReasonForm, reason_panel
from programs.facts import Discrepancy, Indicator, Placement, Source, UnitOfMeasure, correct_source


class IndicatorForm(FactForm):
    placements = forms.MultipleChoiceField(
        choices=Placement.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=capfirst(_("where it is shown")),
        help_text=Indicator._meta.get_field("placements").help_text,
    )


class IndicatorInspectView(FactInspectView):
    def get_placements_display_value(self) -> str:
        return " · ".join(str(Placement(name).label) for name in self.object.placements)


INDICATORS = FactViewSet(
    model=Indicator,
    icon="target",
    inspect_view_class=IndicatorInspectView,
    form_class=IndicatorForm,
    list_related=("unit",),
    list_filter=["statistical_unit", "aggregation", "measure"],
    list_display=[
        "name",
        "statistical_unit",
        "aggregation",
        NameColumn("unit", label=_("Unit of measure"), sort_key="unit__code"),
        "code",
    ],
    panels=[
        NAME_PANEL,
        bilingual("definition", _("Definition")),
        row("statistical_unit", "unit", heading=_("Unit")),
        row("measure", "currency", heading=_("Money")),
        row("aggregation", "threshold", heading=_("Rules")),
        "compared_with",
        "placements",
        "position",
        "code",
    ],
)


class SourceForm(FactForm):
    class Meta(FactForm.Meta):
        model = Source
        fields = ["name_ar", "name_fr", "publisher", "language", "date", "date_precision", "url", "code"]


class SourceEditForm(ReasonForm):
    """Correct a cited source with a reason; its old text stays public."""

    @property
    def needs_reason(self) -> bool:
        return self.instance.is_cited

    def clean(self):
        cleaned = super().clean()
        self.instance.is_being_corrected = bool(self.instance.pk and self.needs_reason)
        if self.instance.is_being_corrected and set(self.changed_data) & set(Source.PUBLISHED_FIELDS):
            self.require_reason(cleaned, gettext("Say why it is corrected: published figures cite this source."))
        return cleaned

    def save(self, commit=True):
        if not (commit and self.instance.is_being_corrected and self.instance.changed_fields()):
            return super().save(commit=commit)
        source = super().save(commit=False)
        correct_source(source, **self.reasons, at=timezone.now())
        log(instance=source, action="programs.correct")
        return source


class SourceEditView(FactEditView):
    refusal = _("Published figures cite this source: those who may publish correct it.")


class SourceChooserViewSet(LargeFactChooserViewSet):
    """A chooser that also creates sources."""

    creation_form_class = SourceForm
    create_action_label = _("Record it")
    creation_tab_label = _("New source")


SOURCES = FactViewSet(
    model=Source,
    icon="openquote",
    form_class=SourceEditForm,
    edit_view_class=SourceEditView,
    chooser_viewset_class=SourceChooserViewSet,
    ordering="-date",
    list_filter=["language", "date_precision"],
    search_fields=["code", "name_ar", "name_fr", "publisher", "url"],
    list_display=["name", "publisher", DateColumn("date", label=_("Date"), sort_key="date"), "code"],
    panels=[
        NAME_PANEL,
        row("publisher", "language", heading=_("Publisher")),
        row("date", "date_precision", heading=_("Date")),
        "url",
        "code",
        reason_panel(
            _("Published figures cite this source. What it said and this reason stay public beside its new words.")
        ),
    ],
)


class UnitForm(FactForm):
    """Plural forms have a box for each category; “other” is needed in both languages."""

    forms_ar = PluralFormsField(
        widget=PluralFormsWidget(direction="rtl"),
        label=capfirst(_("plural forms in Arabic")),
        help_text=_("By plural category (zero, one, two, few, many, other); {n} is where the number stands."),
    )
    forms_fr = PluralFormsField(
        widget=PluralFormsWidget(direction="ltr"),
        label=capfirst(_("plural forms in French")),
        help_text=_("By plural category (one, many, other); {n} is where the number stands."),
    )


UNITS = FactViewSet(
    model=UnitOfMeasure, icon="ruler", form_class=UnitForm, panels=[NAME_PANEL, "forms_ar", "forms_fr", "code"]
)


class DiscrepancyForm(FactForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        observations = self.fields["observations"]
        observations.queryset = observations.queryset.select_related("indicator").order_by("code")
        observations.widget.attrs["size"] = 12


DISCREPANCIES = FactViewSet(
    model=Discrepancy,
    icon="not-equal",
    form_class=DiscrepancyForm,
    panels=[NAME_PANEL, bilingual("diagnosis", _("Diagnosis")), "observations", "code"],
)
