"""Viewsets of reference records: programmes, editions, indicators, sources, short lists."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import DateColumn
from wagtail.log_actions import log

from programs.admin.base import NAME_PANEL, FactEditView, FactInspectView, FactViewSet, NameColumn, bilingual
from programs.admin.choosers import LargeFactChooserViewSet
from programs.admin.fields import PluralFormsField, PluralFormsWidget
from programs.admin.forms import FactForm
from programs.admin.reasons import ReasonForm, reason_panel
from programs.facts import (
    AssistanceKind,
    Centre,
    Discrepancy,
    Edition,
    Indicator,
    Organization,
    Placement,
    Preference,
    Program,
    Source,
    Trade,
    UnitOfMeasure,
    correct_source,
)


class ProgramViewSet(FactViewSet):
    model = Program
    icon = "folder-open-inverse"

    panels = [
        *FactViewSet.panels,
        InlinePanel(
            "aliases",
            [FieldRowPanel([FieldPanel("name"), FieldPanel("language")])],
            heading=_("Other names"),
            label=_("other name"),
        ),
    ]


class EditionViewSet(FactViewSet):
    model = Edition
    icon = "calendar"
    list_related = ("program",)
    list_filter = ["program"]
    ordering = "-period_start"

    list_display = [
        "name",
        NameColumn("program", label=_("Programme"), sort_key="program__code"),
        DateColumn("period_start", label=_("First day"), sort_key="period_start"),
        DateColumn("period_end", label=_("Last day"), sort_key="period_end"),
        "code",
    ]

    panels = [
        FieldPanel("program"),
        NAME_PANEL,
        FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")], heading=_("Period")),
        FieldPanel("code"),
    ]


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


class IndicatorViewSet(FactViewSet):
    model = Indicator
    inspect_view_class = IndicatorInspectView
    form_class = IndicatorForm
    icon = "target"
    list_related = ("unit",)
    list_filter = ["statistical_unit", "aggregation", "measure"]
    list_display = [
        "name",
        "statistical_unit",
        "aggregation",
        NameColumn("unit", label=_("Unit of measure"), sort_key="unit__code"),
        "code",
    ]

    panels = [
        NAME_PANEL,
        bilingual("definition", _("Definition")),
        FieldRowPanel([FieldPanel("statistical_unit"), FieldPanel("unit")], heading=_("Unit")),
        FieldRowPanel([FieldPanel("measure"), FieldPanel("currency")], heading=_("Money")),
        FieldRowPanel([FieldPanel("aggregation"), FieldPanel("threshold")], heading=_("Rules")),
        FieldPanel("compared_with"),
        FieldPanel("placements"),
        FieldPanel("position"),
        FieldPanel("code"),
    ]


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


class SourceViewSet(FactViewSet):
    model = Source
    icon = "openquote"
    form_class = SourceEditForm
    edit_view_class = SourceEditView
    chooser_viewset_class = SourceChooserViewSet
    ordering = "-date"
    list_filter = ["language", "date_precision"]
    search_fields = ["code", "name_ar", "name_fr", "publisher", "url"]
    list_display = ["name", "publisher", DateColumn("date", label=_("Date"), sort_key="date"), "code"]

    panels = [
        NAME_PANEL,
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("language")], heading=_("Publisher")),
        FieldRowPanel([FieldPanel("date"), FieldPanel("date_precision")], heading=_("Date")),
        FieldPanel("url"),
        FieldPanel("code"),
        reason_panel(
            _("Published figures cite this source. What it said and this reason stay public beside its new words.")
        ),
    ]


class TradeViewSet(FactViewSet):
    model = Trade
    icon = "hammer"


class AssistanceKindViewSet(FactViewSet):
    model = AssistanceKind
    icon = "gift"


class OrganizationViewSet(FactViewSet):
    model = Organization
    icon = "building"

    panels = [NAME_PANEL, FieldPanel("is_publisher"), FieldPanel("code")]


class CentreViewSet(FactViewSet):
    model = Centre
    icon = "home"
    list_related = ("territory",)
    list_display = ["name", NameColumn("territory", label=_("Territory"), sort_key="territory__code"), "code"]

    panels = [NAME_PANEL, FieldPanel("territory"), FieldPanel("code")]


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


class UnitViewSet(FactViewSet):
    model = UnitOfMeasure
    icon = "ruler"
    form_class = UnitForm

    panels = [NAME_PANEL, FieldPanel("forms_ar"), FieldPanel("forms_fr"), FieldPanel("code")]


class PreferenceViewSet(FactViewSet):
    model = Preference
    icon = "scales"
    list_related = ("observation__indicator", "observation__source")
    search_fields = ["observation__code", "reason_ar", "reason_fr"]
    ordering = "-decided_at"
    list_filter = ["observation__indicator"]
    list_display = [
        "__str__",
        NameColumn("observation.source", label=_("Source")),
        NameColumn("reason", label=_("Public reason")),
        DateColumn("decided_at", label=_("Decided"), sort_key="decided_at"),
    ]

    panels = [FieldPanel("observation"), bilingual("reason", _("Public reason"))]


class DiscrepancyForm(FactForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        observations = self.fields["observations"]
        observations.queryset = observations.queryset.select_related("indicator").order_by("code")
        observations.widget.attrs["size"] = 12


class DiscrepancyViewSet(FactViewSet):
    model = Discrepancy
    icon = "not-equal"
    form_class = DiscrepancyForm

    panels = [NAME_PANEL, bilingual("diagnosis", _("Diagnosis")), FieldPanel("observations"), FieldPanel("code")]
