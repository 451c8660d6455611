"""Choosing facts in a body. What is stored is a code, so that no page needs a statement to read it.

Which pages use a record is known to Wagtail's reference index all the same.
"""

from django.apps import apps
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.l10n import current_language
from programs.editorial.fact_chooser import FactChooser
from programs.editorial.fact_selects import FindingSelect


class FactChoiceBlock(blocks.ChoiceBlock):
    """A choice among reference records by name that stores their code, so that no page needs a query to read it.

    `model` is "app.Model". Usage of the record is known to Wagtail's reference index all the same.
    """

    #: The field of the same form whose choice limits this one.
    within = ""

    def __init__(self, model: str = "", **kwargs):
        self.model_name = model
        kwargs.pop("choices", None)
        empty = ("", _("Any")) if kwargs.get("required") is False else ("", _("Choose"))

        def choices() -> list[tuple]:
            found = self._choices()
            return found if found and found[0][0] == "" else [empty, *found]

        super().__init__(choices=choices, widget=FindingSelect(within=self.within), **kwargs)

    @property
    def model(self):
        return apps.get_model(self.model_name)

    def _choices(self) -> list[tuple[str, str]]:
        name = f"name_{current_language()}"
        return list(self.model.objects.order_by(name).values_list("code", name))

    def extract_references(self, value):
        if value and (pk := self._pk(value)):
            yield self.model, str(pk), "", ""

    def normalize_choice(self, value):
        """A code is a text already; looking it up among the choices would cost a statement a block."""
        return value or ""

    def get_searchable_content(self, value):
        """A code is nobody's search word; its name would be out of date as soon as it is changed."""
        return []

    def _pk(self, code: str):
        return self.model.objects.filter(code=code).values_list("pk", flat=True).first()

    def deconstruct(self):
        return "wagtail.blocks.ChoiceBlock", [], {"choices": []}


class TerritoryChoiceBlock(FactChoiceBlock):
    """A choice among territories, grouped by scheme; it stores SCHEME:CODE."""

    def __init__(self, **kwargs):
        kwargs.pop("model", None)
        super().__init__(model="programs.Territory", **kwargs)

    def _choices(self):
        name = f"name_{current_language()}"
        groups: dict[str, list[tuple[str, str]]] = {}
        rows = self.model.objects.order_by("scheme__level", "scheme__code", name)
        for scheme, label, code, title in rows.values_list("scheme__code", f"scheme__{name}", "code", name):
            groups.setdefault(label, []).append((f"{scheme}:{code}", title))
        return list(groups.items())

    def _pk(self, code: str):
        return self.model.objects.at_ref(code).values_list("pk", flat=True).first()


class EditionChoiceBlock(FactChoiceBlock):
    """A choice among editions, grouped by programme; the form offers those of the chosen programme."""

    within = "program"

    def __init__(self, **kwargs):
        kwargs.pop("model", None)
        super().__init__(model="programs.Edition", **kwargs)

    def _choices(self):
        name = f"name_{current_language()}"
        groups: dict[str, list[tuple[str, str]]] = {}
        rows = self.model.objects.order_by(f"program__{name}", "period_start", "code")
        for program, code, title in rows.values_list(f"program__{name}", "code", name):
            groups.setdefault(program, []).append((code, title))
        return list(groups.items())


class RegionSchemeChoiceBlock(FactChoiceBlock):
    """A choice among the divisions of the country into regions, the one in force first; empty for that of the time."""

    def __init__(self, **kwargs):
        kwargs.pop("model", None)
        super().__init__(model="programs.TerritorialScheme", **kwargs)

    def _choices(self):
        rows = self.model.objects.filter(level="region").order_by("-valid_from")
        return [
            ("", gettext("those of the period of the values")),
            *rows.values_list("code", f"name_{current_language()}"),
        ]


class EventChooserBlock(blocks.ChooserBlock):
    """A choice among the distribution events, of which there may be thousands: Wagtail's chooser, storing the code."""

    target_model = "programs.DistributionEvent"

    @cached_property
    def widget(self):
        return FactChooser(self.model_class)

    def to_python(self, value) -> str:
        return value or ""

    def bulk_to_python(self, values) -> list[str]:
        return [self.to_python(value) for value in values]

    def get_prep_value(self, value) -> str:
        return value or ""

    def normalize(self, value) -> str:
        # A text is a code already: models may not be loaded yet.
        return getattr(value, "code", value) or ""

    def get_default(self) -> str:
        return ""

    def value_from_form(self, value) -> str:
        """Turn what the form gives, a key or an event, into the code."""
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
        """The same event in both languages: nothing to translate (wagtail-localize asks)."""
        return []

    def restore_translated_segments(self, value, segments) -> str:
        return value

    def name_of(self, code: str) -> str:
        event = self._event(code)
        return event.name if event else code

    def _event(self, code: str):
        return self.model_class.objects.filter(code=code).first() if code else None
