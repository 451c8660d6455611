"""Choosing facts in forms, with words in the language of whoever looks.

Wagtail's chooser of snippets makes its words once, when the form's class is made; an admin in two languages needs
them each time that they are shown.
"""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView
from wagtail.snippets.widgets import AdminSnippetChooser

from portal.admin import ChooserViewSet
from programs.admin.searching import ContainsFilterForm, ObservationFilterForm


def _said(text):
    """A property that says `text()` now, and lets Wagtail's constructor assign in vain."""
    return property(lambda widget: text(), lambda widget, value: None)


WORDS = {
    "choose_one_text": _said(lambda: _("Choose")),
    "choose_another_text": _said(lambda: _("Choose another")),
    "link_to_chosen_text": _said(lambda: _("Open it")),
}

#: A chooser for fields that forms declare themselves: `FactChooser(model=Source)`.
FactChooser = type("FactChooser", (AdminSnippetChooser,), WORDS)


class FactChooseView(ChooseView):
    filter_form_class = ContainsFilterForm


class FactChooseResultsView(ChooseResultsView):
    filter_form_class = ContainsFilterForm


class FactChooserViewSet(ChooserViewSet):
    """A chooser that finds any part of a name or code; forms use plain lists unless they ask for it."""

    choose_view_class = FactChooseView
    choose_results_view_class = FactChooseResultsView
    register_widget = False

    @cached_property
    def widget_class(self):
        base = super().widget_class
        return type(base.__name__, (base,), WORDS)


class LargeFactChooserViewSet(FactChooserViewSet):
    """For what there are too many of for a list."""

    register_widget = True


class ObservationChooseView(ChooseView):
    filter_form_class = ObservationFilterForm


class ObservationChooseResultsView(ChooseResultsView):
    filter_form_class = ObservationFilterForm


class ObservationChooserViewSet(LargeFactChooserViewSet):
    choose_view_class = ObservationChooseView
    choose_results_view_class = ObservationChooseResultsView
