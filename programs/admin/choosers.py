"""Views that choose facts."""

from django.utils.functional import cached_property
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView

from portal.admin import ChooserViewSet
from programs.admin.searching import ContainsFilterForm, ObservationFilterForm
from programs.editorial import CHOOSER_WORDS


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
        return type(base.__name__, (base,), CHOOSER_WORDS)


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
