"""A chooser of facts for forms, with words in the language of whoever looks.

Wagtail's chooser of snippets makes its words once, when the form's class is made; an admin in two languages needs
them each time they are shown.
"""

from django.utils.translation import gettext as _
from wagtail.snippets.widgets import AdminSnippetChooser


def _said(text):
    """A property that says `text()` now, and lets Wagtail's constructor assign in vain."""
    return property(lambda widget: text(), lambda widget, value: None)


CHOOSER_WORDS = {
    "choose_one_text": _said(lambda: _("Choose")),
    "choose_another_text": _said(lambda: _("Choose another")),
    "link_to_chosen_text": _said(lambda: _("Open it")),
}

#: A chooser for fields that forms declare themselves: `FactChooser(model=Source)`.
FactChooser = type("FactChooser", (AdminSnippetChooser,), CHOOSER_WORDS)
