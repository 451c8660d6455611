"""Form fields: written numbers with their qualifiers, territories by scheme, CLDR plural forms; choosers of facts."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm

from portal.admin import ChooserViewSet
from portal.l10n import NumberError, current_language, format_number, parse_number
from programs.editorial import CHOOSER_WORDS
from programs.facts import PLURAL_CATEGORIES, Level, Qualifier

#: Territories in the order in which editors look for them.
LEVELS_BY_USE = Level.values[::-1]

_PHRASES = {
    Qualifier.AT_LEAST: "ما لا يقل عن|لا يقل عن|على الأقل|au moins",
    Qualifier.MORE_THAN: "ما يزيد عن|ما يزيد على|أزيد من|أكثر من|plus de|plus d’|plus d'",
    Qualifier.AT_MOST: "لا يتجاوز|على الأكثر|au plus|au maximum",
    Qualifier.UP_TO: "ما يصل إلى|يصل إلى|jusqu’à|jusqu'à",
    Qualifier.ABOUT: "ما يناهز|ما يقارب|زهاء|حوالي|قرابة|تقريبا|نحو|environ|près de|quelque",
}
#: Longest first, so that no phrase hides a longer one.
PHRASES = sorted(
    ((phrase, qualifier) for qualifier, phrases in _PHRASES.items() for phrase in phrases.split("|")),
    key=lambda pair: -len(pair[0]),
)


def split_qualifier(text: str) -> tuple[str, str]:
    """Parse the qualifier written beside a number: «نحو 230», « plus de 400 ».

    Return (qualifier, rest); the qualifier is '' where none stands at the beginning or the end."""
    text = text.strip()
    for phrase, qualifier in PHRASES:
        if text.casefold().startswith(phrase):
            rest = text[len(phrase) :]
            if rest[:1].isspace() or phrase[-1] in "’'à":
                return qualifier.value, rest.strip()
        if text.casefold().endswith(f" {phrase}"):
            return qualifier.value, text[: -len(phrase)].strip()
    return "", text


class WrittenNumberField(forms.CharField):
    """Parse «650 ألف», « 650 000 DH », 4,5 MDH … to a Decimal, or None where empty.

    A qualifier beside the number («نحو 230») is left in `parsed_qualifier`.
    """

    parsed_qualifier = ""

    def __init__(self, *, max_digits=None, decimal_places=None, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "inputmode": "text"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, Decimal) or value is None:
            return value
        text = super().to_python(value).strip()
        if not text:
            return None
        if text.startswith(("-", "−")):
            raise ValidationError(_("A count or an amount is never negative."), code="negative")
        self.parsed_qualifier, text = split_qualifier(text)
        try:
            return parse_number(text, current_language())
        except NumberError as error:
            raise ValidationError(str(error), code="unreadable") from error

    def prepare_value(self, value):
        if isinstance(value, Decimal):
            return format_number(value.normalize() if value else Decimal(0), current_language())
        return value

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class TerritoryIterator(ModelChoiceIterator):
    """Territories in groups, one a scheme; those in force first."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        groups: dict = {}
        for territory in self.queryset.select_related("scheme"):
            groups.setdefault(territory.scheme, []).append(territory)
        by_use = sorted(groups, key=lambda one: (one.valid_to is not None, LEVELS_BY_USE.index(one.level), one.code))
        for scheme in by_use:
            yield (scheme.name, [self.choice(t) for t in sorted(groups[scheme], key=lambda territory: territory.name)])


class TerritoryField(forms.ModelChoiceField):
    iterator = TerritoryIterator


class PluralFormsWidget(forms.MultiWidget):
    template_name = "programs/admin/plural_forms.html"

    def __init__(self, attrs=None, direction="auto"):
        # Not by their first letter: the “n” of {n} is a Latin one.
        boxes = {name: forms.TextInput(attrs={"dir": direction}) for name in PLURAL_CATEGORIES}
        super().__init__(boxes, attrs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for category, widget in zip(PLURAL_CATEGORIES, context["widget"]["subwidgets"], strict=True):
            widget["category"] = category
        return context

    def decompress(self, value):
        return [(value or {}).get(name, "") for name in PLURAL_CATEGORIES]


class PluralFormsField(forms.MultiValueField):
    """Plural forms as a dictionary {category: text}; empty boxes are left out."""

    widget = PluralFormsWidget

    def __init__(self, *, encoder=None, decoder=None, **kwargs):
        kwargs["require_all_fields"] = False
        super().__init__([forms.CharField(required=False) for _name in PLURAL_CATEGORIES], **kwargs)

    def compress(self, values) -> dict[str, str]:
        return {name: text for name, text in zip(PLURAL_CATEGORIES, values, strict=True) if text}


class ContainsFilterForm(BaseFilterForm):
    """Match facts by any part of a name or code, also within an Arabic word: «فاس» finds «بفاس»."""

    searched = ("code", "name_ar", "name_fr")
    q = forms.CharField(
        label=_("Search term"),
        widget=forms.TextInput(attrs={"placeholder": _("A part of the name or code"), "dir": "auto"}),
        required=False,
    )

    def filter(self, objects):
        objects = super().filter(objects)
        if query := self.cleaned_data.get("q", "").strip():
            self.is_searching, self.search_query = True, query
            for word in query.split():
                parts = ((f"{name}__icontains", word) for name in self.searched)
                objects = objects.filter(Q(*parts, _connector=Q.OR))
        return objects


class FactChooserViewSet(ChooserViewSet):
    """A chooser that matches any part of a name or code; not the default widget."""

    filter_form_class = ContainsFilterForm
    register_widget = False

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(filter_form_class=self.filter_form_class, **kwargs)

    @cached_property
    def widget_class(self):
        base = super().widget_class
        return type(base.__name__, (base,), CHOOSER_WORDS)


class LargeFactChooserViewSet(FactChooserViewSet):
    """The default widget of models with too many records for a select."""

    register_widget = True
