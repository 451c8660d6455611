"""Lists of facts in forms: a plain list, which a script turns into a field that finds a name as one types."""

from django import forms
from django.forms.widgets import Script
from django.utils.html import format_html
from django.utils.translation import gettext as _


class FindingSelect(forms.Select):
    """A list in which one finds by typing any part of a name; without JavaScript it is a list.

    `within` names the field whose choice limits this one: only the group that is called like it is offered.
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
