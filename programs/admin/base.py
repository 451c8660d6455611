"""Base viewset, views and panels of facts."""

import json

import django_filters
from django.contrib.admin.utils import quote
from django.db.models import ForeignKey
from django.forms import TextInput
from django.shortcuts import redirect
from django.template.defaultfilters import capfirst, yesno
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel, Panel
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import IndexView, InspectView

from portal.admin import EditView, SnippetViewSet
from portal.l10n import current_language
from programs.admin.fields import FactChooserViewSet, TerritoryField
from programs.admin.forms import FactForm
from programs.facts import CodeField, Territory, may_release, who_may_release


def register_field_overrides() -> None:
    """Group territories by scheme; write codes left to right."""
    register_form_field_override(ForeignKey, to=Territory, override={"form_class": TerritoryField})
    register_form_field_override(CodeField, override={"widget": TextInput(attrs={"dir": "ltr"})})


class NameColumn(Column):
    """The name of a related record; a dash where there is none."""

    def get_value(self, instance):
        return super().get_value(instance) or "–"


class StateFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=[("draft", _("draft")), ("public", _("public"))], method="by_state"
    )

    def by_state(self, queryset, name, value):
        return queryset.filter(released_at__isnull=value == "draft")


class FactIndexView(IndexView):
    """A list whose first column is the name in the editor's language."""

    def _get_title_column(self, field_name, *args, **kwargs):
        column = super()._get_title_column(field_name, *args, **kwargs)
        if field_name == "name":
            column.label = _("Name")
            column.sort_key = f"name_{current_language()}"
        return column


class FactEditView(EditView):
    """Redirect to the read-only view where the user may not change the record."""

    refusal = _("You may read this record but not change it.")

    def dispatch(self, request, *args, **kwargs):
        if self.user_has_permission_for_instance("change", self.object):
            return super().dispatch(request, *args, **kwargs)
        if self.user_has_permission("change"):
            who = "" if may_release(request.user) else who_may_release()
            messages.warning(request, f"{self.refusal} {who}".strip())
        return redirect(self.get_inspect_url())


class FactInspectView(InspectView):
    """A read-only record without empty and technical fields."""

    hidden = ("id", "series_key")

    def get_fields(self):
        return [name for name in super().get_fields() if name not in self.hidden]

    def get_fields_context(self):
        empty = (None, "", "-")
        return [field for field in super().get_fields_context() if field["value"] not in empty]

    def get_field_display_value(self, field_name, field):
        value = super().get_field_display_value(field_name, field)
        return capfirst(yesno(value)) if isinstance(value, bool) else value


def row(*fields: str | Panel, heading="", **kwargs) -> FieldRowPanel:
    return FieldRowPanel(fields, heading=heading, **kwargs)


def in_both_languages(*fields: str) -> list[str]:
    return [f"{field}_{language}" for field in fields for language in ("ar", "fr")]


def bilingual(field: str, heading="", **kwargs) -> FieldRowPanel:
    return row(*in_both_languages(field), heading=heading, **kwargs)


def section(heading, icon: str, *panels: str | Panel, **kwargs) -> MultiFieldPanel:
    return MultiFieldPanel(panels, heading=heading, icon=icon, **kwargs)


NAME_PANEL = bilingual("name", _("Name"))

#: Attributes of a panel whose fields show or hide others (Wagtail's `w-rules`); without scripts all show.
RULES_CONTROLLER = {"data-controller": "w-rules", "data-action": "change->w-rules#resolve"}


def shown_if(field: str, *values: str) -> dict[str, str]:
    """Return the attributes of a panel below one with RULES_CONTROLLER that shows for some values of a field."""
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps({field: [str(v) for v in values]})}


class FactViewSet(SnippetViewSet):
    """A list with search, filters, order, history and usage, and a form.

    What has no methods of its own is an instance: `FactViewSet(model=Trade, icon="hammer")`.
    """

    index_view_class = FactIndexView
    edit_view_class = FactEditView
    inspect_view_class = FactInspectView
    chooser_viewset_class = FactChooserViewSet
    inspect_view_enabled = True
    copy_view_enabled = False
    sort_order_field = None
    list_display = ["name", "code", UpdatedAtColumn()]
    list_per_page = 50
    search_fields = ["code", *in_both_languages("name")]
    search_backend_name = None
    list_related: tuple[str, ...] = ()
    form_class = FactForm
    panels = [NAME_PANEL, "code"]

    def get_queryset(self, request):
        return self.model.objects.select_related(*self.list_related) if self.list_related else None

    def get_edit_handler(self):
        handler = super().get_edit_handler()
        if handler is not None and handler.base_form_class is None:
            handler.base_form_class = self.form_class
        return handler


def edit_url(record) -> str:
    return reverse(type(record).snippet_viewset.get_url_name("edit"), args=[quote(record.pk)])
