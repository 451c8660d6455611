"""Blocks that choose facts. They store a code, so that pages need no query to read it; usage of the record is known to
Wagtail's reference index all the same."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from django.apps import apps
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.l10n import current_language
from programs.editorial.widgets import FactChooser, FindingSelect

Grouped = list[tuple[str, list[tuple[str, str]]]]


class FactChoiceBlock(blocks.ChoiceBlock):
    """A choice among reference records by name. `model` is "app.Model"."""

    model_name = ""
    #: The field of the same form whose choice limits this one.
    within = ""

    def __init__(self, model: str = "", **kwargs):
        self.model_name = model or self.model_name
        kwargs.pop("choices", None)
        empty = ("", _("Any")) if kwargs.get("required") is False else ("", _("Choose"))

        def choices() -> list[tuple]:
            found = self._choices()
            return found if found and found[0][0] == "" else [empty, *found]

        super().__init__(choices=choices, widget=FindingSelect(within=self.within), **kwargs)

    @property
    def model(self):
        return apps.get_model(self.model_name)

    def _choices(self) -> list[tuple[str, str]] | Grouped:
        name = f"name_{current_language()}"
        return list(self.model.objects.order_by(name).values_list("code", name))

    def extract_references(self, value):
        if value and (pk := self._pk(value)):
            yield self.model, str(pk), "", ""

    def normalize_choice(self, value):
        """Take the code as it is: looking it up among the choices would cost a query a block."""
        return value or ""

    def get_searchable_content(self, value):
        """Index nothing: nobody searches for a code, and its name would be outdated by the next change."""
        return []

    def _pk(self, code: str):
        return self.model.objects.filter(code=code).values_list("pk", flat=True).first()

    def deconstruct(self):
        return "wagtail.blocks.ChoiceBlock", [], {"choices": []}


def grouped(rows: Iterable[tuple[str, str, str]]) -> Grouped:
    """Return (group, code, name), ordered by group, as choices in groups."""
    return [(group, [row[1:] for row in some]) for group, some in groupby(rows, key=itemgetter(0))]


class TerritoryChoiceBlock(FactChoiceBlock):
    """A choice among territories, grouped by scheme; it stores SCHEME:CODE."""

    model_name = "programs.Territory"

    def _choices(self) -> Grouped:
        name = f"name_{current_language()}"
        rows = self.model.objects.order_by("scheme__level", "scheme__code", name)
        found = rows.values_list("scheme__code", f"scheme__{name}", "code", name)
        return grouped((label, f"{scheme}:{code}", title) for scheme, label, code, title in found)

    def _pk(self, code: str):
        return self.model.objects.at_ref(code).values_list("pk", flat=True).first()


class EditionChoiceBlock(FactChoiceBlock):
    """A choice among editions, grouped by programme; the form offers those of the chosen programme."""

    model_name = "programs.Edition"
    within = "program"

    def _choices(self) -> Grouped:
        name = f"name_{current_language()}"
        rows = self.model.objects.order_by(f"program__{name}", "period_start", "code")
        return grouped(rows.values_list(f"program__{name}", "code", name))


class RegionSchemeChoiceBlock(FactChoiceBlock):
    """A choice among the schemes of regions, the one in force first; empty for the one that fits the values."""

    model_name = "programs.TerritorialScheme"

    def _choices(self) -> list[tuple[str, str]]:
        rows = self.model.objects.filter(level="region").order_by("-valid_from")
        names = rows.values_list("code", f"name_{current_language()}")
        return [("", gettext("those of the period of the values")), *names]


class EventChooserBlock(blocks.ChooserBlock):
    """Wagtail's chooser of distribution events, of which there may be thousands, storing the code."""

    target_model = "programs.DistributionEvent"

    @cached_property
    def widget(self):
        return FactChooser(self.model_class)

    def to_python(self, value) -> str:
        return value or ""

    get_prep_value = to_python

    def bulk_to_python(self, values) -> list[str]:
        return [self.to_python(value) for value in values]

    def normalize(self, value) -> str:
        # No lookup of texts: models may not be loaded yet.
        return getattr(value, "code", value) or ""

    def get_default(self) -> str:
        return ""

    def value_from_form(self, value) -> str:
        """Return the code of what the form gives, a key or an event."""
        event = super().value_from_form(value or None)
        return event.code if event else ""

    def value_for_form(self, value):
        return self._event(value)

    def get_form_state(self, value):
        return self.widget.get_value_data(self._event(value))

    def clean(self, value) -> str:
        event = self._event(value)
        return self.value_from_form(self.field.clean(event.pk if event else None))

    def extract_references(self, value):
        if event := self._event(value):
            yield self.model_class, str(event.pk), "", ""

    def get_translatable_segments(self, value) -> list:
        """Return nothing to wagtail-localize: both languages have the same event."""
        return []

    def restore_translated_segments(self, value, segments) -> str:
        return value

    def name_of(self, code: str) -> str:
        event = self._event(code)
        return event.name if event else code

    def _event(self, code: str):
        return self.model_class.objects.filter(code=code).first() if code else None
