"""Form widgets to choose facts: a select that filters as one types, and Wagtail's chooser of snippets."""

from collections.abc import Callable

from django import forms
from django.forms.widgets import Script
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.snippets.widgets import AdminSnippetChooser


class FindingSelect(forms.Select):
    """A select whose options are filtered by typing any part of a name; a plain one without JavaScript.

    `within` names the field whose choice limits this one to the option group of the same label.
    """

    def __init__(self, *args, within: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.within = within

    def render(self, name, value, attrs=None, renderer=None):
        return format_html(
            '<finding-select data-hint="{}" data-none="{}" data-within="{}">{}</finding-select>',
            _("Type a part of the name"),
            _("Nothing is called that."),
            self.within,
            super().render(name, value, attrs, renderer),
        )

    class Media:
        js = [Script("programs/admin/finding-select.js", type="module")]
        css = {"all": ["programs/admin/finding-select.css"]}


def _translated(text: Callable[[], str]) -> property:
    """Return a property that translates on access, since Wagtail fixes its words when the form class is made; its
    constructor assigns in vain."""
    return property(lambda widget: text(), lambda widget, value: None)


CHOOSER_WORDS = {
    "choose_one_text": _translated(lambda: _("Choose")),
    "choose_another_text": _translated(lambda: _("Choose another")),
    "link_to_chosen_text": _translated(lambda: _("Open it")),
}

#: A chooser for fields that forms declare themselves: `FactChooser(model=Source)`.
FactChooser = type("FactChooser", (AdminSnippetChooser,), CHOOSER_WORDS)
