"""Form of a live figure, with the fields of figure blocks."""

from copy import copy

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from programs.editorial import CODES, FactChoiceBlock, SelectionBlock
from programs.facts import DistributionEvent
from programs.statistics import Question

#: Always visible; the other fields are collapsed.
FIRST = ("indicator", "role", "program", "edition", "event", "territory")
#: Newest events of the chosen programme and edition that the list offers.
EVENTS = 200


class LiveFigureForm(forms.Form):
    """Turn codes into a Question."""

    def __init__(self, *args, **kwargs):
        # The page around the dialog has fields of the same names.
        super().__init__(*args, auto_id="live-figure-%s", **kwargs)
        selection = SelectionBlock().child_blocks
        for name in sorted((n for n in selection if n in CODES), key=lambda name: (*FIRST, name).index(name)):
            if name == "event":
                self.fields[name] = self._events()
            else:
                self.fields[name] = _field(selection[name])
        self.fields["indicator"].required = True

    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in FIRST]

    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in FIRST]

    @property
    def is_expanded(self) -> bool:
        """Whether a collapsed field has a value."""
        return any(field.value() for field in self.rest())

    @property
    def question(self) -> Question:
        """The question of a valid form. Raises ValueError for an impossible combination."""
        return Question(**{name: value for name, value in self.cleaned_data.items() if value})

    def _events(self) -> forms.ChoiceField:
        chosen = self.data if self.is_bound else self.initial
        events = DistributionEvent.objects.newest_first()
        for name in ("program", "edition"):
            if code := chosen.get(name):
                events = events.filter(**{f"{name}__code": code})
        found = list(events[:EVENTS])
        if (code := chosen.get("event")) and code not in {event.code for event in found}:
            found += DistributionEvent.objects.filter(code=code)
        choices = [
            (event.code, event.name if event.is_released else _("%(event)s (draft)") % {"event": event.name})
            for event in found
        ]
        return forms.ChoiceField(
            choices=[("", _("Any")), *choices],
            required=False,
            label=gettext_lazy("Distribution event"),
            help_text=gettext_lazy("Only what was handed over there."),
            widget=type(FactChoiceBlock("programs.Program").field.widget),
        )


def _field(block: blocks.Block) -> forms.Field:
    """Return a copy of a block's shared field."""
    field = copy(block.field)
    field.widget = copy(field.widget)
    field.label = block.label
    choices = list(field.choices) if isinstance(field, forms.ChoiceField) else []
    if any(value == "" for value, _name in choices):
        field.choices = [("", _("Any")), *((value, name) for value, name in choices if value != "")]
    return field
